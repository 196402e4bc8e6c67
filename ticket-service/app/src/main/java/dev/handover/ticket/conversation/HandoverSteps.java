package dev.handover.ticket.conversation;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.AgentHandover;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Escalation;
import dev.handover.ticket.domain.HandoverDecider;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.Summaries;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.TicketSteps;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conversation goes from an AI agent to people; each method runs inside a step. */
public final class HandoverSteps {
    private static final int NORMAL = 3;
    private final TicketSteps tickets;

    public HandoverSteps(TicketSteps tickets) {
        this.tickets = tickets;
    }

    /**
     * An agent asks for people, or a rule does.
     *
     * @param newTicket made up, taken where no ticket goes on with the conversation
     * @param summary the customer's newest words where the agent gives none
     */
    public record NewEscalation(
            ConversationId conversation,
            TicketId newTicket,
            String reason,
            String trigger,
            Optional<String> subject,
            Optional<String> summary,
            Optional<Integer> priority,
            @Nullable String topic,
            @Nullable String intent,
            Actor by) {}

    /** The ticket that has the conversation now, if one does, and whether it was opened for it. */
    public record Handed(Optional<Ticket.Opened> ticket, boolean opened) {}

    /**
     * Goes on with the conversation's ticket, if it is active or not long solved; else opens one, unless the workspace
     * says that only rules do and this comes from none. Whether the AI is paused is its own setting.
     */
    public Handed escalate(Streams streams, NewEscalation wanted) {
        Conversation.Started conversation = streams.started(wanted.conversation());
        Settings settings = streams.settings();
        boolean byRule = wanted.by().kind() == Actor.Kind.SYSTEM;
        AgentHandover handover = settings.handover(conversation
                .attendance()
                .agent()
                .orElseGet(() -> String.valueOf(wanted.by().id())));
        Escalation escalation = escalation(conversation, handover, wanted);
        Optional<Ticket.Opened> latest = ConversationSteps.ticketOf(streams, wanted.conversation());
        Optional<Ticket.Opened> going = going(streams, latest);
        boolean opens = going.isEmpty() && (byRule || settings.ticketRules().everyEscalationOpensATicket());
        Optional<TicketId> ticket = opens
                ? Optional.of(wanted.newTicket())
                : going.map(opened -> opened.facts().id());
        streams.take(new ConversationCommand.Escalate(
                wanted.conversation(), escalation, ticket, handover.autoPause(), wanted.by()));
        if (opens) {
            open(streams, conversation, opening(wanted, escalation), latest);
        }
        Optional<Ticket.Opened> after = ticket.map(
                id -> streams.take(new TicketCommand.Escalate(id, wanted.conversation(), escalation, wanted.by())));
        going.ifPresent(before -> after.ifPresent(now -> tickets.settle(streams, before, now)));
        return new Handed(after, opens);
    }

    private static Opening opening(NewEscalation wanted, Escalation escalation) {
        return new Opening(
                wanted.newTicket(),
                TicketEvent.Source.ESCALATION,
                escalation.subject(),
                escalation.summary(),
                escalation.priority(),
                Optional.empty(),
                wanted.by());
    }

    /**
     * An operator answers from now on. The ticket is theirs, also where a colleague had it; one opens for them where
     * there is none to go on with.
     */
    public Handed takeOver(Streams streams, ConversationId id, TicketId newTicket, OperatorId operator, Actor by) {
        Conversation.Started conversation = streams.started(id);
        Optional<Ticket.Opened> latest = ConversationSteps.ticketOf(streams, id);
        Optional<Ticket.Opened> going = going(streams, latest);
        if (going.isPresent()) {
            TicketId ticket = going.get().facts().id();
            streams.take(new ConversationCommand.TakeOver(id, ticket, by));
            Ticket.Opened after = streams.take(new TicketCommand.TakeOver(ticket, id, operator, by));
            return new Handed(Optional.of(tickets.settle(streams, going.get(), after)), false);
        }
        streams.take(new ConversationCommand.TakeOver(id, newTicket, by));
        String words = Summaries.extractive(conversation.said().words());
        Opening opening = new Opening(
                newTicket,
                TicketEvent.Source.TAKEOVER,
                Subjects.of(conversation, words),
                words,
                NORMAL,
                Optional.of(operator),
                by);
        return new Handed(Optional.of(open(streams, conversation, opening, latest)), true);
    }

    private static Optional<Ticket.Opened> going(Streams streams, Optional<Ticket.Opened> latest) {
        return latest.filter(ticket -> HandoverDecider.goesOn(ticket, streams.settings(), streams.now()))
                .filter(ticket -> ticket.phase().active()
                        || streams.lookUps().mayBeActive(ticket.facts().id()));
    }

    private static Escalation escalation(
            Conversation.Started conversation, AgentHandover handover, NewEscalation wanted) {
        String summary = wanted.summary()
                .orElseGet(() -> Summaries.extractive(conversation.said().words()));
        return new Escalation(
                wanted.reason(),
                wanted.trigger(),
                wanted.subject().orElseGet(() -> Subjects.of(conversation, summary)),
                summary,
                wanted.priority().orElse(handover.defaultPriority()),
                wanted.topic(),
                wanted.intent());
    }

    private record Opening(
            TicketId id,
            TicketEvent.Source source,
            String subject,
            String description,
            int priority,
            Optional<OperatorId> assignee,
            Actor by) {}

    private static Ticket.Opened open(
            Streams streams, Conversation.Started conversation, Opening opening, Optional<Ticket.Opened> followed) {
        streams.begin(opening.id());
        streams.lookUps().link(streams.workspace(), conversation.id(), opening.id(), true);
        return streams.take(new TicketCommand.OpenTicket(
                opening.id(),
                streams.workspace(),
                streams.lookUps().nextNumber(streams.workspace(), opening.id(), conversation.requester()),
                opening.source(),
                opening.subject(),
                opening.description(),
                conversation.channel(),
                conversation.requester(),
                opening.priority(),
                List.of(),
                opening.assignee(),
                followed.flatMap(old -> old.facts().holder().team()),
                Optional.of(conversation.id()),
                followed.map(old -> old.facts().id()),
                opening.by()));
    }
}
