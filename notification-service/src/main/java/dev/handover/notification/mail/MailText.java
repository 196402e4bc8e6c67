package dev.handover.notification.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Writes the mail of a notification: text only, marked as automatic (RFC 3834), with the same Message-ID each time. */
final class MailText {
    private final MailSettings settings;
    private final String from;

    MailText(MailSettings settings) {
        this.settings = settings;
        this.from = String.valueOf(settings.from());
    }

    MimeMessage write(MailQueue.Mail mail, String address) throws MessagingException {
        String messageId = "<" + mail.notificationId() + ".notification@" + from.substring(from.indexOf('@') + 1) + ">";
        MimeMessage message = new MimeMessage((Session) null) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        try {
            message.setFrom(new InternetAddress(from, "Handover", StandardCharsets.UTF_8.name()));
            message.setRecipient(
                    MimeMessage.RecipientType.TO,
                    new InternetAddress(address, mail.name(), StandardCharsets.UTF_8.name()));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        message.setSubject(
                mail.ticketId() == null
                        ? "A conversation needs your team"
                        : "[#" + mail.ticketNumber() + "] " + oneLine(mail.subject()),
                StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.happenedAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setText(body(mail), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    private String body(MailQueue.Mail mail) {
        String ticketId = mail.ticketId();
        String ticket = ticketId == null ? "a conversation without a ticket" : "ticket #" + mail.ticketNumber();
        String who = mail.by() == null ? null : oneLine(mail.by());
        StringBuilder body = new StringBuilder(
                switch (mail.reason()) {
                    case "mention" -> (who == null ? "Somebody" : who) + " mentioned you in a note on " + ticket + ".";
                    case "assigned" -> "You have been assigned " + ticket + (who == null ? "." : " by " + who + ".");
                    case "customer_message" -> (who == null ? "The customer" : who) + " wrote on " + ticket + ".";
                    case "reopened" -> "Your " + ticket + " is open again.";
                    case "follow_up" -> "A closed ticket of yours goes on as " + ticket + ".";
                    case "team_notified" -> "Your team should look at " + ticket + ".";
                    default -> "Something happened on " + ticket + ".";
                });
        body.append("\n\n").append(oneLine(mail.subject())).append('\n');
        if (mail.preview() != null && !mail.preview().isEmpty()) {
            body.append("\n> ").append(oneLine(mail.preview())).append('\n');
        }
        String url = settings.ticketUrl();
        if (url != null && ticketId != null) {
            body.append('\n')
                    .append(url.replace("{ticketId}", ticketId).replace("{number}", Long.toString(mail.ticketNumber())))
                    .append('\n');
        }
        return body.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
