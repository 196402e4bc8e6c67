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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives a repeated POST its first answer: the whole request runs in one transaction, in which its answer is remembered,
 * and nothing is written to the caller before that has committed. A repeat that comes meanwhile waits. For services
 * whose state is in tables; operations calls are left alone, they may be repeated anyway.
 */
public final class IdempotencyFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
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
        return !"POST".equals(request.getMethod())
                || request.getHeader("Idempotency-Key") == null
                || request.getRequestURI().contains("/v1/operations/");
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
            answer(asked, replayable, response, chain);
        } catch (ProblemException e) {
            problems.write(response, e);
        } catch (AccessDeniedException e) {
            problems.forbidden(request, response, e);
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException e) {
            log.atWarn().setCause(e).log("a request could not be served: the database is not available");
            problems.unavailable(response);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void answer(
            Answers.Request asked, ReplayableRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        Optional<Answers.Answer> first = transactions.execute(status -> {
            answers.lock(asked);
            Optional<Answers.Answer> given = answers.first(asked);
            if (given.isEmpty()) {
                process(asked, request, held, chain, status);
            }
            return given;
        });
        if (first != null && first.isPresent()) {
            repeat(first.get(), response);
        } else {
            held.copyBodyToResponse();
        }
    }

    private void process(
            Answers.Request asked,
            ReplayableRequest request,
            ContentCachingResponseWrapper held,
            FilterChain chain,
            TransactionStatus status) {
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
