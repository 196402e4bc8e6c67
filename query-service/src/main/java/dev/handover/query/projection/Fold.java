package dev.handover.query.projection;

import dev.handover.foundation.consuming.ParkNowException;
import dev.handover.ticket.contract.JournalEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds several events, in order, on the rows they start from; pure: what it comes to is a list of writes. */
final class Fold {
    private final Map<StreamKey, Long> versions;
    private final boolean logged;
    private final Set<StreamKey> touched = new LinkedHashSet<>();
    private final Map<StreamKey, TicketRow> rows = new LinkedHashMap<>();
    private final Map<StreamKey, Long> moved = new LinkedHashMap<>();
    private final Map<CountTable.Cell, Long> sums = new HashMap<>();
    private final List<Sql> writes = new ArrayList<>();

    /**
     * @param versions how far the streams are projected; those that are not in it have not begun
     * @param logged whether live streams are told
     */
    Fold(Map<StreamKey, Long> versions, boolean logged) {
        this.versions = new HashMap<>(versions);
        this.logged = logged;
    }

    /** Those that come next in their streams, in order; what came before is left out; a gap is refused. */
    List<Entry> fresh(List<Entry> entries) {
        List<Entry> fresh = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            long version = versions.getOrDefault(entry.stream(), 0L);
            if (entry.sequence() > version + 1) {
                throw new ParkNowException.Gap(entry.stream().streamId() + " is at " + version + ", " + entry.sequence()
                        + " came: one before it is missing");
            }
            if (entry.sequence() == version + 1) {
                versions.put(entry.stream(), entry.sequence());
                moved.put(entry.stream(), entry.sequence());
                fresh.add(entry);
            }
        }
        return fresh;
    }

    /** Folds entries that come next, on the rows of their tickets. */
    void add(List<Entry> fresh, Map<StreamKey, TicketRow> current) {
        rows.putAll(current);
        for (Entry entry : fresh) {
            boolean counts = ticket(entry);
            if (entry.event().isPresent()) {
                JournalEvent event = entry.event().get();
                writes.addAll(Views.of(entry, event));
                if (logged) {
                    writes.addAll(ChangeTable.changes(entry, event, counts));
                }
            }
        }
    }

    private boolean ticket(Entry entry) {
        TicketRow row = rows.get(entry.stream());
        if (row == null
                && (entry.event().isEmpty() || !TicketRow.concerns(entry.event().get()))) {
            return false;
        }
        touched.add(entry.stream());
        TicketRow evolved = TicketRow.evolve(row, entry);
        if (evolved == null) {
            CountTable.change(sums, entry.partition(), row, null);
            rows.remove(entry.stream());
            return row != null;
        }
        rows.put(entry.stream(), evolved);
        CountTable.change(sums, entry.partition(), row, evolved);
        return !CountTable.facts(row).equals(CountTable.facts(evolved));
    }

    /** Everything that is to be written. */
    List<Sql> writes() {
        List<Sql> all = new ArrayList<>();
        moved.forEach((stream, version) -> all.add(VersionTable.put(stream, version)));
        touched.forEach(stream -> {
            TicketRow row = rows.get(stream);
            if (row != null) {
                all.add(TicketTable.put(row));
            }
        });
        all.addAll(CountTable.add(sums));
        all.addAll(writes);
        return all;
    }
}
