package dev.handover.channel.email.mime;

import java.util.Map;

/** Names for attachments that are safe to offer: no paths, no control characters, no surprises in length. */
final class FileNames {

    private static final int MAX = 150;
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
        String name = part.fileName().map(HeaderText::oneLine).orElse("");
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*]", "_")
                .strip();
        if (name.isEmpty() || name.chars().allMatch(c -> c == '.')) {
            return "attachment-" + number + EXTENSIONS.getOrDefault(part.contentType(), ".bin");
        }
        return name.length() <= MAX
                ? name
                : CleanText.of(name.substring(0, MAX - 20) + name.substring(name.length() - 20));
    }
}
