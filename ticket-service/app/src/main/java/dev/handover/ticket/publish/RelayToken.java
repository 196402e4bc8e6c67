package dev.handover.ticket.publish;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far the relay has come in the store's global index.
 *
 * <p>The index is not the order of commits: a number below the position may still appear while its transaction is open.
 * Such a gap is remembered with the first transaction id not yet given out when it was seen. Its own transaction is
 * older than that; so when every transaction below that id has ended and the number is still not there, it never comes.
 * No clock is involved: a writer that stands still for an hour loses nothing.
 *
 * @param position the highest index read
 * @param gaps missing index below it → first transaction id not given out when it was found missing
 */
record RelayToken(long position, Map<Long, Long> gaps) {
    static final RelayToken START = new RelayToken(0, Map.of());

    /**
     * The token after a read.
     *
     * @param seen the indexes found, ascending: those of gaps and those above the position
     * @param oldestRunning all transactions below this id have ended ({@code pg_snapshot_xmin})
     * @param nextTransaction first id not given out ({@code pg_snapshot_xmax})
     */
    RelayToken after(Iterable<Long> seen, long oldestRunning, long nextTransaction) {
        Map<Long, Long> open = new TreeMap<>(gaps);
        long reached = position;
        for (long index : seen) {
            if (index <= position) {
                open.remove(index);
            } else {
                for (long missing = reached + 1; missing < index; missing++) {
                    open.put(missing, nextTransaction);
                }
                reached = index;
            }
        }
        open.values().removeIf(nextThen -> nextThen <= oldestRunning);
        return new RelayToken(reached, open);
    }
}
