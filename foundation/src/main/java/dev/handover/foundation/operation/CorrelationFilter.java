package dev.handover.foundation.operation;

import dev.handover.foundation.trace.LogContext;
import dev.handover.foundation.trace.TraceParent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a correlation id, taken from {@code X-Correlation-Id} or new, and a place in a trace, after the one
 * in {@code traceparent} or in a new one; they stand in logs and events.
 */
public final class CorrelationFilter extends OncePerRequestFilter {
    private static final String HEADER = "X-Correlation-Id";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && given.matches("[A-Za-z0-9._-]{1,64}")
                ? given
                : UUID.randomUUID().toString();
        response.setHeader(HEADER, id);
        TraceParent trace = TraceParent.following(request.getHeader(TraceParent.NAME));
        try (LogContext _ = LogContext.open(id, Optional.of(trace))) {
            chain.doFilter(request, response);
        }
    }
}
