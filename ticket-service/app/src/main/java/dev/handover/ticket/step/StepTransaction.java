package dev.handover.ticket.step;

import dev.handover.ticket.domain.StreamState;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * What the steps of one database transaction have come to so far. Nothing of it is written before {@link #write()},
 * except look-ups that a later step of it reads.
 */
final class StepTransaction {
    /** The same in every transaction, so that two of them on the same streams can't wait for each other in a circle. */
    private static final Comparator<DomainEventMessage<?>> ORDER = Comparator.<DomainEventMessage<?>>comparingInt(
                    event -> Family.rank(event.getType()))
            .thenComparing(DomainEventMessage::getAggregateIdentifier)
            .thenComparingLong(DomainEventMessage::getSequenceNumber);

    private final EventStorageEngine storage;
    private final JdbcOperations jdbc;
    private final Snapshots snapshots;
    private final SortedMap<String, StreamState> worthKeeping = new TreeMap<>();
    private final Map<String, StreamState> states = new HashMap<>();
    private final List<DomainEventMessage<?>> appended = new ArrayList<>();
    private final KeptWrites kept = new KeptWrites();
    private boolean written;

    StepTransaction(EventStorageEngine storage, JdbcOperations jdbc, Snapshots snapshots) {
        this.storage = storage;
        this.jdbc = jdbc;
        this.snapshots = snapshots;
    }

    /** The state of a stream after the steps so far; null where none has read it. */
    @Nullable
    StreamState state(String id) {
        return states.get(id);
    }

    /** Makes what a step did part of this transaction. */
    void accept(Streams step) {
        states.putAll(step.states());
        appended.addAll(step.appended());
        kept.addAll(step.kept());
    }

    /** Has a snapshot taken of a stream whose state took many events to come to. */
    void keep(String id, StreamState state) {
        worthKeeping.put(id, state);
    }

    /** Writes the rows of a step that is alone in this transaction at once. */
    void acceptRows(KeptWrites rows) {
        rows.write(jdbc);
    }

    /** Lets a read find what earlier steps write about these ids. */
    void writeWhatIsAbout(Collection<String> ids) {
        if (kept.areAbout(ids)) {
            writeLookUps();
        }
    }

    void writeLookUps() {
        if (!kept.isEmpty()) {
            kept.write(jdbc);
        }
    }

    /** How many events the store has of each of these streams. */
    Map<String, Long> stored(Collection<String> streams) {
        Map<String, Long> stored = new HashMap<>();
        jdbc.query(
                """
                select id, (select max(sequence_number) + 1 from stored_event where stream_id = id) as events
                from unnest(?::text[]) as asked (id)
                """,
                (ResultSet row) -> {
                    stored.put(row.getString("id"), row.getLong("events"));
                },
                (Object) streams.toArray(String[]::new));
        return stored;
    }

    /** Writes everything. */
    void write(Instant now) {
        writeLookUps();
        if (!appended.isEmpty()) {
            appended.sort(ORDER);
            storage.appendEvents(appended);
        }
        for (DomainEventMessage<?> event : appended) {
            StreamState state = states.get(event.getAggregateIdentifier());
            worthKeeping.computeIfPresent(
                    event.getAggregateIdentifier(), (_, before) -> state == null ? before : state);
            if ((event.getSequenceNumber() + 1) % Snapshots.EVERY == 0 && state != null) {
                worthKeeping.put(event.getAggregateIdentifier(), state);
            }
        }
        snapshots.write(worthKeeping, now);
        written = true;
    }

    /** Whether everything is written. */
    boolean written() {
        return written;
    }

    /** Whether that includes events. */
    boolean appends() {
        return written && !appended.isEmpty();
    }

    /** The states that its steps have read and made. */
    Map<String, StreamState> states() {
        return states;
    }
}
