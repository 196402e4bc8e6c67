package dev.handover.query.stream;

import java.util.List;

/** What a subscriber is told next. */
sealed interface Signal {
    /** Changes, in order. */
    record Changes(List<Change> changes) implements Signal {}

    /**
     * Something was left out; what is shown has to be read anew.
     *
     * @param reason too_old, rebuilt or slow
     * @param from where the stream goes on
     */
    record Resync(String reason, Cursor from) implements Signal {}

    /** This instance takes no part any more. */
    record End() implements Signal {}
}
