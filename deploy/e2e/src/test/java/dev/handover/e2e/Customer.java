package dev.handover.e2e;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who writes to the support address, with a mail client of the usual kind. */
final class Customer {

    static final String SUPPORT = "support@acme.test";

    private final Handover handover;
    private final String address;
    private final String name;

    Customer(Handover handover, String address, String name) {
        this.handover = handover;
        this.address = address;
        this.name = name;
    }

    /** One whom nobody knows yet. */
    static Customer unknown(Handover handover) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        return new Customer(handover, "customer-" + id + "@customer.test", "Customer " + id);
    }

    String address() {
        return address;
    }

    String name() {
        return name;
    }

    /** Everything that came back so far. */
    List<Mail> mailbox() {
        return handover.mailbox(address);
    }

    /** A mail that was sent. */
    record Sent(String messageId, String subject, byte[] raw) {}

    /** Writes a new mail and sends it. */
    Sent writes(String subject, String text) {
        Sent sent = mail(subject, text, Map.of());
        handover.deliver(sent.raw(), SUPPORT);
        return sent;
    }

    /** Answers as mail clients do: to Reply-To, threaded. */
    Sent answers(Mail mail, String text) {
        Sent sent = answer(mail, text);
        handover.deliver(sent.raw(), mail.replyTo());
        return sent;
    }

    /** The answer, not sent yet. */
    Sent answer(Mail mail, String text) {
        return mail(
                mail.subject(),
                text + "\r\n\r\nOn Monday Acme Support wrote:\r\n> "
                        + mail.text().replace("\n", "\r\n> "),
                Map.of(
                        "In-Reply-To",
                        mail.messageId(),
                        "References",
                        mail.header("References") + " " + mail.messageId()));
    }

    /** A mail with more headers, or with others; a header without a value is left out. */
    Sent mail(String subject, String text, Map<String, String> more) {
        String messageId = "<" + UUID.randomUUID() + "@customer.test>";
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", name + " <" + address + ">");
        headers.put("To", "Acme Support <" + SUPPORT + ">");
        headers.put("Subject", subject);
        headers.put("Message-ID", messageId);
        headers.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        headers.put("MIME-Version", "1.0");
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("Content-Transfer-Encoding", "8bit");
        headers.putAll(more);
        return new Sent(messageId, subject, raw(headers, text));
    }

    static byte[] raw(Map<String, String> headers, @Nullable String text) {
        StringBuilder mail = new StringBuilder();
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                mail.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return mail.append("\r\n")
                .append(text == null ? "" : text)
                .append("\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
