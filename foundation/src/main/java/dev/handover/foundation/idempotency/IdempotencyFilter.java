package dev.handover.foundation.idempotency;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.Callers;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives a repeated POST its first answer: the whole request runs in one transaction, in which its answer is remembered,
 * and nothing is written to the caller before that has committed. For services whose state is in tables.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {
    private final Answers answers;
    private final Callers callers;
    private final ProblemWriter problems;
    private final TransactionTemplate transactions;

    public IdempotencyFilter(
            Answers answers, Callers callers, ProblemWriter problems, TransactionTemplate transactions) {
        this.answers = answers;
        this.callers = callers;
        this.problems = problems;
        this.transactions = transactions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod()) || request.getHeader("Idempotency-Key") == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Caller caller = callers.current();
            ReplayableRequest replayable = new ReplayableRequest(request);
            Answers.Request asked = Answers.Request.of(
                    caller.workspace(),
                    caller.subject(),
                    request.getHeader("Idempotency-Key"),
                    request.getMethod() + " " + request.getRequestURI(),
                    replayable.body());
            Optional<Answers.Answer> first = answers.first(asked);
            if (first.isPresent()) {
                repeat(first.get(), response);
                return;
            }
            try {
                answer(asked, replayable, response, chain);
            } catch (DuplicateKeyException other) {
                repeat(answers.first(asked).orElseThrow(() -> other), response);
            }
        } catch (ProblemException e) {
            problems.write(response, e.type(), String.valueOf(e.getMessage()));
        } catch (AccessDeniedException e) {
            problems.forbidden(request, response, e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void answer(
            Answers.Request asked, ReplayableRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        transactions.executeWithoutResult(status -> {
            try {
                chain.doFilter(request, held);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ServletException e) {
                throw new IllegalStateException(e);
            }
            if (held.getStatus() / 100 != 2) {
                status.setRollbackOnly();
                return;
            }
            String after = held.getHeader("Handover-After");
            answers.remember(
                    asked,
                    new Answers.Answer(
                            held.getStatus(),
                            after == null ? "" : after,
                            new String(held.getContentAsByteArray(), StandardCharsets.UTF_8)));
        });
        held.copyBodyToResponse();
    }

    private static void repeat(Answers.Answer first, HttpServletResponse response) throws IOException {
        response.setStatus(first.status());
        if (!first.after().isEmpty()) {
            response.setHeader("Handover-After", first.after());
        }
        if (!first.body().isEmpty()) {
            response.setContentType("application/json");
            response.getOutputStream().write(first.body().getBytes(StandardCharsets.UTF_8));
        }
    }
}
