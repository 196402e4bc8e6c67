package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.ticket.conversation.AlertSteps;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.ticket.Ids;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Alerts of systems outside that do not write to the topic of alerts. */
@RestController
@RequestMapping("/tickets/v1/alerts")
@AlertingOnly
class AlertController {
    private final Commands commands;
    private final AlertSteps alerts;
    private final Ids ids;

    AlertController(Commands commands, AlertSteps alerts, Ids ids) {
        this.commands = commands;
        this.alerts = alerts;
        this.ids = ids;
    }

    /**
     * An alert.
     *
     * @param key the same for everything that is about the same trouble
     * @param severity as its system calls it
     * @param url where people see it
     */
    @SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
    record Raise(
            @NotNull(message = "must not be blank") @Size(max = 200)
            String key,

            @NotNull(message = "must not be blank") @Size(max = 500)
            String title,

            @NotNull(message = "must not be blank") @Size(max = 64)
            String severity,

            @Nullable @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http(s) address")
            String url,

            @Nullable @Size(max = 50)
            Map<@Size(max = 64) String, @NotNull(message = "must not be missing") @Size(max = 500) String> attributes) {
        Raise {
            key = Text.line(key);
            title = Text.line(title);
            severity = Text.line(severity);
        }

        AlertSteps.Alert alert() {
            return new AlertSteps.Alert(key, title, severity, url, attributes == null ? Map.of() : attributes);
        }
    }

    /**
     * What it has come to.
     *
     * @param ticketId that has it; null where no escalation event matches
     * @param opened whether the ticket was opened for it
     * @param matched names of the escalation events
     */
    record Raised(@Nullable String ticketId, @Nullable Long number, boolean opened, List<String> matched) {
        static Raised of(AlertSteps.Raised raised) {
            return new Raised(
                    raised.ticket().map(ticket -> ticket.facts().id().value()).orElse(null),
                    raised.ticket().map(ticket -> ticket.facts().number()).orElse(null),
                    raised.opened(),
                    raised.matches().stream()
                            .map(match -> match.rule().definition().name())
                            .toList());
        }
    }

    /** Raises an alert: it joins the active ticket of its key, or opens one, where an escalation event says so. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Raised> raise(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody Raise request) {
        TicketId newTicket = new TicketId(ids.next());
        return commands.post(
                caller,
                "raise_alert",
                "POST alerts",
                key,
                request,
                Raised.class,
                streams -> Raised.of(alerts.raise(streams, request.alert(), newTicket)));
    }
}
