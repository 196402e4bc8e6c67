package dev.handover.channel.email.mime;

/**
 * Bounds of what is read from one mail; beyond them the mail is still shown, with its source attached.
 *
 * @param maxDepth multiparts and messages inside each other
 * @param maxParts parts in one mail
 * @param maxHeaderBytes all headers of one part
 * @param maxFieldBytes one header field
 * @param maxBodyBytes text, and HTML, that a message carries, in UTF-8
 * @param maxTextBytes bodies that are decoded to text, over all of a mail
 * @param maxHtmlChars HTML that is sanitised
 */
public record MailLimits(
        int maxDepth,
        int maxParts,
        int maxHeaderBytes,
        int maxFieldBytes,
        int maxBodyBytes,
        int maxTextBytes,
        int maxHtmlChars) {

    /** Limits that no ordinary mail meets. */
    public static final MailLimits DEFAULT =
            new MailLimits(16, 300, 512 * 1024, 64 * 1024, 64 * 1024, 2 * 1024 * 1024, 2_000_000);
}
