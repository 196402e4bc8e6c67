package dev.handover.channel.email.mime;

import java.util.List;
import java.util.Optional;

/** What a machine tells about a mail that was sent before. Everything in it is a stranger's claim. */
public sealed interface MailReport {

    /**
     * What became of a mail (RFC 3464, or what can be read of a bounce without that structure).
     *
     * @param recipients possibly none that could be read
     */
    record Delivery(List<RecipientStatus> recipients) implements MailReport {
        public Delivery {
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * A recipient called the mail unwanted (RFC 5965).
     *
     * @param type such as {@code abuse}
     * @param recipient where the provider tells
     */
    record Complaint(String type, Optional<String> recipient) implements MailReport {}

    /** What a mail server did about a recipient. */
    enum Action {
        FAILED,
        DELAYED,
        DELIVERED,
        /** Given on to a server that makes no such reports. */
        RELAYED,
        EXPANDED
    }

    /**
     * What became of a mail for one recipient.
     *
     * @param address empty where it is not told
     * @param status as in RFC 3463, such as {@code 5.1.1}; empty where it is not told
     * @param diagnostic the mail server's own words; possibly none
     */
    record RecipientStatus(String address, Action action, String status, String diagnostic) {

        /** Whether trying again is of no use. */
        public boolean permanent() {
            return action == Action.FAILED && !status.startsWith("4");
        }
    }
}
