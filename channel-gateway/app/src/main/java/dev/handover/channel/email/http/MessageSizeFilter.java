package dev.handover.channel.email.http;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.foundation.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a request that says that it is too large before anything reads it into memory, and one that hides its size. */
final class MessageSizeFilter extends OncePerRequestFilter {

    private static final String UPLOADS = "/channels/v1/attachments";

    private final long maxMessageBytes;
    private final long maxUploadBytes;
    private final ProblemWriter problems;

    MessageSizeFilter(long maxMessageBytes, long maxUploadBytes, ProblemWriter problems) {
        this.maxMessageBytes = maxMessageBytes;
        this.maxUploadBytes = maxUploadBytes;
        this.problems = problems;
    }

    static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(ProblemType.TOO_LARGE, "A message may have up to " + maxBytes + " bytes.")
                .with("maxBytes", maxBytes);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long maxBytes = request.getRequestURI().equals(UPLOADS) ? maxUploadBytes : maxMessageBytes;
        boolean hidden = request.getContentLengthLong() < 0 && request.getHeader("Idempotency-Key") != null;
        if (request.getContentLengthLong() > maxBytes || hidden) {
            problems.write(
                    response,
                    ProblemType.TOO_LARGE,
                    hidden
                            ? "With an Idempotency-Key the request must tell its Content-Length."
                            : "The body may have up to " + maxBytes + " bytes.");
            return;
        }
        chain.doFilter(request, response);
    }
}
