package dev.handover.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.handover.local.Installation;
import dev.handover.local.Json;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs bearer tokens with the key in an installation's data directory. */
public final class Tokens {

    private static final Duration VALID = Duration.ofHours(12);

    private final RSAKey key;
    private final String issuer;

    private Tokens(RSAKey key, String issuer) {
        this.key = key;
        this.issuer = issuer;
    }

    /** The signer of an installation that was started at least once. */
    public static Tokens of(Installation installation) {
        int port = installation
                .lastPort()
                .filter(_ -> Files.exists(installation.signingKey()))
                .orElseThrow(() -> new LauncherFailure(
                        "there is no installation in " + installation.data() + " yet: run ./handover up first"));
        return new Tokens(load(installation.signingKey()), new Ports(port).issuerUrl());
    }

    /** Makes the key when there is none yet. */
    public static void createKey(Installation installation) {
        if (Files.exists(installation.signingKey())) {
            return;
        }
        try {
            RSAKey made = new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            Json.write(installation.signingKey(), made.toJSONObject());
        } catch (JOSEException e) {
            throw new LauncherFailure("can't make a signing key: " + e, e);
        }
    }

    static RSAKey load(Path file) {
        try {
            return RSAKey.parse(Files.readString(file));
        } catch (IOException | ParseException e) {
            throw new LauncherFailure("can't read the signing key " + file + ": " + e, e);
        }
    }

    /** A token of a demo person, in another workspace or role when these are given. */
    public String tokenOf(String name, @Nullable String workspace, @Nullable String role) {
        Person person = Person.named(name)
                .or(() -> role == null
                        ? java.util.Optional.empty()
                        : java.util.Optional.of(new Person(name, name, name + "@acme.test", role, "")))
                .orElseThrow(() -> new LauncherFailure("there is no demo person " + name
                        + ": owner, amelie, ben, agent, service, or any name with --role"));
        return sign(role == null ? person : person.as(role), workspace == null ? "acme" : workspace);
    }

    private String sign(Person person, String workspace) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(person.subject())
                .audience("handover")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALID)))
                .claim("workspace", workspace)
                .claim("role", person.role())
                .claim("scope", person.scope())
                .claim("email", person.email())
                .claim("name", person.name())
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new LauncherFailure("can't sign a token: " + e, e);
        }
        return jwt.serialize();
    }
}
