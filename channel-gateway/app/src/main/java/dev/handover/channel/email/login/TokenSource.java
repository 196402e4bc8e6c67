package dev.handover.channel.email.login;

import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.foundation.kafka.EventJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where an account's tokens come from; its servers share them. */
record TokenSource(String accountId, OAuth2 settings) {

    /** Another one for other credentials; tells nothing of them. */
    String hash() {
        try {
            byte[] json = EventJson.MAPPER.writeValueAsBytes(settings);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
