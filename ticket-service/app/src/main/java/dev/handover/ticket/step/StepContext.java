package dev.handover.ticket.step;

import dev.handover.foundation.trace.LogContext;
import dev.handover.foundation.trace.TraceParent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What set a step going.
 *
 * @param correlationId the same for everything that one request or message set going
 * @param causationId id of the record that caused it; null for a request
 * @param trace where the step stands in a trace
 */
public record StepContext(String correlationId, @Nullable String causationId, TraceParent trace) {
    /** Nothing but that a time has come. */
    public static StepContext ofTime() {
        return new StepContext(UUID.randomUUID().toString(), null, TraceParent.begin());
    }

    /** The request under way. */
    public static StepContext ofRequest() {
        return new StepContext(
                LogContext.correlationId().orElseGet(() -> UUID.randomUUID().toString()), null, LogContext.trace());
    }
}
