package dev.handover.foundation.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** An issuer of real, signed tokens for tests. */
public final class TestIssuer {
    private static final TestIssuer SHARED = new TestIssuer();
    private final RSAKey key;
    private final HttpServer server;

    private TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
            byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/jwks", exchange -> {
                exchange.sendResponseHeaders(200, keys.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(keys);
                }
            });
            server.start();
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The issuer of this JVM. */
    public static TestIssuer shared() {
        return SHARED;
    }

    /** The {@code iss} of its tokens. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Where its keys are. */
    public String jwkSetUri() {
        return issuer() + "/jwks";
    }

    /** A token, valid for an hour; scopes are separated by spaces. */
    public String token(String workspace, String subject, String role, String scopes) {
        try {
            Instant now = Instant.now();
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(),
                    new JWTClaimsSet.Builder()
                            .issuer(issuer())
                            .subject(subject)
                            .claim("workspace", workspace)
                            .claim("role", role)
                            .claim("scope", scopes)
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plus(1, ChronoUnit.HOURS)))
                            .build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token without scopes. */
    public String token(String workspace, String subject, String role) {
        return token(workspace, subject, role, "");
    }
}
