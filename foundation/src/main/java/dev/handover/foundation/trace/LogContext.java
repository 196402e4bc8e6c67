package dev.handover.foundation.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread works for while this is open: the logging context has it, so each log line says so, and what the thread
 * publishes goes on with it.
 */
public final class LogContext implements AutoCloseable {
    private static final String CORRELATION = "correlationId";

    /** The field of the Elastic Common Schema: what tools join log lines by. */
    private static final String TRACE = "trace.id";

    private LogContext() {}

    /** Opens it for this thread, which closes it. */
    public static LogContext open(@Nullable String correlationId, Optional<TraceParent> trace) {
        if (correlationId != null) {
            MDC.put(CORRELATION, correlationId);
        }
        trace.ifPresent(known -> {
            MDC.put(TRACE, known.traceId());
            MDC.put(TraceParent.NAME, known.text());
        });
        return new LogContext();
    }

    /** For what several records or nobody asked for: log lines say nothing of it. */
    public static LogContext none() {
        return new LogContext();
    }

    /** The correlation id of what this thread works for, if it has one. */
    public static Optional<String> correlationId() {
        return Optional.ofNullable(MDC.get(CORRELATION));
    }

    /** The trace of what this thread works for; where it has none, a new one begins. */
    public static TraceParent trace() {
        String known = MDC.get(TraceParent.NAME);
        return known == null ? TraceParent.begin() : new TraceParent(known);
    }

    @Override
    public void close() {
        MDC.remove(CORRELATION);
        MDC.remove(TRACE);
        MDC.remove(TraceParent.NAME);
    }
}
