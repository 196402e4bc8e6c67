package dev.handover.channel.email.imap;

import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.login.MailServerFailure;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Optional;

/** Tries whether folders of a mailbox could be read: connects, logs in, opens each and reads nothing. */
public final class ImapCheck {

    private ImapCheck() {}

    /** Why not; empty where they could. */
    public static Optional<String> failure(MailServer server, List<String> folders, MailLogins logins) {
        for (String folder : folders) {
            try (ImapMailbox mailbox = ImapMailbox.open(server, folder, logins)) {
                mailbox.uidValidity();
            } catch (MessagingException e) {
                return Optional.of(MailServerFailure.words(server, e));
            }
        }
        return Optional.empty();
    }
}
