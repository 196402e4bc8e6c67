package dev.handover.channel.email.intake;

import dev.handover.channel.delivery.Deliveries;
import dev.handover.channel.delivery.Deliveries.Reported;
import dev.handover.channel.delivery.Problem;
import dev.handover.channel.email.mime.AutomaticKind;
import dev.handover.channel.email.mime.MailIssue;
import dev.handover.channel.email.mime.MailReport;
import dev.handover.channel.email.mime.MailReport.Action;
import dev.handover.channel.email.mime.MailReport.RecipientStatus;
import dev.handover.channel.email.mime.ParsedMail;
import java.util.List;
import java.util.Optional;

/** What bounces, delivery reports and complaints tell about mails of ours, onto their deliveries. */
final class Reports {

    private final Deliveries deliveries;

    Reports(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Takes a report, once; needs a transaction. A mail that is only late changes nothing. */
    void apply(PreparedMail prepared) {
        ParsedMail mail = prepared.mail();
        boolean isReport = switch (mail.automatic()) {
            case BOUNCE, DELIVERY_REPORT, COMPLAINT -> true;
            case NONE, LIST, OUT_OF_OFFICE, AUTO_REPLY, AUTO_GENERATED, OWN_ECHO -> false;
        };
        if (!isReport || mail.issues().contains(MailIssue.SOURCE_TRUNCATED)) {
            return;
        }
        InboundMapping.ownMessages(mail, prepared.account()).stream()
                .findFirst()
                .map(id -> new Reported(id, prepared.account().workspace(), "email"))
                .ifPresent(about -> apply(about, mail));
    }

    private void apply(Reported about, ParsedMail mail) {
        switch (mail.report().orElse(null)) {
            case MailReport.Complaint complaint -> deliveries.arrived(about, complained(complaint));
            case MailReport.Delivery(List<RecipientStatus> recipients) -> {
                Optional<RecipientStatus> failed = first(recipients, Action.FAILED);
                if (failed.isPresent()) {
                    deliveries.bounced(
                            about, BounceReason.of(failed.get()), !failed.get().permanent());
                } else if (recipients.isEmpty() && mail.automatic() == AutomaticKind.BOUNCE) {
                    deliveries.bounced(about, Problem.RETURNED.reason().text(), true);
                } else if (first(recipients, Action.DELIVERED).isPresent()) {
                    deliveries.arrived(about, null);
                }
            }
            case null -> {
                if (mail.automatic() == AutomaticKind.BOUNCE) {
                    deliveries.bounced(about, Problem.RETURNED.reason().text(), true);
                }
            }
        }
    }

    private static Optional<RecipientStatus> first(List<RecipientStatus> recipients, Action action) {
        return recipients.stream().filter(r -> r.action() == action).findFirst();
    }

    private static String complained(MailReport.Complaint complaint) {
        return complaint.recipient().orElse("The recipient") + " called this message unwanted (" + complaint.type()
                + ")";
    }
}
