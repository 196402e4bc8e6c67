package dev.handover.foundation.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which changes of a record break what was released. */
class SchemaCompatibilityTest {
    enum Colour {
        RED,
        GREEN
    }

    enum MoreColours {
        RED,
        GREEN,
        BLUE
    }

    enum FewerColours {
        RED
    }

    record Part(String name, int size) {}

    record PartWithoutSize(String name) {}

    record Thing(String name, @Nullable String note, Colour colour, List<Part> parts, Instant at) {}

    record WithMore(
            String name,
            @Nullable String note,
            MoreColours colour,
            List<Part> parts,
            Instant at,
            @Nullable Long weight) {}

    record WithoutNote(String name, Colour colour, List<Part> parts, Instant at) {}

    record NoteRequired(String name, String note, Colour colour, List<Part> parts, Instant at) {}

    record NameNotRequired(@Nullable String name, @Nullable String note, Colour colour, List<Part> parts, Instant at) {}

    record NewRequired(String name, @Nullable String note, Colour colour, List<Part> parts, Instant at, long weight) {}

    record OtherTypes(long name, @Nullable String note, FewerColours colour, List<PartWithoutSize> parts, String at) {}

    private static List<String> breaks(Class<?> changed) {
        return SchemaCompatibility.breaks(PublishedSchema.of("a.v1", Thing.class), PublishedSchema.of("a.v1", changed));
    }

    @Test
    void whatMayBeAbsentAndNewValuesMayBeAdded() {
        assertThat(breaks(Thing.class)).isEmpty();
        assertThat(breaks(WithMore.class)).isEmpty();
    }

    @Test
    void nothingMayBeRemoved() {
        assertThat(breaks(WithoutNote.class)).containsExactly("/note: it was removed");
    }

    @Test
    void whatMayBeAbsentStaysSoAndWhatIsThereStaysThere() {
        assertThat(breaks(NoteRequired.class)).containsExactly("/note: it is required and was not");
        assertThat(breaks(NewRequired.class)).containsExactly("/weight: it is required and was not");
        assertThat(breaks(NameNotRequired.class)).containsExactly("/name: it was required and is not");
    }

    @Test
    void noTypeMayChangeAtAnyDepth() {
        assertThat(breaks(OtherTypes.class))
                .contains("/name: its type was string and is integer")
                .contains("/colour: the value GREEN was removed")
                .contains("/parts/*/size: it was removed")
                .contains("/at: its format was date-time and is none");
    }
}
