package dev.handover.ticket.step;

import dev.handover.foundation.operation.CorrelationFilter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What set a step going.
 *
 * @param correlationId the same for everything that one request or message set going
 * @param causationId id of the record that caused it; null for a request
 */
public record StepContext(String correlationId, @Nullable String causationId) {
    /** The request under way. */
    public static StepContext ofRequest() {
        String id = MDC.get(CorrelationFilter.KEY);
        return new StepContext(id == null ? UUID.randomUUID().toString() : id, null);
    }
}
