package dev.handover.foundation.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final Gathering gathering = new Gathering(Duration.ofMillis(100));
    private long now = System.nanoTime();

    @Test
    void aPersonsStepsNeverWait() {
        for (int i = 0; i < 200; i++) {
            assertThat(after(2, 50)).isZero();
        }
    }

    @Test
    void theMoreComesTheLongerItGathersUpToATenthOfASecond() {
        assertThat(steady(10, 50)).isBetween(30L, 35L);
        assertThat(steady(20, 50)).isBetween(80L, 85L);
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
