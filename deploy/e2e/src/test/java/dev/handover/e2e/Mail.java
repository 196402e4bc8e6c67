package dev.handover.e2e;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;

/** A mail in a mailbox, as its reader's mail client sees it. */
final class Mail {

    private final MimeMessage message;

    Mail(byte[] raw) {
        try {
            this.message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    String messageId() {
        return header("Message-ID");
    }

    String subject() {
        try {
            return String.valueOf(message.getSubject());
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** The name and the address in From. */
    InternetAddress from() {
        try {
            return (InternetAddress) message.getFrom()[0];
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** Where an answer goes. */
    String replyTo() {
        try {
            return ((InternetAddress) message.getReplyTo()[0]).getAddress();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** A header, unfolded; empty where it is missing. */
    String header(String name) {
        try {
            String value = message.getHeader(name, " ");
            return value == null ? "" : value.replaceAll("\\s+", " ").strip();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** Its plain text. */
    String text() {
        try {
            return text(message).replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
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
}
