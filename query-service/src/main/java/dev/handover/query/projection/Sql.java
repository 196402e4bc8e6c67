package dev.handover.query.projection;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write: a statement on the schema {@code live} and the binds of one row. Inserts take each column as an array, so
 * that all with the same text are one statement; they run before updates, and removals run last: what is removed does
 * not come again, but what was written of it may be of the same transaction.
 */
record Sql(String text, List<@Nullable Object> binds) {
    static Sql of(String text, @Nullable Object... binds) {
        return new Sql(text, Collections.unmodifiableList(Arrays.asList(binds)));
    }

    boolean inserts() {
        return text.startsWith("insert");
    }

    boolean removes() {
        return text.startsWith("delete");
    }
}
