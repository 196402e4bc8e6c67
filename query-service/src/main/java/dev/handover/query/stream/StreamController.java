package dev.handover.query.stream;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.Callers;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The live stream as server-sent events: {@code ticket}, {@code counts}, {@code resync}. Each client has a virtual thread,
 * its request's own, that waits for what the one reader of the log tells it.
 */
@RestController
class StreamController {
    private static final Logger log = LoggerFactory.getLogger(StreamController.class);
    private static final int PAGE = 1000;
    private final LiveStream stream;
    private final ChangeLog changes;
    private final StreamTickets tickets;
    private final StreamSettings settings;
    private final Reads reads;
    private final Callers callers;
    private final JsonMapper json;
    private final Clock clock;

    StreamController(
            LiveStream stream,
            ChangeLog changes,
            StreamTickets tickets,
            StreamSettings settings,
            Reads reads,
            Callers callers,
            JsonMapper json,
            Clock clock) {
        this.stream = stream;
        this.changes = changes;
        this.tickets = tickets;
        this.settings = settings;
        this.reads = reads;
        this.callers = callers;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/query/v1/stream-tickets")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    @Operation(summary = "A ticket with which a browser opens its stream: one minute, one use")
    StreamTickets.StreamTicket ticket(Caller caller) {
        return tickets.issue(Scope.of(caller));
    }

    @GetMapping(path = "/query/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Changes of tickets and counts as they happen; resumes with Last-Event-ID")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    void stream(
            @RequestParam(required = false) @Nullable String ticket,
            @Parameter(in = ParameterIn.HEADER) @RequestHeader(name = "Last-Event-ID", required = false) @Nullable
                    String lastEventId,
            HttpServletResponse response)
            throws InterruptedException {
        Scope scope = caller(ticket);
        Instant until = until();
        LiveStream.Subscription subscription = stream.subscribe(scope);
        try {
            EventWriter writer = new EventWriter(response, json);
            write(writer, subscription, begin(writer, subscription, lastEventId), until);
        } catch (IOException | DataAccessException | TransactionException e) {
            log.atDebug().setCause(e).log("a stream broke off; its client comes again");
        } finally {
            stream.leave(subscription.subscriber());
        }
    }

    private Scope caller(@Nullable String ticket) {
        if (ticket != null) {
            return tickets.redeem(ticket)
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.UNAUTHENTICATED, "The stream's ticket is unknown, too old or used before."));
        }
        if (token().isEmpty()) {
            throw new ProblemException(ProblemType.UNAUTHENTICATED, "The stream wants a bearer token or a ticket.");
        }
        return Scope.of(callers.current());
    }

    private static Optional<Jwt> token() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Jwt jwt
                ? Optional.of(jwt)
                : Optional.empty();
    }

    private Instant until() {
        Instant longest = clock.instant().plus(settings.longest());
        return token().map(Jwt::getExpiresAt)
                .filter(expires -> expires.isBefore(longest))
                .orElse(longest);
    }

    /** Writes what came between the client's last event and now; answers the place of the last one written. */
    private Cursor begin(EventWriter writer, LiveStream.Subscription subscription, @Nullable String lastEventId)
            throws IOException {
        Cursor now = subscription.from();
        if (lastEventId == null || lastEventId.isBlank()) {
            writer.ready(now);
            return now;
        }
        Optional<Cursor> last = Cursor.parse(lastEventId);
        if (last.isEmpty() || last.get().generation() != now.generation() || !changes.reaches(last.get())) {
            boolean rebuilt = last.isPresent() && last.get().generation() != now.generation();
            writer.resync(rebuilt ? "rebuilt" : "too_old", now);
            return now;
        }
        Cursor from = last.get();
        writer.ready(from);
        while (from.compareTo(now) < 0) {
            Cursor begin = from;
            List<Change> missed =
                    reads.in(subscription.subscriber().scope(), reading -> changes.between(reading, begin, now, PAGE));
            writer.changes(missed);
            from = missed.size() < PAGE ? now : missed.getLast().cursor();
        }
        return from;
    }

    private void write(EventWriter writer, LiveStream.Subscription subscription, Cursor begin, Instant until)
            throws IOException, InterruptedException {
        Cursor written = begin;
        while (true) {
            Duration left = Duration.between(clock.instant(), until);
            if (left.isNegative()) {
                return;
            }
            Signal signal = subscription
                    .subscriber()
                    .next(left.compareTo(settings.heartbeat()) < 0 ? left : settings.heartbeat());
            switch (signal) {
                case null -> writer.heartbeat();
                case Signal.Changes(List<Change> all) -> {
                    Cursor last = written;
                    List<Change> later = all.stream()
                            .filter(change -> change.cursor().compareTo(last) > 0)
                            .toList();
                    if (!later.isEmpty()) {
                        writer.changes(later);
                        written = later.getLast().cursor();
                    }
                }
                case Signal.Resync(String reason, Cursor from) -> {
                    writer.resync(reason, from);
                    written = from;
                }
                case Signal.End() -> {
                    return;
                }
            }
        }
    }
}
