package dev.handover.channel.email.mime;

/**
 * Bounds of what is read from one mail; beyond them the mail is still shown, with its source attached. They bound the
 * time too: reading costs at most one pass over the mail, and {@code maxScannedBytes} in looking for boundaries.
 *
 * @param maxDepth multiparts inside each other
 * @param maxParts parts in one mail
 * @param maxAttachments files that a message names; the record that tells of it has bounds of its own
 * @param maxHeaderBytes all headers of one part
 * @param maxFieldBytes one header field
 * @param maxBodyBytes text, and HTML, that a message carries, in UTF-8
 * @param maxTextBytes bodies that are decoded to text, over all of a mail
 * @param maxHtmlChars HTML that is sanitised
 * @param maxOpenedBytes a container that is opened in memory: {@code winmail.dat}, signed content
 * @param maxScannedBytes bytes looked at in search of boundaries, over all levels of a mail
 */
public record MailLimits(
        int maxDepth,
        int maxParts,
        int maxAttachments,
        int maxHeaderBytes,
        int maxFieldBytes,
        int maxBodyBytes,
        int maxTextBytes,
        int maxHtmlChars,
        int maxOpenedBytes,
        long maxScannedBytes) {

    /** Limits that no ordinary mail meets. */
    public static final MailLimits DEFAULT = new MailLimits(
            200,
            10_000,
            300,
            1024 * 1024,
            64 * 1024,
            64 * 1024,
            2 * 1024 * 1024,
            2_000_000,
            16 * 1024 * 1024,
            1L << 30);
}
