package dev.handover.local.demo;

import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import dev.handover.local.mail.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The demo's customer: writes mails as a mail client does, and reads what comes back. */
final class Customer {

    private static final Set<String> SHOWN =
            Set.of("from", "to", "reply-to", "subject", "message-id", "in-reply-to", "references");

    private final String address;
    private final Mailbox mailbox;
    private final String thread;
    private int written;

    /** {@code now} makes subject and message ids unique among demos. */
    Customer(String address, Ports ports, Instant now) {
        this.address = address;
        this.mailbox = new Mailbox(ports.imap(), address);
        this.thread = Long.toString(now.toEpochMilli(), 36);
    }

    String subject() {
        return "Is the blue lamp back? (order " + thread + ")";
    }

    String firstMessageId() {
        return messageId(1);
    }

    private String messageId(int number) {
        return "<" + thread + "." + number + "@customer.test>";
    }

    byte[] firstMail() {
        return mail("", subject(), "Hello,\r\n\r\nis the blue desk lamp available again?\r\n\r\nCléo Customer");
    }

    /** An answer as mail clients write it: threaded, with what is answered quoted below. */
    byte[] answerTo(Mail reply, String text) {
        String headers = "In-Reply-To: " + reply.messageId() + "\r\n" + "References: " + reply.references() + " "
                + reply.messageId() + "\r\n";
        String quoted = reply.text().lines().map(line -> "> " + line).reduce("", (a, b) -> a + b + "\r\n");
        String subject = reply.subject().startsWith("Re:") ? reply.subject() : "Re: " + reply.subject();
        return mail(headers, subject, text + "\r\n\r\nOn " + date() + " Acme Support wrote:\r\n" + quoted);
    }

    private byte[] mail(String headers, String subject, String text) {
        written++;
        String to = "To: Acme Support <support@acme.test>\r\n";
        String head = "From: Cleo Customer <" + address + ">\r\n" + to + "Subject: " + subject + "\r\n" + "Message-ID: "
                + messageId(written) + "\r\n" + headers + "Date: " + date() + "\r\n" + "MIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        return (head + text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    /** What lies in the mailbox and belongs to this thread, oldest first. */
    List<Mail> mails() {
        return mailbox.messages().stream()
                .map(Mail::new)
                .filter(mail -> mail.answers(firstMessageId()))
                .toList();
    }

    /** A mail in the customer's mailbox. */
    static final class Mail {

        private final MimeMessage message;

        Mail(byte[] raw) {
            try {
                this.message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
            } catch (MessagingException e) {
                throw new LauncherFailure("a mail can't be read: " + e.getMessage(), e);
            }
        }

        String messageId() {
            return header("Message-ID");
        }

        String references() {
            return header("References");
        }

        String subject() {
            try {
                return String.valueOf(message.getSubject());
            } catch (MessagingException e) {
                return "";
            }
        }

        boolean answers(String messageId) {
            return header("In-Reply-To").contains(messageId) || references().contains(messageId);
        }

        /** Where an answer goes: Reply-To, else From. */
        String replyAddress() {
            try {
                return ((InternetAddress) message.getReplyTo()[0]).getAddress();
            } catch (MessagingException e) {
                throw new LauncherFailure("the reply has no address to answer to: " + e.getMessage(), e);
            }
        }

        String text() {
            try {
                return text(message);
            } catch (MessagingException | IOException e) {
                throw new LauncherFailure("the reply's text can't be read: " + e.getMessage(), e);
            }
        }

        private static String text(Part part) throws MessagingException, IOException {
            if (part.isMimeType("text/plain")) {
                return String.valueOf(part.getContent());
            }
            if (part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    String found = text(parts.getBodyPart(i));
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
            }
            return "";
        }

        String shown() {
            StringBuilder shown = new StringBuilder();
            try {
                message.getAllHeaders().asIterator().forEachRemaining(header -> {
                    if (SHOWN.contains(header.getName().toLowerCase(java.util.Locale.ROOT))) {
                        shown.append(header.getName())
                                .append(": ")
                                .append(header.getValue())
                                .append('\n');
                    }
                });
            } catch (MessagingException e) {
                throw new LauncherFailure("the reply's headers can't be read: " + e.getMessage(), e);
            }
            return shown + "\n" + text();
        }

        private String header(String name) {
            try {
                String value = message.getHeader(name, " ");
                return value == null ? "" : value.replaceAll("\\s+", " ").strip();
            } catch (MessagingException e) {
                return "";
            }
        }
    }
}
