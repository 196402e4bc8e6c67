package dev.handover.channel.content;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Something to be stored.
 *
 * @param part which of its owner's contents this is: {@link #RAW}, or the position of an attachment
 * @param stream gives the bytes from the beginning, each time anew
 */
public record Content(int part, Supplier<InputStream> stream) {

    /** The part of a message that is its raw source; the others are numbered as its attachments are. */
    public static final int RAW = -1;
}
