package dev.handover.foundation.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.foundation.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The opaque text that tells a reader how far to have come. */
class AfterTest {
    @Test
    void itComesBackAsItWas() {
        After after = new After(Map.of("3f0c", 7L, "operator:acme:amelie", 12L));
        assertThat(After.parse(after.token())).isEqualTo(after);
    }

    @Test
    void anythingElseIsBadInput() {
        for (String token : new String[] {"", "!", "AAAA", "bm90aGluZw"}) {
            assertThatThrownBy(() -> After.parse(token)).as(token).isInstanceOf(ProblemException.class);
        }
    }
}
