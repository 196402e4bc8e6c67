package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A channel that gives the contents of attachments only when it is asked for them. */
public interface ContentSource {

    /** The name under which rows say that their content is with it; never changed. */
    String name();

    /**
     * Asks for a content.
     *
     * @param reference what the channel knows it by
     * @return its bytes; empty where the channel has it no more
     * @throws IOException when it can't be had now
     */
    Optional<InputStream> open(String reference) throws IOException;
}
