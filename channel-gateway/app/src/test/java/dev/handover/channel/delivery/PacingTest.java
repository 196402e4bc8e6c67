package dev.handover.channel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacingTest {

    private static final Pacing PACING =
            new Pacing(1, 1, Duration.ofSeconds(20), Duration.ofHours(24), Duration.ofMinutes(5));

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongest() {
        assertThat(PACING.delay(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(PACING.delay(4, Duration.ZERO)).isEqualTo(Duration.ofSeconds(8));
        assertThat(PACING.delay(1_000, Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void waitsAsLongAsTheChannelAsksButNotForEver() {
        assertThat(PACING.delay(1, Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(30));
        assertThat(PACING.delay(9, Duration.ofSeconds(3)))
                .isEqualTo(Duration.ofMinutes(4).plusSeconds(16));
        assertThat(PACING.delay(1, Duration.ofDays(30))).isEqualTo(Duration.ofHours(6));
    }
}
