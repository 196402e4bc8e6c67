package dev.handover.query.projection;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.query.generation.Generation;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent.TicketOpened;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Folds the journal into the views of one generation. A record applies when it is the next of its stream; an earlier
 * one is a duplicate; a later one parks its key until what is missing has come.
 */
public final class JournalProjector implements Consumption {
    private final Generation generation;
    private final Projecting projecting;
    private final Clock clock;
    private final Counter applied;
    private final Counter duplicates;
    private final Timer visible;
    private final String versions;
    private final String rows;

    public JournalProjector(Generation generation, Projecting projecting, Clock clock, MeterRegistry meters) {
        this.generation = generation;
        this.projecting = projecting;
        this.clock = clock;
        this.applied = meters.counter("handover.projection.events", "outcome", "applied");
        this.duplicates = meters.counter("handover.projection.events", "outcome", "duplicate");
        this.visible = Timer.builder("handover.projection.latency")
                .description("From the time of an event to its projection")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.versions = generation.sql(VersionTable.READ);
        this.rows = generation.sql(TicketTable.READ);
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        List<Entry> entries = records.stream().map(Entry::of).toList();
        projecting.begin(generation.number());
        Set<StreamKey> streams = new LinkedHashSet<>();
        entries.forEach(entry -> streams.add(entry.stream()));
        Projecting.Versions known = projecting.versions(versions, generation.number(), streams);
        Fold fold = new Fold(known.versions(), known.live());
        List<Entry> fresh = fold.fresh(entries);
        fold.add(fresh, projecting.rows(rows, ticketsToRead(fresh, known.versions())));
        projecting.run(fold.writes(), generation::sql);
        projecting.announce(streams);
        measure(entries.size(), fresh, known.live());
    }

    @Override
    public boolean acrossPartitions() {
        return true;
    }

    private static Set<StreamKey> ticketsToRead(List<Entry> fresh, Map<StreamKey, Long> versions) {
        Set<StreamKey> tickets = new LinkedHashSet<>();
        for (Entry entry : fresh) {
            boolean begun = versions.containsKey(entry.stream());
            JournalEvent event = entry.event().orElse(null);
            if (begun && (event == null || (TicketRow.concerns(event) && !(event instanceof TicketOpened)))) {
                tickets.add(entry.stream());
            }
        }
        return tickets;
    }

    private void measure(int all, List<Entry> fresh, boolean live) {
        applied.increment(fresh.size());
        duplicates.increment(all - fresh.size());
        if (live) {
            for (Entry entry : fresh) {
                if (entry.time() != null) {
                    visible.record(Duration.between(entry.time(), clock.instant()));
                }
            }
        }
    }

    @Override
    public void discarded(ConsumerRecord<String, byte[]> record) {
        StreamKey stream = Entry.stream(record);
        projecting.begin(generation.number());
        projecting.run(List.of(VersionTable.put(stream, Entry.sequence(record))), generation::sql);
        projecting.announce(List.of(stream));
    }
}
