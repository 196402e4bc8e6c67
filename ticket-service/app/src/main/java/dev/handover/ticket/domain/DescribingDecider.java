package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.Classify;
import dev.handover.ticket.domain.TicketCommand.Describe;
import java.time.Instant;
import java.util.Optional;

/** What a ticket is said to be about. */
final class DescribingDecider {
    private DescribingDecider() {}

    static Decision<TicketEvent> describe(Describe c, Opened ticket, Instant now) {
        Ticket.Wording known = ticket.facts().wording();
        Optional<String> subject = c.subject().filter(wanted -> !wanted.equals(known.subject()));
        Optional<String> description =
                c.description().filter(wanted -> !Digest.of(wanted).equals(known.descriptionDigest()));
        return subject.isEmpty() && description.isEmpty()
                ? Decision.acceptNothing()
                : Decision.accept(new TicketEvent.TicketDescribed(
                        c.ticketId(), subject.orElse(null), description.orElse(null), c.by(), now));
    }

    static Decision<TicketEvent> classify(Classify c, Opened ticket, Settings settings, Instant now) {
        Classification wanted = c.classification();
        if (wanted.equals(ticket.facts().sorting().classification())) {
            return Decision.acceptNothing();
        }
        Optional<Rejection> refused = settings.labels().refuse(wanted);
        return refused.isPresent()
                ? Decision.reject(refused.get())
                : Decision.accept(new TicketEvent.TicketClassified(
                        c.ticketId(),
                        wanted.topic().orElse(null),
                        wanted.intent().orElse(null),
                        wanted.label().orElse(null),
                        wanted.subLabel().orElse(null),
                        c.by(),
                        now));
    }
}
