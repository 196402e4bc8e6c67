package dev.handover.ticket.conversation;

import dev.handover.ticket.domain.LinkedRecord;
import dev.handover.ticket.domain.RecordId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.rule.Facts;
import dev.handover.ticket.domain.rule.Match;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.Sentiment;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What alerts of systems outside do, by the workspace's escalation events of alerts; each method runs inside a step. */
public final class AlertSteps {
    private static final String CHANNEL = "alert";
    private static final int NORMAL = 3;

    /**
     * An alert.
     *
     * @param key the same for everything that is about the same trouble
     */
    public record Alert(
            String key,
            String title,
            String severity,
            @Nullable String url,
            Map<String, String> attributes) {}

    /**
     * What it has come to.
     *
     * @param ticket that has it; empty where no rule matches
     */
    public record Raised(Optional<Ticket.Opened> ticket, boolean opened, List<Match> matches) {}

    /**
     * Joins the active ticket that the key has, or opens one where a rule says so; the alert is linked to it.
     *
     * @param newTicket made up, taken where one opens
     */
    public Raised raise(Streams streams, Alert alert, TicketId newTicket) {
        List<Match> matches = Match.among(streams.settings().rules(), Rule.Kind.ALERT, facts(streams, alert));
        if (matches.isEmpty()) {
            return new Raised(Optional.empty(), false, matches);
        }
        Optional<TicketId> former = streams.lookUps().rules().ticketOfAlert(streams.workspace(), alert.key());
        Optional<Ticket.Opened> active = former.map(ticket -> streams.lookUps().goesOnIn(ticket))
                .map(streams::opened)
                .filter(ticket -> ticket.phase().active());
        Optional<Match> opening = matches.stream()
                .filter(_ -> streams.settings().helpDesk())
                .filter(match -> match.rule().definition().actions().openTicket())
                .findFirst();
        if (active.isEmpty() && opening.isEmpty()) {
            return new Raised(Optional.empty(), false, matches);
        }
        TicketId ticket = active.map(opened -> opened.facts().id()).orElse(newTicket);
        if (active.isEmpty()) {
            open(streams, alert, newTicket, former, opening.orElseThrow());
        }
        streams.take(new TicketCommand.LinkRecord(ticket, record(alert), RuleActions.actor(matches.getFirst())));
        RuleActions.sort(streams, ticket, matches);
        return new Raised(Optional.of(streams.opened(ticket)), active.isEmpty(), matches);
    }

    private static Facts facts(Streams streams, Alert alert) {
        Map<String, String> attributes = new HashMap<>(alert.attributes());
        attributes.put("key", alert.key());
        attributes.put("severity", alert.severity());
        return new Facts(
                alert.title(),
                Sentiment.NEUTRAL,
                "und",
                CHANNEL,
                1,
                Map.copyOf(attributes),
                Optional.empty(),
                streams.now());
    }

    private static void open(Streams streams, Alert alert, TicketId id, Optional<TicketId> former, Match match) {
        Integer priority = match.rule().definition().actions().priority();
        streams.begin(id);
        streams.lookUps().rules().setTicketOfAlert(streams.workspace(), alert.key(), id, former);
        streams.take(new TicketCommand.OpenTicket(
                id,
                streams.workspace(),
                streams.lookUps().nextNumber(streams.workspace(), id, Optional.empty()),
                TicketEvent.Source.ALERT,
                alert.title(),
                match.reason(),
                CHANNEL,
                Optional.empty(),
                priority == null ? NORMAL : priority,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RuleActions.actor(match)));
    }

    private static LinkedRecord record(Alert alert) {
        return new LinkedRecord(
                new RecordId(Ids.derived("alert", alert.key())),
                LinkedRecord.Type.ALERT,
                alert.key(),
                alert.title(),
                alert.url());
    }
}
