package dev.handover.channel.email.outgoing;

import dev.handover.channel.delivery.OutgoingReply;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.mime.HtmlToText;
import dev.handover.channel.email.mime.SafeHtml;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a mail in both forms: what was said, signed, in the account's frame where it has one. A frame without a
 * place for the signature has it behind the content.
 *
 * @param plain as plain text
 * @param html as HTML
 */
record MailFrame(String plain, String html) {

    private static final String CONTENT = "content";
    private static final String SIGNATURE = "signature";
    private static final Pattern SLOT = Pattern.compile("\\{\\{(content|signature|ticketNumber)}}");

    /** How slots are written while HTML is cleaned, which would take them apart. */
    private static final Pattern SAFE_SLOT = Pattern.compile("handover-slot-(content|signature|ticketNumber)-");

    static MailFrame of(EmailAccount account, OutgoingReply reply, String signature) {
        String written = reply.html() == null || reply.html().isBlank() ? html(reply.text()) : reply.html();
        String words = reply.text().isBlank() ? HtmlToText.of(written) : reply.text();
        String number = reply.ticketNumber() == null ? "" : Long.toString(reply.ticketNumber());
        return new MailFrame(
                plain(account.textTemplate(), words, signature, number),
                rich(account.htmlTemplate(), written, signature, number));
    }

    private static String plain(Optional<String> frame, String words, String signature, String number) {
        boolean apart = frame.filter(f -> f.contains("{{signature}}")).isPresent();
        String content = apart || signature.isEmpty() ? words : words.stripTrailing() + "\n\n-- \n" + signature + "\n";
        return frame.map(f -> filled(f, SLOT, Map.of(CONTENT, content, SIGNATURE, signature, "ticketNumber", number)))
                .orElse(content);
    }

    private static String rich(Optional<String> frame, String written, String signature, String number) {
        boolean apart = frame.filter(f -> f.contains("{{signature}}")).isPresent();
        String content = apart || signature.isEmpty()
                ? written
                : written + "<div><br></div><div>-- <br>" + html(signature) + "</div>";
        return frame.map(f -> SafeHtml.of(SLOT.matcher(f).replaceAll("handover-slot-$1-")))
                .map(f -> filled(
                        f,
                        SAFE_SLOT,
                        Map.of(
                                CONTENT,
                                content,
                                SIGNATURE,
                                signature.isEmpty() ? "" : html(signature),
                                "ticketNumber",
                                number)))
                .orElse(content);
    }

    /** What is filled in is not looked at again: a customer's words may look like a slot. */
    private static String filled(String frame, Pattern slot, Map<String, String> values) {
        return slot.matcher(frame)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    private static String html(String text) {
        return "<div>"
                + text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("\r\n", "\n")
                        .replace("\n", "<br>\n")
                + "</div>";
    }
}
