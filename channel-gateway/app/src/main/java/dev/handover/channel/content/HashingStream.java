package dev.handover.channel.content;

import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes what is read through it. */
final class HashingStream extends DigestInputStream {

    HashingStream(InputStream in) {
        super(in, sha256());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The SHA-256 of what was read, in lower-case hex; ends the hashing. */
    String sha256Hex() {
        return HexFormat.of().formatHex(getMessageDigest().digest());
    }
}
