package dev.handover.foundation.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void isDoneAgainAfterAFailureAndThenNoMore() {
        Upkeep upkeep = new Upkeep("test", Duration.ofMillis(1), () -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
            return Optional.empty();
        });
        upkeep.start();
        await().untilAtomic(runs, org.hamcrest.Matchers.is(3));
        await().during(Duration.ofMillis(50)).until(() -> runs.get() == 3);
        upkeep.stop();
        assertThat(upkeep.isRunning()).isFalse();
    }

    @Test
    void endsWhenTheServiceStops() {
        Upkeep upkeep = new Upkeep("test", Duration.ofMillis(1), () -> {
            runs.incrementAndGet();
            return Optional.of(Duration.ofMillis(1));
        });
        upkeep.start();
        assertThat(upkeep.isRunning()).isTrue();
        await().until(() -> runs.get() > 5);
        upkeep.stop();
        await().during(Duration.ofMillis(30)).atMost(Duration.ofSeconds(5)).until(() -> {
            int before = runs.get();
            Thread.onSpinWait();
            return before == runs.get();
        });
    }
}
