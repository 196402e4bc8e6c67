package dev.handover.channel.content;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An attachment of a message that came in.
 *
 * @param name safe to offer, see {@link SafeName}
 * @param sender whether the sender attached it: only then it may be too large, or of a kind that is not taken
 * @param stream gives its bytes from the beginning, each time anew; empty where it is the raw source of its message
 */
public record Incoming(
        String name,
        String contentType,
        boolean inline,
        Optional<String> contentId,
        long sizeBytes,
        boolean sender,
        Optional<Supplier<InputStream>> stream) {}
