package dev.handover.foundation.operation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets records gather under load: whoever handles them pauses after a batch, the longer the more records come a second,
 * so that the next batch and its transaction carry more of them. A record that comes alone, or one of a person's few
 * steps, never waits. May be shared by several threads.
 */
public final class Gathering {
    /** Records a second from which on there is load. */
    private static final int LOAD = 60;
    /** Records a second, beyond the load, for a millisecond of pause. */
    private static final int RECORDS_FOR_A_MS = 4;
    /** A batch of so many has gathered enough. */
    private static final int ENOUGH = 250;

    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(500);

    private final long longestMs;
    private long windowBegan = System.nanoTime();
    private int counted;
    private long rate;

    /** @param longest the longest pause */
    public Gathering(Duration longest) {
        this.longestMs = longest.toMillis();
    }

    /** Pauses after a batch of so many records, where the records of the last half second were many. */
    public void pause(int records) {
        long ms = pauseMs(records, System.nanoTime());
        if (ms > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    synchronized long pauseMs(int records, long now) {
        counted += records;
        long passed = now - windowBegan;
        if (passed >= WINDOW) {
            rate = counted * TimeUnit.SECONDS.toNanos(1) / passed;
            counted = 0;
            windowBegan = now;
        }
        return rate < LOAD || records >= ENOUGH ? 0 : Math.min(longestMs, (rate - LOAD) / RECORDS_FOR_A_MS);
    }
}
