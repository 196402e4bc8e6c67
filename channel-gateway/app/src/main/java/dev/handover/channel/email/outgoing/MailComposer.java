package dev.handover.channel.email.outgoing;

import dev.handover.channel.delivery.Outgoing;
import dev.handover.channel.delivery.OutgoingReply;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.outgoing.OperatorProfiles.Profile;
import dev.handover.channel.email.thread.OwnMessageId;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** Makes the mail of a reply: the same ids, date and words at every attempt. */
final class MailComposer {

    private static final Pattern ID = Pattern.compile("<[!-;=?-~]{1,200}>");
    private static final Pattern PREFIXES = Pattern.compile(
            "(?iu)^(?:\\s*(?:re|aw|antw|sv|vs|odp|rv|ref|回复|答复|回覆)\\s*(?:\\[\\d+]|\\(\\d+\\))?\\s*[:\\uFF1A])+\\s*");
    private static final int MAX_REFERENCES = 30;

    private MailComposer() {}

    static SMTPMessage compose(
            Session session,
            EmailAccount account,
            Outgoing outgoing,
            Optional<Profile> operator,
            List<MimeBodyPart> files)
            throws MessagingException {
        OutgoingReply reply = outgoing.reply();
        String messageId = OwnMessageId.of(outgoing.messageId(), account.domain());
        SMTPMessage mail = new SMTPMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        mail.setEnvelopeFrom(replyAddress(account, reply));
        mail.setFrom(from(account, reply, operator));
        mail.setReplyTo(new InternetAddress[] {named(replyAddress(account, reply), account.displayName())});
        mail.setRecipient(
                Message.RecipientType.TO,
                named(String.valueOf(reply.toAddress()).strip(), reply.toName() == null ? "" : reply.toName()));
        mail.setSubject(subject(reply.subject()), "UTF-8");
        mail.setSentDate(Date.from(reply.occurredAt()));
        thread(mail, reply);
        if (reply.autoSubmitted() != null) {
            mail.setHeader("Auto-Submitted", reply.autoSubmitted());
        }
        String signature = operator.map(Profile::signature).map(String::strip).orElse("");
        mail.setContent(with(files, body(MailFrame.of(account, reply, signature))));
        mail.saveChanges();
        return mail;
    }

    private static MimeMultipart with(List<MimeBodyPart> files, MimeMultipart body) throws MessagingException {
        if (files.isEmpty()) {
            return body;
        }
        MimeBodyPart words = new MimeBodyPart();
        words.setContent(body);
        MimeMultipart all = new MimeMultipart("mixed", words);
        for (MimeBodyPart file : files) {
            all.addBodyPart(file);
        }
        return all;
    }

    /** The address that answers and bounces go to. */
    static String replyAddress(EmailAccount account, OutgoingReply reply) {
        try {
            return reply.ticketId() == null
                    ? account.address()
                    : account.replyAddress(UUID.fromString(reply.ticketId()));
        } catch (IllegalArgumentException notOfThatForm) {
            return account.address();
        }
    }

    private static InternetAddress from(EmailAccount account, OutgoingReply reply, Optional<Profile> operator)
            throws MessagingException {
        String name = operator.map(Profile::displayName)
                .or(() -> Optional.ofNullable(reply.by().name()))
                .orElse(account.displayName());
        return named(
                operator.map(Profile::sendingAddress)
                        .filter(a -> Recipients.valid(a) && account.allowsSender(a))
                        .orElse(account.address()),
                name);
    }

    private static InternetAddress named(String address, String name) throws MessagingException {
        try {
            String clean = oneLine(name);
            return clean.isEmpty() ? new InternetAddress(address) : new InternetAddress(address, clean, "UTF-8");
        } catch (UnsupportedEncodingException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static String subject(String subject) {
        String bare = PREFIXES.matcher(oneLine(subject)).replaceFirst("");
        return "Re: " + (bare.isBlank() ? "your message" : bare);
    }

    private static void thread(MimeMessage mail, OutgoingReply reply) throws MessagingException {
        SequencedSet<String> references = new LinkedHashSet<>();
        reply.references().stream().filter(id -> ID.matcher(id).matches()).forEach(references::add);
        String answered = reply.inReplyTo();
        if (answered != null && ID.matcher(answered).matches()) {
            mail.setHeader("In-Reply-To", answered);
            references.remove(answered);
            references.add(answered);
        }
        List<String> kept = new ArrayList<>(references);
        if (kept.size() > MAX_REFERENCES) {
            kept.subList(1, kept.size() - MAX_REFERENCES + 1).clear();
        }
        if (!kept.isEmpty()) {
            mail.setHeader("References", MimeUtility.fold("References: ".length(), String.join(" ", kept)));
        }
    }

    private static MimeMultipart body(MailFrame words) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(words.plain(), "UTF-8", "plain");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(words.html(), "UTF-8", "html");
        return new MimeMultipart("alternative", plain, rich);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
