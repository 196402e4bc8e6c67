package dev.handover.channel.email.mime;

import java.io.InputStream;
import java.util.Optional;

/**
 * A part of a mail that is kept as a file.
 *
 * @param name a file name that is safe to offer for download; never empty
 * @param contentType {@code type/subtype} in lower case, without parameters
 * @param inline whether the text refers to it (an image in the HTML) rather than offering it as a file
 * @param contentId without angle brackets
 * @param kind why it exists
 * @param content to be read while the mail's source is open
 */
public record MailAttachment(
        String name, String contentType, boolean inline, Optional<String> contentId, Kind kind, Content content) {

    /** Why a mail has this attachment. */
    public enum Kind {
        /** The sender attached it. */
        FILE,
        /** A body that is longer than what a message carries, in full. */
        BODY,
        /** The whole mail as it arrived, because it could not be read in full. */
        SOURCE
    }

    /** What is in it, decoded as it is read. */
    public interface Content {

        /** The size in bytes. */
        long size();

        /** The bytes from the beginning, each time anew. */
        InputStream open();
    }

    /** The size of the content in bytes. */
    public long size() {
        return content.size();
    }
}
