package dev.handover.channel.receipt;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads a channel's stored payloads again. */
public interface Reparse {

    /**
     * What came of it.
     *
     * @param changed whether it says something else than when it was read before
     * @param issues what could not be read in full, as short codes
     */
    record Reread(boolean changed, List<String> issues) {}

    /** Reads the payload of a message again and publishes what it says; empty where the workspace has no such payload. */
    Optional<Reread> reparse(UUID messageId, String workspace);
}
