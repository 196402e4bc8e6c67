package dev.handover.channel.content;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A place where contents lie. */
public interface Contents {

    /**
     * Stores contents of one owner.
     *
     * @return the SHA-256 of each by its part, in lower-case hex
     */
    Map<Integer, String> put(UUID owner, List<Content> contents);

    /** Reads a content of this size; where it has gone meanwhile, reading ends with an error. */
    InputStream open(ContentKey key, long sizeBytes);

    /** Removes contents, as far as they are there, with the caller's transaction. */
    void delete(Collection<ContentKey> keys);
}
