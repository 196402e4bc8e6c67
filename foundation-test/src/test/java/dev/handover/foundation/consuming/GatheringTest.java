package dev.handover.foundation.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final Gathering gathering = new Gathering();
    private long now = System.nanoTime();

    @Test
    void aPersonsStepsNeverWait() {
        for (int i = 0; i < 200; i++) {
            assertThat(after(3, 50)).isZero();
        }
    }

    @Test
    void theMoreComesTheLongerItGathersUpToATenthOfASecond() {
        assertThat(steady(10, 50)).isBetween(15L, 20L);
        assertThat(steady(20, 50)).isBetween(35L, 40L);
        assertThat(steady(200, 50)).isEqualTo(100);
    }

    @Test
    void aFullBatchIsFollowedAtOnce() {
        steady(200, 50);
        assertThat(after(500, 50)).isZero();
    }

    @Test
    void loadIsForgottenWithinAMoment() {
        steady(200, 50);
        assertThat(after(1, 2_000)).isZero();
    }

    private long steady(int records, long everyMs) {
        long pause = 0;
        for (int i = 0; i < 40; i++) {
            pause = after(records, everyMs);
        }
        return pause;
    }

    private long after(int records, long ms) {
        now += TimeUnit.MILLISECONDS.toNanos(ms);
        return gathering.pauseMs(records, now);
    }
}
