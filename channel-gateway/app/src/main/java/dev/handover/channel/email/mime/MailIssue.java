package dev.handover.channel.email.mime;

import java.util.Locale;

/** What was wrong with a mail, and whether its source is attached because something may be missing from what is shown. */
public enum MailIssue {
    /** The named character set was missing, unknown or wrong, and another was used. */
    CHARSET_REPLACED(true),
    /** The boundary between parts was missing or did not occur, and another was used or none found. */
    BOUNDARY_BROKEN(true),
    /** The end of a multipart was missing. */
    END_BOUNDARY_MISSING(false),
    /** Base64 or quoted-printable that is not. */
    TRANSFER_ENCODING_BROKEN(true),
    /** Lines among the headers that are no headers. */
    HEADER_BROKEN(true),
    /** Headers beyond the limits, which were cut. */
    HEADER_TOO_LARGE(true),
    /** No readable address in From. */
    SENDER_MISSING(true),
    DATE_MISSING(false),
    DATE_UNREADABLE(false),
    MESSAGE_ID_MISSING(false),
    /** Another mail of the same account had the same Message-ID and other content. */
    MESSAGE_ID_REUSED(false),
    /** Parts nested deeper than the limit. */
    TOO_DEEP(true),
    /** More parts than the limit. */
    TOO_MANY_PARTS(true),
    /** Characters that cannot be kept in text (U+0000, lone surrogates). */
    CHARACTERS_REPLACED(false),
    /** The body is longer than a message carries; it is attached in full. */
    BODY_TRUNCATED(false),
    /** The mail is larger than what is taken in; the rest of it was not read. */
    SOURCE_TRUNCATED(true),
    /** A winmail.dat that could not be opened; it is attached. */
    TNEF_BROKEN(false),
    /** Signed content that could not be taken out of its envelope, which is attached. */
    SIGNED_CONTENT_UNREADABLE(true),
    /** The mail, or a part of it, is encrypted. */
    ENCRYPTED(true),
    /** The structure could not be read; the text shown is the undivided body. */
    UNPARSED(true);

    private final boolean attachesSource;

    MailIssue(boolean attachesSource) {
        this.attachesSource = attachesSource;
    }

    /** Whether the mail's source is attached when this was met. */
    public boolean attachesSource() {
        return attachesSource;
    }

    /** The name in contracts: {@code charset-replaced}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
