package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Automatic;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Phase;
import dev.handover.ticket.domain.ReplyWay;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.StatusScheme;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Streams;
import java.util.List;
import java.util.Optional;

/** What the requester and the AI hear of it when a ticket is solved, as far as the workspace wants that. */
final class Solving {
    private Solving() {}

    /** Takes the conversations that would hear of it, before the ticket is taken, as always. */
    static void prepare(Streams streams, TicketId ticket, String status) {
        Settings settings = streams.settings();
        boolean solves = settings.scheme()
                .status(status)
                .map(StatusScheme.Status::phase)
                .filter(Phase.SOLVED::equals)
                .isPresent();
        if (solves && isHeard(settings)) {
            ReplySteps.linked(streams, ticket).forEach(streams::conversation);
        }
    }

    /**
     * Tells them, where the ticket has just been solved.
     *
     * @param answered by which the requester was answered in the same step
     * @return the ticket after that
     */
    static Ticket.Opened follow(
            Streams streams, Optional<ConversationId> answered, Ticket.Opened before, Ticket.Opened after) {
        Settings settings = streams.settings();
        if (before.phase() == Phase.SOLVED || after.phase() != Phase.SOLVED || !isHeard(settings)) {
            return after;
        }
        List<Conversation.Started> conversations = after.facts().talk().conversations().stream()
                .map(streams::conversation)
                .filter(Conversation.Started.class::isInstance)
                .map(Conversation.Started.class::cast)
                .toList();
        Ticket.Opened told = settings.closingMessage()
                .flatMap(text -> by(conversations, answered).map(by -> tell(streams, by, after, text)))
                .orElse(after);
        if (settings.ticketRules().resumeAiOnSolve()) {
            conversations.stream()
                    .filter(conversation -> conversation.attendance().agent().isPresent())
                    .forEach(conversation -> streams.take(new ConversationCommand.ResumeAi(
                            conversation.id(), ConversationEvent.ResumeReason.SOLVED, Actor.SYSTEM)));
        }
        return told;
    }

    private static boolean isHeard(Settings settings) {
        return settings.closingMessage().isPresent() || settings.ticketRules().resumeAiOnSolve();
    }

    /** The one by which the requester was just answered, else the first that reaches them. */
    private static Optional<ConversationId> by(
            List<Conversation.Started> conversations, Optional<ConversationId> answered) {
        return answered.or(() -> conversations.stream()
                .filter(ReplyWay::reaches)
                .map(Conversation.Started::id)
                .findFirst());
    }

    private static Ticket.Opened tell(Streams streams, ConversationId by, Ticket.Opened ticket, String text) {
        TicketId id = ticket.facts().id();
        MessageId message = new MessageId(Ids.derived("closing", id.value() + "/" + ticket.version()));
        long before = streams.started(by).version();
        long version = streams.take(new ConversationCommand.Announce(
                by,
                message,
                ConversationEvent.SystemKind.CLOSING_MESSAGE,
                id,
                ticket.facts().number(),
                ticket.facts().subject(),
                text));
        if (version == before) {
            return ticket; // it would have reached nobody
        }
        streams.lookUps().addMessage(streams.workspace(), message, by, null);
        return streams.take(new TicketCommand.AddOutgoing(
                id, by, message, version, Actor.SYSTEM, Automatic.AUTO_REPLY, Previews.of(text)));
    }
}
