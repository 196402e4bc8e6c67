package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RelayTokenTest {
    private static RelayToken token(long position, Map<Long, Long> gaps) {
        return new RelayToken(position, gaps);
    }

    @Test
    void movesToTheHighestIndexSeen() {
        assertThat(RelayToken.START.after(List.of(1L, 2L, 3L), 50, () -> 60)).isEqualTo(token(3, Map.of()));
    }

    @Test
    void staysWhereItIsWhenNothingIsThere() {
        assertThat(token(3, Map.of(2L, 60L)).after(List.of(), 50, () -> 70)).isEqualTo(token(3, Map.of(2L, 60L)));
    }

    @Test
    void remembersWhatIsMissing() {
        assertThat(RelayToken.START.after(List.of(1L, 4L), 50, () -> 60)).isEqualTo(token(4, Map.of(2L, 60L, 3L, 60L)));
    }

    @Test
    void keepsANewGapThoughNoOlderTransactionRuns() {
        // the gap's own transaction may be younger than every one that has ended
        assertThat(token(4, Map.of()).after(List.of(6L), 101, () -> 106)).isEqualTo(token(6, Map.of(5L, 106L)));
    }

    @Test
    void takesALateComer() {
        assertThat(token(4, Map.of(2L, 60L, 3L, 60L)).after(List.of(2L), 50, () -> 70))
                .isEqualTo(token(4, Map.of(3L, 60L)));
    }

    @Test
    void givesAGapUpWhenEveryTransactionThatCouldFillItHasEnded() {
        assertThat(token(4, Map.of(3L, 60L)).after(List.of(), 59, () -> 70)).isEqualTo(token(4, Map.of(3L, 60L)));
        assertThat(token(4, Map.of(3L, 60L)).after(List.of(), 60, () -> 70)).isEqualTo(token(4, Map.of()));
    }

    @Test
    void asksForATransactionIdOnlyForNewGapsAndOnce() {
        AtomicInteger asked = new AtomicInteger();
        token(4, Map.of(3L, 60L)).after(List.of(3L, 5L), 50, asked::incrementAndGet);
        assertThat(asked).hasValue(0);
        token(4, Map.of()).after(List.of(6L, 9L), 50, asked::incrementAndGet);
        assertThat(asked).hasValue(1);
    }
}
