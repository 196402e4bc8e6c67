package dev.handover.routing.assignment.kafka;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.consuming.ParkNowException;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.kafka.UnreadableRecordException;
import dev.handover.routing.assignment.Round;
import dev.handover.routing.assignment.Router;
import dev.handover.routing.assignment.domain.Ticket;
import dev.handover.routing.assignment.domain.TicketEvolution;
import dev.handover.routing.assignment.storage.TicketRows;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the journal's ticket streams, each event once and in order. Every event of a ticket moves its version, the few
 * that mean something to routing are read.
 */
public final class JournalConsumption implements Consumption {
    /** What the names of all events of ticket streams begin with. */
    private static final String TICKET_STREAM = "dev.handover.journal.ticket.";

    private static final Set<Class<? extends JournalEvent>> READ = Set.of(
            TicketJournalEvent.TicketOpened.class,
            TicketJournalEvent.TicketAssigned.class,
            TicketJournalEvent.TicketUnassigned.class,
            TicketJournalEvent.TicketAssignmentDeclined.class,
            TicketJournalEvent.TicketStatusChanged.class,
            TicketJournalEvent.TicketErased.class,
            TicketJournalEvent.TicketPriorityChanged.class,
            TicketJournalEvent.TicketSnoozed.class,
            TicketJournalEvent.TicketWoken.class);

    private final EventCodec<JournalEvent> codec = new EventCodec<>(JournalEvent.TYPES);
    private final TicketRows tickets;
    private final Router router;

    public JournalConsumption(TicketRows tickets, Router router) {
        this.tickets = tickets;
        this.router = router;
    }

    @Override
    public boolean acrossPartitions() {
        return true;
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        List<ConsumerRecord<String, byte[]>> ours =
                records.stream().filter(JournalConsumption::ofTicketStream).toList();
        if (ours.isEmpty()) {
            return;
        }
        Round round = lock(ours);
        boolean anything = false;
        for (ConsumerRecord<String, byte[]> record : ours) {
            anything |= take(round, record);
        }
        if (anything) {
            router.complete(round);
        }
    }

    @Override
    public void discarded(ConsumerRecord<String, byte[]> record) {
        if (!ofTicketStream(record)) {
            return;
        }
        Round round = lock(List.of(record));
        Ticket ticket = ticket(round, record);
        if (sequence(record) == ticket.version() + 1) {
            round.pass(ticket, sequence(record));
            router.complete(round);
        }
    }

    private Round lock(List<ConsumerRecord<String, byte[]>> records) {
        Set<String> ids = new LinkedHashSet<>();
        records.forEach(record -> ids.add(record.key()));
        return new Round(tickets.lock(ids));
    }

    private boolean take(Round round, ConsumerRecord<String, byte[]> record) {
        Ticket ticket = ticket(round, record);
        long sequence = sequence(record);
        if (sequence <= ticket.version()) {
            return false;
        }
        if (sequence > ticket.version() + 1) {
            throw new ParkNowException.Gap("event " + sequence + " of a ticket that is at version " + ticket.version());
        }
        Class<? extends JournalEvent> type = JournalEvent.TYPES.record(String.valueOf(EventCodec.type(record)));
        Optional<Published<JournalEvent>> read =
                type != null && READ.contains(type) ? codec.decode(record) : Optional.empty();
        read.ifPresentOrElse(
                published -> round.take(ticket, published.envelope(), published.event()),
                () -> round.pass(ticket, sequence));
        return true;
    }

    private static Ticket ticket(Round round, ConsumerRecord<String, byte[]> record) {
        return round.ticket(record.key())
                .orElseGet(() -> TicketEvolution.unknown(
                        record.key(), required(record, "ce_workspace"), Instant.ofEpochMilli(record.timestamp())));
    }

    private static boolean ofTicketStream(ConsumerRecord<String, byte[]> record) {
        @Nullable String type = EventCodec.type(record);
        if (type == null || record.key() == null) {
            throw new UnreadableRecordException("no ce_type or no key", null);
        }
        return type.startsWith(TICKET_STREAM);
    }

    private static long sequence(ConsumerRecord<String, byte[]> record) {
        try {
            return Long.parseLong(required(record, "ce_sequence"));
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException("ce_sequence is no number", e);
        }
    }

    private static String required(ConsumerRecord<String, byte[]> record, String header) {
        String value = EventCodec.header(record, header);
        if (value == null) {
            throw new UnreadableRecordException(header + " is missing", null);
        }
        return value;
    }
}
