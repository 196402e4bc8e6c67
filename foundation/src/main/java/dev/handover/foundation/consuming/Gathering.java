package dev.handover.foundation.consuming;

import java.util.concurrent.TimeUnit;

/**
 * Lets records gather under load: a consumer pauses after a batch, the longer the more records come a second, so that the
 * next batch and its transaction carry more of them. A record that comes alone, or one of a person's few steps, never
 * waits. Shared by the threads of one consumer.
 */
final class Gathering {
    /** Records a second from which on a consumer is under load. */
    private static final int LOAD = 150;
    /** A tenth of a millisecond for each record a second, up to this. */
    private static final long LONGEST_MS = 100;
    /** A batch of so many has gathered enough. */
    private static final int ENOUGH = 250;

    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(500);

    private long windowBegan = System.nanoTime();
    private int counted;
    private long rate;

    /** Pauses after a batch of so many records, where the records of the last half second were many. */
    void pause(int records) {
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
        return rate < LOAD || records >= ENOUGH ? 0 : Math.min(LONGEST_MS, rate / 10);
    }
}
