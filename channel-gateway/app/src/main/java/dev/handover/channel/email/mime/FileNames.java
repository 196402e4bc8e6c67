package dev.handover.channel.email.mime;

import dev.handover.channel.content.SafeName;
import java.util.Map;

/** Names for the attachments of a mail, also for those that have none. */
final class FileNames {

    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("message/rfc822", ".eml"),
            Map.entry("message/delivery-status", ".txt"),
            Map.entry("text/plain", ".txt"),
            Map.entry("text/html", ".html"),
            Map.entry("text/calendar", ".ics"),
            Map.entry("text/rfc822-headers", ".txt"),
            Map.entry("application/pkcs7-signature", ".p7s"),
            Map.entry("application/x-pkcs7-signature", ".p7s"),
            Map.entry("application/pkcs7-mime", ".p7m"),
            Map.entry("application/x-pkcs7-mime", ".p7m"),
            Map.entry("application/pgp-signature", ".asc"),
            Map.entry("message/feedback-report", ".txt"),
            Map.entry("image/png", ".png"),
            Map.entry("image/jpeg", ".jpg"),
            Map.entry("image/gif", ".gif"),
            Map.entry("application/pdf", ".pdf"));

    private FileNames() {}

    static String of(MailPart part, int number) {
        return part.fileName()
                .map(HeaderText::oneLine)
                .flatMap(SafeName::of)
                .orElseGet(() -> "attachment-" + number + EXTENSIONS.getOrDefault(part.contentType(), ".bin"));
    }
}
