package dev.handover.channel.content;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A place where contents lie. */
public interface Contents {

    /** The name under which rows say that their content lies here; never changed. */
    String store();

    /** Whether storing is part of the caller's transaction; otherwise it is better done before that begins. */
    boolean transactional();

    /**
     * Stores contents of one owner, until they are kept.
     *
     * @return the SHA-256 of each by its part, in lower-case hex
     */
    Map<Integer, String> put(UUID owner, List<Content> contents);

    /**
     * Makes what was put stay, with the caller's transaction.
     *
     * @throws org.springframework.dao.TransientDataAccessException when it was put too long ago and may have gone
     */
    void keep(Collection<ContentKey> keys);

    /** Reads a content of this size; where it has gone meanwhile, reading ends with an error. */
    InputStream open(ContentKey key, long sizeBytes);

    /** Removes contents, as far as they are there, with the caller's transaction or soon after it. */
    void delete(Collection<ContentKey> keys);
}
