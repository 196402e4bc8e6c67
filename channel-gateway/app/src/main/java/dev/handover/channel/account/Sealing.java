package dev.handover.channel.account;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * Encrypts what accounts are connected with: AES-256 in GCM under a key derived from the secret by HKDF-SHA256. Several
 * keys may be known, so that they can be changed: the one with the highest id seals, all of them open.
 */
public final class Sealing {

    private static final int MIN_KEY_BYTES = 16;
    private static final int IV_BYTES = 16;
    private static final byte[] PURPOSE = "handover account credentials".getBytes(StandardCharsets.UTF_8);

    private final int keyId;
    private final Map<Integer, BytesEncryptor> keys = new HashMap<>();

    /** @throws IllegalArgumentException when a key is too short or its id out of order */
    public Sealing(AccountSettings settings) {
        keyId = settings.credentialsKeyId();
        settings.formerCredentialsKeys().forEach((id, secret) -> {
            if (id < 0 || id >= keyId) {
                throw new IllegalArgumentException(
                        "handover.accounts.former-credentials-keys must have ids below credentials-key-id");
            }
            keys.put(id, encryptor(secret));
        });
        String secret = settings.credentialsKey();
        if (secret != null && !secret.isBlank()) {
            keys.put(keyId, encryptor(secret));
        }
    }

    private static BytesEncryptor encryptor(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("handover.accounts.credentials-key needs 16 bytes or more");
        }
        try {
            SecretKey key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES", HKDFParameterSpec.ofExtract().addIKM(bytes).thenExpand(PURPOSE, 32));
            return new AesBytesEncryptor(key, KeyGenerators.secureRandom(IV_BYTES), CipherAlgorithm.GCM);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Whether there is a key to seal with. */
    public boolean hasKey() {
        return keys.containsKey(keyId);
    }

    /** What is sealed, with the id of the key that it was sealed with. */
    public record Sealed(int keyId, byte[] bytes) {}

    /** @throws ProblemException where no key is set */
    public Sealed seal(byte[] open) {
        BytesEncryptor key = keys.get(keyId);
        if (key == null) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Accounts can't be connected before handover.accounts.credentials-key is set: their credentials are"
                            + " kept encrypted only.");
        }
        return new Sealed(keyId, key.encrypt(open));
    }

    /** What was sealed; empty where its key is not known any more, or is another one. */
    public Optional<byte[]> open(Sealed sealed) {
        BytesEncryptor key = keys.get(sealed.keyId());
        try {
            return key == null ? Optional.empty() : Optional.of(key.decrypt(sealed.bytes()));
        } catch (IllegalStateException anotherKey) {
            return Optional.empty();
        }
    }
}
