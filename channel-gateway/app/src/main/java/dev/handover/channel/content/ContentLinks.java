package dev.handover.channel.content;

import dev.handover.channel.content.ContentLink.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs links to contents and reads them. A token is base64url of: kind, download (a byte each), id (16 bytes), expiry
 * (seconds since 1970, 8 bytes), workspace (UTF-8), and the HMAC-SHA256 of these (32 bytes). Whoever has one may read
 * the content until it expires, so that a token is nothing for logs.
 */
public final class ContentLinks {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int FIXED_BYTES = 26;
    private static final int MAX_TOKEN_CHARS = 600;

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;

    public ContentLinks(String key, Duration lifetime, Clock clock) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** A link that works from now on for as long as links do. */
    public ContentLink link(Kind kind, UUID id, String workspace, boolean download) {
        Instant expiresAt = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        return new ContentLink(kind, id, workspace, expiresAt, download);
    }

    /** Whether it works no more. */
    public boolean expired(ContentLink link) {
        return !clock.instant().isBefore(link.expiresAt());
    }

    public String token(ContentLink link) {
        byte[] workspace = link.workspace().getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(FIXED_BYTES + workspace.length)
                .put((byte) link.kind().ordinal())
                .put((byte) (link.download() ? 1 : 0))
                .putLong(link.id().getMostSignificantBits())
                .putLong(link.id().getLeastSignificantBits())
                .putLong(link.expiresAt().getEpochSecond())
                .put(workspace);
        byte[] token = Arrays.copyOf(payload.array(), payload.capacity() + MAC_BYTES);
        System.arraycopy(mac(payload.array()), 0, token, payload.capacity(), MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** What a token that was signed here says, also where it has expired; empty for any other. */
    public Optional<ContentLink> read(String token) {
        return token.length() > MAX_TOKEN_CHARS
                ? Optional.empty()
                : decoded(token)
                        .filter(bytes -> bytes.length > FIXED_BYTES + MAC_BYTES)
                        .flatMap(this::genuine);
    }

    private static Optional<byte[]> decoded(String token) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Optional<ContentLink> genuine(byte[] token) {
        byte[] payload = Arrays.copyOf(token, token.length - MAC_BYTES);
        byte[] mac = Arrays.copyOfRange(token, payload.length, token.length);
        if (!MessageDigest.isEqual(mac, mac(payload))) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(payload);
        Kind kind = Kind.values()[fields.get()];
        boolean download = fields.get() == 1;
        UUID id = new UUID(fields.getLong(), fields.getLong());
        Instant expiresAt = Instant.ofEpochSecond(fields.getLong());
        String workspace = StandardCharsets.UTF_8.decode(fields).toString();
        return Optional.of(new ContentLink(kind, id, workspace, expiresAt, download));
    }

    private byte[] mac(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload);
        } catch (NoSuchAlgorithmException | InvalidKeyException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
