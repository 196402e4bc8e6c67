package dev.handover.channel.content;

import java.io.InputStream;
import java.util.Optional;

/** A content that was looked for, as it stands. */
public sealed interface Found {

    /**
     * It can be read.
     *
     * @param sha256 in lower-case hex; empty for a source, and for what was stored before hashes were
     * @param stream read from where it lies as it is read here
     */
    record Stored(String name, String contentType, long sizeBytes, Optional<String> sha256, InputStream stream)
            implements Found {}

    /** It is here, and nobody may have it yet. */
    record Pending() implements Found {}

    /** It was not taken. */
    record Rejected(String name, String reason) implements Found {}
}
