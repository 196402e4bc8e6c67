package dev.handover.notification.journal;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.consuming.ParkNowException;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.kafka.UnreadableRecordException;
import dev.handover.notification.alert.Alert;
import dev.handover.notification.alert.Ticket;
import dev.handover.notification.alert.WhoShouldKnow;
import dev.handover.notification.feed.Notifications;
import dev.handover.notification.stream.StreamVersions;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationTeamNotified;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent.TicketErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessagesErased;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/**
 * Takes in the journal, a batch at a time: a few statements a batch, and only the few types that matter here are read.
 * Ticket streams are taken in densely: what comes again is skipped, what comes too early parks its key.
 */
@Component
class JournalConsumption implements Consumption {
    private static final String TICKET_TYPES = "dev.handover.journal.ticket.";
    private static final EventCodec<JournalEvent> CODEC = new EventCodec<>(JournalEvent.TYPES);

    private final StreamVersions streams;
    private final TicketTable tickets;
    private final TeamTable teams;
    private final Notifications notifications;

    JournalConsumption(StreamVersions streams, TicketTable tickets, TeamTable teams, Notifications notifications) {
        this.streams = streams;
        this.tickets = tickets;
        this.teams = teams;
        this.notifications = notifications;
    }

    private record Place(String stream, long sequence, String type) {}

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        List<Published<JournalEvent>> events = fresh(records);
        if (events.isEmpty()) {
            return;
        }
        Map<String, Ticket> known = tickets.of(events.stream()
                .map(event -> event.envelope().subject())
                .distinct()
                .toArray(String[]::new));
        Batch batch = Batch.empty();
        Function<String, Optional<Ticket>> others = id -> Optional.ofNullable(
                known.containsKey(id) ? known.get(id) : tickets.of(id).get(id));
        for (Published<JournalEvent> event : events) {
            String id = event.envelope().subject();
            Optional<Ticket> before = Optional.ofNullable(known.get(id));
            batch.alerts().addAll(alerts(before, others, event));
            Optional<Ticket> after =
                    WhoShouldKnow.evolve(before, event.envelope().workspace(), event.event());
            if (event.event() instanceof ConversationErased gone) {
                batch.erasedMessages().addAll(gone.messageIds());
            } else if (event.event() instanceof TicketMessagesErased gone) {
                batch.withoutCustomers().add(gone.ticketId());
            } else if (event.event() instanceof TicketErased) {
                batch.erasedTickets().add(id);
                known.remove(id);
                batch.changed().remove(id);
            } else if (!after.equals(before)) {
                after.ifPresent(ticket -> {
                    known.put(id, ticket);
                    batch.changed().put(id, ticket);
                });
            }
        }
        write(batch);
    }

    /** What the events of one transaction come to. */
    private record Batch(
            Map<String, Ticket> changed,
            List<Alert> alerts,
            Set<String> erasedTickets,
            Set<String> erasedMessages,
            Set<String> withoutCustomers) {
        static Batch empty() {
            return new Batch(
                    new HashMap<>(),
                    new ArrayList<>(),
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>());
        }
    }

    private List<Alert> alerts(
            Optional<Ticket> before, Function<String, Optional<Ticket>> others, Published<JournalEvent> event) {
        return event.event() instanceof ConversationTeamNotified told
                ? WhoShouldKnow.alerts(
                        teams.members(event.envelope().workspace(), told.teamId()), event.envelope(), told)
                : WhoShouldKnow.alerts(before, others, event);
    }

    private void write(Batch batch) {
        if (!batch.changed().isEmpty()) {
            tickets.save(batch.changed().values());
        }
        if (!batch.alerts().isEmpty()) {
            notifications.add(batch.alerts());
        }
        if (!batch.erasedTickets().isEmpty()) {
            tickets.delete(batch.erasedTickets());
        }
        if (!batch.erasedTickets().isEmpty() || !batch.erasedMessages().isEmpty()) {
            notifications.erase(batch.erasedTickets(), batch.erasedMessages());
        }
        if (!batch.withoutCustomers().isEmpty()) {
            notifications.eraseCustomers(batch.withoutCustomers());
        }
    }

    /** Moves the streams' versions; answers what is new and of a type that matters, in order. */
    private List<Published<JournalEvent>> fresh(List<ConsumerRecord<String, byte[]>> records) {
        List<Place> places = records.stream().map(JournalConsumption::place).toList();
        Map<String, Long> versions =
                streams.of(places.stream().map(Place::stream).distinct().toArray(String[]::new));
        Map<String, Long> raised = new HashMap<>();
        List<Published<JournalEvent>> fresh = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Place place = places.get(i);
            long version = versions.getOrDefault(place.stream(), 0L);
            if (place.sequence() <= version) {
                continue;
            }
            if (place.type().startsWith(TICKET_TYPES) && place.sequence() > version + 1) {
                throw new ParkNowException.Gap("event " + (version + 1) + " of the stream has not come yet");
            }
            read(records.get(i), place.type()).ifPresent(fresh::add);
            versions.put(place.stream(), place.sequence());
            raised.put(place.stream(), place.sequence());
        }
        if (!raised.isEmpty()) {
            streams.raise(raised);
        }
        return fresh;
    }

    /** Each ticket is told from its own stream, so the order of partitions does not matter. */
    @Override
    public boolean acrossPartitions() {
        return true;
    }

    /** A discarded event is stepped over: those behind it find their place. */
    @Override
    public void discarded(ConsumerRecord<String, byte[]> record) {
        Place place = place(record);
        streams.raise(Map.of(place.stream(), place.sequence()));
    }

    private static Optional<Published<JournalEvent>> read(ConsumerRecord<String, byte[]> record, String type) {
        Class<? extends JournalEvent> known = JournalEvent.TYPES.record(type);
        return known == null || !WhoShouldKnow.concernedWith(known) ? Optional.empty() : CODEC.decode(record);
    }

    private static Place place(ConsumerRecord<String, byte[]> record) {
        String type = EventCodec.type(record);
        String stream = EventCodec.header(record, "ce_subject");
        String sequence = EventCodec.header(record, "ce_sequence");
        if (type == null || stream == null || sequence == null) {
            throw new UnreadableRecordException("type, subject or sequence is missing", null);
        }
        try {
            return new Place(stream, Long.parseLong(sequence), type);
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException("the sequence is no number", e);
        }
    }
}
