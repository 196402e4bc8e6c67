package dev.handover.channel.email.thread;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token in a Reply-To address, {@code support+<token>@domain}: base32 of the ticket's id (16 bytes), the key's id (1
 * byte) and an HMAC-SHA256 cut to 80 bits. It finds the ticket; it never proves who wrote. Several keys may be known, so
 * that they can be changed: the one with the highest id signs, all of them are recognised.
 */
public final class ReplyToken {

    private static final int MAC_BYTES = 10;
    private static final int SIGNED_BYTES = 17;
    private static final int TOKEN_BYTES = SIGNED_BYTES + MAC_BYTES;
    private static final int MAX_LOCAL_PART = 64;
    private static final int MIN_KEY_BYTES = 16;

    private final TreeMap<Integer, byte[]> keys = new TreeMap<>();

    /**
     * @param keys secrets of at least 16 bytes in UTF-8, by their ids 0 to 255
     * @throws IllegalArgumentException when there is none, or one is too short, or an id out of range
     */
    public ReplyToken(Map<Integer, String> keys) {
        keys.forEach((id, secret) -> {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            if (id < 0 || id > 255 || bytes.length < MIN_KEY_BYTES) {
                throw new IllegalArgumentException("token key " + id + " needs an id of 0 to 255 and 16 bytes or more");
            }
            this.keys.put(id, bytes);
        });
        if (this.keys.isEmpty()) {
            throw new IllegalArgumentException("at least one token key is needed");
        }
    }

    /** The token of a ticket: 44 lower-case letters and digits. */
    public String of(UUID ticketId) {
        int keyId = keys.lastKey();
        ByteBuffer token = ByteBuffer.allocate(TOKEN_BYTES)
                .putLong(ticketId.getMostSignificantBits())
                .putLong(ticketId.getLeastSignificantBits())
                .put((byte) keyId);
        token.put(mac(keys.lastEntry().getValue(), Arrays.copyOf(token.array(), SIGNED_BYTES)));
        return Base32.encode(token.array());
    }

    /** The account's address with the ticket's token; the plain one where its local part would get longer than 64. */
    public String address(String accountAddress, UUID ticketId) {
        int at = accountAddress.lastIndexOf('@');
        String local = accountAddress.substring(0, at) + "+" + of(ticketId);
        return local.length() > MAX_LOCAL_PART ? accountAddress : local + accountAddress.substring(at);
    }

    /** The ticket that a recipient's address names, where it is the account's address with a valid token. */
    public Optional<UUID> ticketOf(String recipient, String accountAddress) {
        String address = recipient.toLowerCase(Locale.ROOT);
        String own = accountAddress.toLowerCase(Locale.ROOT);
        int at = own.lastIndexOf('@');
        String prefix = own.substring(0, at) + "+";
        String domain = own.substring(at);
        if (!address.startsWith(prefix)
                || !address.endsWith(domain)
                || address.length() <= prefix.length() + domain.length()) {
            return Optional.empty();
        }
        return ticket(address.substring(prefix.length(), address.length() - domain.length()));
    }

    /** The ticket of a token, where it is genuine. */
    public Optional<UUID> ticket(String token) {
        return Base32.decode(token, TOKEN_BYTES).flatMap(bytes -> {
            byte[] key = keys.get(bytes[SIGNED_BYTES - 1] & 0xFF);
            if (key == null) {
                return Optional.empty();
            }
            byte[] expected = mac(key, Arrays.copyOf(bytes, SIGNED_BYTES));
            if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, SIGNED_BYTES, TOKEN_BYTES))) {
                return Optional.empty();
            }
            ByteBuffer id = ByteBuffer.wrap(bytes);
            return Optional.of(new UUID(id.getLong(), id.getLong()));
        });
    }

    private static byte[] mac(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(signed), MAC_BYTES);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
