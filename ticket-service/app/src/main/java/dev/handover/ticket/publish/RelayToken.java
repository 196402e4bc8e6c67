package dev.handover.ticket.publish;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * How far the relay has come in the store's global index.
 *
 * <p>The index is not the order of commits: a number below the position may still appear while its transaction is open.
 * Such a gap is remembered with a transaction id given out after it was seen. Its own transaction is older than that;
 * so when every transaction below that id has ended and the number is still not there, it never comes. The upper bound
 * of a snapshot would not do: it is the id behind the last one that ended, and the gap's may be higher. No clock is
 * involved: a writer that stands still for an hour loses nothing.
 *
 * @param position the highest index read
 * @param gaps missing index below it → a transaction id given out after it was found missing
 */
record RelayToken(long position, Map<Long, Long> gaps) {
    static final RelayToken START = new RelayToken(0, Map.of());

    /**
     * The token after a read.
     *
     * @param seen the indexes found, ascending: those of gaps and those above the position
     * @param oldestRunning all transactions below this id have ended ({@code pg_snapshot_xmin})
     * @param newTransaction gives a transaction id later than every one so far; asked for new gaps only
     */
    RelayToken after(Iterable<Long> seen, long oldestRunning, LongSupplier newTransaction) {
        Map<Long, Long> open = new TreeMap<>(gaps);
        open.values().removeIf(laterThanItsOwn -> laterThanItsOwn <= oldestRunning);
        long reached = position;
        long later = 0;
        for (long index : seen) {
            if (index <= position) {
                open.remove(index);
            } else {
                for (long missing = reached + 1; missing < index; missing++) {
                    later = later == 0 ? newTransaction.getAsLong() : later;
                    open.put(missing, later);
                }
                reached = index;
            }
        }
        return new RelayToken(reached, open);
    }
}
