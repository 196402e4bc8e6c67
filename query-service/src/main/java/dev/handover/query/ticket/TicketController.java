package dev.handover.query.ticket;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.operation.After;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.query.reading.Scope;
import dev.handover.query.waiting.Waiting;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tickets, as lists and one by one. */
@RestController
@RequestMapping("/query/v1")
@StaffOnly
class TicketController {
    private final TicketLists lists;
    private final TicketReader tickets;
    private final Timelines timelines;
    private final Waiting waiting;

    TicketController(TicketLists lists, TicketReader tickets, Timelines timelines, Waiting waiting) {
        this.lists = lists;
        this.tickets = tickets;
        this.timelines = timelines;
        this.waiting = waiting;
    }

    /** A view with its number of tickets. */
    record ViewCount(String key, String label, long count) {}

    /** All views. */
    record ViewList(List<ViewCount> views) {}

    @GetMapping("/views")
    @Operation(summary = "The views with their live counts")
    ViewList views(Caller caller, @RequestParam(required = false) @Nullable String after) {
        Scope scope = Scope.of(caller);
        waiting.until(scope, after);
        Map<View, Long> counts = lists.counts(scope);
        return new ViewList(Arrays.stream(View.values())
                .map(view -> new ViewCount(view.key(), view.label(), counts.getOrDefault(view, 0L)))
                .toList());
    }

    @GetMapping("/tickets")
    @Operation(summary = "A page of a view, the newest activity first")
    @Parameter(
            name = "view",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            allowableValues = {
                                "inbox",
                                "mine",
                                "mentions",
                                "unassigned",
                                "all",
                                "solved",
                                "snoozed",
                                "archived"
                            },
                            defaultValue = "all"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "after", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "phase", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "priority", in = ParameterIn.QUERY, schema = @Schema(type = "integer"))
    @Parameter(name = "assignee", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "team", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "tag", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "topic", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "intent", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "label", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "subLabel", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "channel", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "requester", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    TicketLists.Page list(
            Caller caller, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        Scope scope = Scope.of(caller);
        ListRequest request = ListRequest.of(parameters);
        waiting.until(scope, request.after());
        return lists.page(scope, request);
    }

    @GetMapping("/tickets/{ticketId}")
    @Operation(summary = "One ticket, with what the caller may do with it")
    ResponseEntity<TicketDetail> ticket(
            Caller caller,
            @PathVariable String ticketId,
            @RequestParam(required = false) @Min(0) @Nullable Long minVersion,
            @RequestParam(required = false) @Nullable String after) {
        Scope scope = Scope.of(caller);
        await(scope, ticketId, minVersion, after);
        TicketDetail ticket = tickets.ticket(scope, ticketId);
        return ResponseEntity.ok().eTag("\"" + ticket.row().version() + "\"").body(ticket);
    }

    @GetMapping("/tickets/{ticketId}/timeline")
    @Operation(summary = "What happened to a ticket, in order")
    Timelines.Timeline timeline(
            Caller caller,
            @PathVariable String ticketId,
            @RequestParam(required = false) @Min(0) @Nullable Long minVersion,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(1000) int limit) {
        Scope scope = Scope.of(caller);
        await(scope, ticketId, minVersion, after);
        return timelines.timeline(scope, ticketId, cursor, limit);
    }

    @PostMapping("/tickets/{ticketId}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Marks a ticket as read by the caller, as far as it is now")
    void read(Caller caller, @PathVariable String ticketId) {
        tickets.read(Scope.of(caller), ticketId);
    }

    private void await(Scope scope, String ticketId, @Nullable Long minVersion, @Nullable String after) {
        if (ticketId.indexOf('\0') >= 0) {
            throw ProblemException.field("?ticketId", "is no id");
        }
        Map<String, Long> versions = new LinkedHashMap<>();
        if (after != null) {
            versions.putAll(After.parse(after).versions());
        }
        if (minVersion != null && minVersion > 0) {
            versions.merge(ticketId, minVersion, Math::max);
        }
        waiting.until(scope, versions);
    }
}
