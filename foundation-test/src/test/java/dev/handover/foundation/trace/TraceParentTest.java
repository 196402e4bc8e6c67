package dev.handover.foundation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of {@code traceparent} are followed, and how. */
class TraceParentTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String GIVEN = "00-" + ID + "-00f067aa0ba902b7-01";

    @Test
    void aValidOneIsFollowedInItsTraceUnderANewParentId() {
        TraceParent next = TraceParent.following(GIVEN);
        assertThat(next.traceId()).isEqualTo(ID);
        assertThat(next.text()).matches("00-" + ID + "-[0-9a-f]{16}-01").isNotEqualTo(GIVEN);
        assertThat(next.next().text()).matches("00-" + ID + "-[0-9a-f]{16}-01").isNotEqualTo(next.text());
        assertThat(TraceParent.parse(next.text())).contains(next);
    }

    @ParameterizedTest
    @CsvSource({"00,00", "01,01", "02,00", "03,01", "fe,00", "ff,01"})
    void ofTheFlagsOnlySampledIsKept(String given, String kept) {
        assertThat(TraceParent.following(GIVEN.substring(0, 53) + given).text()).endsWith("-" + kept);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more"
            })
    void anythingElseBeginsANewTrace(String given) {
        assertThat(TraceParent.parse(given)).isEmpty();
        TraceParent begun = TraceParent.following(given);
        assertThat(begun.text()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(begun.traceId()).isNotEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-more of what is not known yet"})
    void aLaterVersionIsReadAsFarAsItIsKnown(String more) {
        TraceParent next = TraceParent.following("cc" + GIVEN.substring(2) + more);
        assertThat(next.text()).matches("00-" + ID + "-[0-9a-f]{16}-01");
    }

    @Test
    void idsAreDistinct() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            TraceParent begun = TraceParent.begin();
            ids.add(begun.traceId());
            ids.add(begun.next().text().substring(36, 52));
        }
        assertThat(ids).hasSize(20_000);
    }

    @Test
    void noOtherTextIsOne() {
        assertThatThrownBy(() -> new TraceParent("01" + GIVEN.substring(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceParent("")).isInstanceOf(IllegalArgumentException.class);
    }
}
