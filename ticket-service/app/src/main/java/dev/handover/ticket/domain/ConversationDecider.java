package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Conversation.Started;
import dev.handover.ticket.domain.Conversation.Unstarted;
import dev.handover.ticket.domain.ConversationCommand.AddParticipant;
import dev.handover.ticket.domain.ConversationCommand.Announce;
import dev.handover.ticket.domain.ConversationCommand.Answer;
import dev.handover.ticket.domain.ConversationCommand.AnswerAsAgent;
import dev.handover.ticket.domain.ConversationCommand.Close;
import dev.handover.ticket.domain.ConversationCommand.Delete;
import dev.handover.ticket.domain.ConversationCommand.Edit;
import dev.handover.ticket.domain.ConversationCommand.Erase;
import dev.handover.ticket.domain.ConversationCommand.Escalate;
import dev.handover.ticket.domain.ConversationCommand.JoinAgent;
import dev.handover.ticket.domain.ConversationCommand.MoveOff;
import dev.handover.ticket.domain.ConversationCommand.NotifyTeam;
import dev.handover.ticket.domain.ConversationCommand.PauseAi;
import dev.handover.ticket.domain.ConversationCommand.Receive;
import dev.handover.ticket.domain.ConversationCommand.Relay;
import dev.handover.ticket.domain.ConversationCommand.Release;
import dev.handover.ticket.domain.ConversationCommand.ResumeAi;
import dev.handover.ticket.domain.ConversationCommand.Start;
import dev.handover.ticket.domain.ConversationCommand.TakeIn;
import dev.handover.ticket.domain.ConversationCommand.TakeOver;
import dev.handover.ticket.domain.ConversationCommand.UpdateAttachment;
import dev.handover.ticket.domain.ConversationCommand.UpdateDelivery;
import java.time.Instant;

/** Decides what follows from a command on a conversation; pure. */
public final class ConversationDecider {
    private ConversationDecider() {}

    /** What follows from the command on this conversation, now. */
    public static Decision<ConversationEvent> decide(
            ConversationCommand command, Conversation conversation, Instant now) {
        return switch (conversation) {
            case Unstarted _ ->
                command instanceof Start start
                        ? Decision.accept(started(start, now))
                        : Decision.reject(new Rejection.NoSuchConversation(command.conversationId()));
            case Conversation.Erased _ ->
                switch (command) {
                    case UpdateDelivery _, UpdateAttachment _, Erase _ ->
                        Decision.acceptNothing(); // what comes late says nothing new
                    case ConversationCommand _ ->
                        Decision.reject(new Rejection.NoSuchConversation(command.conversationId()));
                };
            case Started started ->
                switch (command) {
                    case Start _ -> Decision.acceptNothing();
                    case Receive c -> Decision.accept(received(c));
                    case TakeIn c -> Decision.accept(c.message());
                    case MoveOff c -> Decision.accept(movedOff(c, now));
                    case AddParticipant c -> participant(c, started, now);
                    case Relay c ->
                        AttendanceDecider.refuse(started, c.agent())
                                .<Decision<ConversationEvent>>map(Decision::reject)
                                .orElseGet(() -> Decision.accept(received(c.received())));
                    case Answer c -> AnswerDecider.operator(c, started, now);
                    case Announce c -> AnswerDecider.system(c, started, now);
                    case AnswerAsAgent c -> AnswerDecider.agent(c, started, now);
                    case Edit c -> EditDecider.edit(c, started);
                    case Delete c -> EditDecider.delete(c, started);
                    case UpdateAttachment c -> EditDecider.attachment(c, started);
                    case UpdateDelivery c -> AnswerDecider.delivery(c, started, now);
                    case JoinAgent c -> AttendanceDecider.join(c, started, now);
                    case Escalate c -> AttendanceDecider.escalate(c, started, now);
                    case TakeOver c -> AttendanceDecider.takeOver(c, started, now);
                    case PauseAi c -> AttendanceDecider.pause(c, started, now);
                    case ResumeAi c -> AttendanceDecider.resume(c, started, now);
                    case Release c -> AttendanceDecider.release(c, started, now);
                    case Erase c ->
                        Decision.accept(new ConversationEvent.ConversationErased(
                                c.conversationId(),
                                c.messages(),
                                c.whole(),
                                c.ticketId().orElse(null),
                                c.by(),
                                now));
                    case NotifyTeam c ->
                        Decision.accept(new ConversationEvent.TeamNotified(
                                c.conversationId(),
                                c.messageId(),
                                c.teamId(),
                                c.trigger(),
                                c.reason(),
                                c.ticketId().orElse(null),
                                c.by(),
                                now));
                    case Close c -> AttendanceDecider.close(c, started, now);
                };
        };
    }

    private static ConversationEvent started(Start c, Instant now) {
        return new ConversationEvent.ConversationStarted(
                c.conversationId(),
                c.workspace(),
                c.requester().orElse(null),
                c.channel(),
                c.accountId().orElse(null),
                c.subject(),
                now);
    }

    /** Who takes part already, or comes when too many do, changes nothing. */
    private static Decision<ConversationEvent> participant(AddParticipant c, Started conversation, Instant now) {
        return conversation.participants().contains(c.address())
                        || conversation.participants().size() >= Conversation.MOST_PARTICIPANTS
                ? Decision.acceptNothing()
                : Decision.accept(
                        new ConversationEvent.ParticipantAdded(c.conversationId(), c.address(), c.name(), now));
    }

    private static ConversationEvent movedOff(MoveOff c, Instant now) {
        return new ConversationEvent.MessageMovedOff(
                c.conversationId(),
                c.messageId(),
                c.into(),
                c.ticketId(),
                c.ticketNumber(),
                c.threadedBy(),
                c.times(),
                c.left().lastIncoming().orElse(null),
                c.left().references(),
                c.left().incoming(),
                c.by(),
                now);
    }

    private static ConversationEvent received(Receive c) {
        return new ConversationEvent.MessageReceived(
                c.conversationId(),
                c.messageId(),
                c.from(),
                c.subject(),
                c.text(),
                c.html(),
                c.parts(),
                c.attachments(),
                c.externalId(),
                c.references(),
                c.automatic(),
                c.issues(),
                c.authentication(),
                c.threadedBy(),
                c.occurredAt(),
                null);
    }
}
