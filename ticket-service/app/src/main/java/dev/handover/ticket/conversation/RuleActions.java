package dev.handover.ticket.conversation;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.rule.Match;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Ids;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What follows where escalation events match; each method runs inside a step. Of several that set the same, the first in
 * the workspace's order does; tags come together.
 */
final class RuleActions {
    private final HandoverSteps handovers;

    RuleActions(HandoverSteps handovers) {
        this.handovers = handovers;
    }

    /** Hands the conversation to people, where a rule says so and the help desk is on: its ticket goes on, or one opens. */
    Optional<Ticket.Opened> open(
            Streams streams, Conversation.Started conversation, MessageId message, List<Match> matches) {
        return open(streams, conversation, new Matched(message, Optional.empty()), matches);
    }

    /**
     * The message that matched.
     *
     * @param summary the customer's newest words where there is none
     */
    record Matched(MessageId message, Optional<String> summary) {}

    /** As {@link #open(Streams, Conversation.Started, MessageId, List)}, with a summary. */
    Optional<Ticket.Opened> open(
            Streams streams, Conversation.Started conversation, Matched matched, List<Match> matches) {
        if (!streams.settings().helpDesk()) {
            return Optional.empty();
        }
        return matches.stream()
                .filter(match -> match.rule().definition().actions().openTicket())
                .findFirst()
                .flatMap(match -> handovers
                        .escalate(
                                streams,
                                new HandoverSteps.NewEscalation(
                                        conversation.id(),
                                        new TicketId(Ids.derived(
                                                "ticket", matched.message().value())),
                                        match.reason(),
                                        trigger(match),
                                        Optional.empty(),
                                        matched.summary(),
                                        Optional.ofNullable(match.rule()
                                                .definition()
                                                .actions()
                                                .priority()),
                                        null,
                                        null,
                                        actor(match)))
                        .ticket());
    }

    /** Tells the teams, and sorts and assigns the ticket, where there is one and it is active. */
    void follow(
            Streams streams,
            Conversation.Started conversation,
            MessageId message,
            List<Match> matches,
            Optional<TicketId> ticket) {
        Set<TeamId> told = new LinkedHashSet<>();
        for (Match match : matches) {
            TeamId team = match.rule().definition().actions().notifyTeam();
            if (team != null && told.add(team)) {
                streams.take(new ConversationCommand.NotifyTeam(
                        conversation.id(), message, team, trigger(match), match.reason(), ticket, actor(match)));
            }
        }
        ticket.ifPresent(id -> sort(streams, id, matches));
    }

    /** Sorts and assigns the ticket, where it is active. */
    static void sort(Streams streams, TicketId ticket, List<Match> matches) {
        prioritise(streams, ticket, matches);
        tag(streams, ticket, matches);
        assign(streams, ticket, matches);
    }

    private static void prioritise(Streams streams, TicketId id, List<Match> matches) {
        for (Match match : matches) {
            Integer priority = match.rule().definition().actions().priority();
            if (priority != null && streams.opened(id).phase().active()) {
                streams.take(new TicketCommand.SetPriority(id, priority, actor(match)));
                return;
            }
        }
    }

    private static void tag(Streams streams, TicketId id, List<Match> matches) {
        for (Match match : matches) {
            Ticket.Opened ticket = streams.opened(id);
            Set<String> tags = new LinkedHashSet<>(ticket.facts().sorting().tags());
            if (tags.addAll(match.rule().definition().actions().tags())
                    && ticket.phase().active()) {
                streams.take(new TicketCommand.SetTags(id, List.copyOf(tags), actor(match)));
            }
        }
    }

    /** Whoever has the ticket keeps it. */
    private static void assign(Streams streams, TicketId id, List<Match> matches) {
        for (Match match : matches) {
            OperatorId operator = match.rule().definition().actions().assignOperator();
            TeamId team = match.rule().definition().actions().assignTeam();
            Ticket.Opened ticket = streams.opened(id);
            Ticket.Holder holder = ticket.facts().holder();
            boolean free = ticket.phase().active() && holder.operator().isEmpty();
            if (free && (operator != null || (team != null && holder.team().isEmpty()))) {
                streams.take(new TicketCommand.Assign(
                        id,
                        Optional.ofNullable(operator),
                        Optional.ofNullable(team).or(holder::team),
                        actor(match)));
                return;
            }
        }
    }

    private static String trigger(Match match) {
        return "rule:" + match.rule().id().value();
    }

    static Actor actor(Match match) {
        return new Actor(
                Actor.Kind.SYSTEM, trigger(match), match.rule().definition().name(), null);
    }
}
