package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Conversation.Started;
import dev.handover.ticket.domain.ConversationCommand.Close;
import dev.handover.ticket.domain.ConversationCommand.Escalate;
import dev.handover.ticket.domain.ConversationCommand.JoinAgent;
import dev.handover.ticket.domain.ConversationCommand.PauseAi;
import dev.handover.ticket.domain.ConversationCommand.Release;
import dev.handover.ticket.domain.ConversationCommand.ResumeAi;
import dev.handover.ticket.domain.ConversationCommand.TakeOver;
import dev.handover.ticket.domain.ConversationEvent.PauseReason;
import dev.handover.ticket.domain.ConversationEvent.ResumeReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who answers in a conversation: an AI agent, a person, nobody. */
final class AttendanceDecider {
    private AttendanceDecider() {}

    static Decision<ConversationEvent> join(JoinAgent c, Started conversation, Instant now) {
        Attendance attendance = conversation.attendance();
        String agent = String.valueOf(c.agent().id());
        if (attendance.closed()) {
            return Decision.reject(new Rejection.ConversationIsClosed(c.conversationId()));
        }
        if (attendance.agent().isEmpty()) {
            List<ConversationEvent> events = new ArrayList<>();
            events.add(new ConversationEvent.AgentJoined(c.conversationId(), agent, c.agent(), now));
            if (attendance.pausedBy().isEmpty()) {
                attendance
                        .takenOverBy()
                        .ifPresent(by -> events.add(
                                new ConversationEvent.AiPaused(c.conversationId(), PauseReason.TAKEOVER, by, now)));
            }
            return new Decision.Accepted<>(events);
        }
        return attendance.agent().get().equals(agent)
                ? Decision.acceptNothing()
                : Decision.reject(new Rejection.NotThePresentAgent(c.conversationId(), attendance.agent()));
    }

    /** Why that one may not act in the conversation, if so: it is over, or it is an agent that is not there. */
    static Optional<Rejection> refuse(Started conversation, Actor by) {
        Attendance attendance = conversation.attendance();
        if (attendance.closed()) {
            return Optional.of(new Rejection.ConversationIsClosed(conversation.id()));
        }
        return by.kind() != Actor.Kind.AGENT || attendance.agent().equals(Optional.ofNullable(by.id()))
                ? Optional.empty()
                : Optional.of(new Rejection.NotThePresentAgent(conversation.id(), attendance.agent()));
    }

    static Decision<ConversationEvent> escalate(Escalate c, Started conversation, Instant now) {
        Optional<Rejection> refused = refuse(conversation, c.by());
        if (refused.isPresent()) {
            return Decision.reject(refused.get());
        }
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationEvent.Escalated(
                c.conversationId(), c.escalation(), c.ticketId().orElse(null), c.by(), now));
        if (c.pausesAi() && conversation.attendance().aiAnswers()) {
            events.add(new ConversationEvent.AiPaused(c.conversationId(), PauseReason.ESCALATION, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<ConversationEvent> takeOver(TakeOver c, Started conversation, Instant now) {
        Attendance attendance = conversation.attendance();
        if (attendance.closed()) {
            return Decision.reject(new Rejection.ConversationIsClosed(c.conversationId()));
        }
        List<ConversationEvent> events = new ArrayList<>();
        if (!attendance.takenOverBy().map(Actor::id).equals(Optional.ofNullable(c.by().id()))) {
            events.add(new ConversationEvent.TakenOver(c.conversationId(), c.ticketId(), c.by(), now));
        }
        if (attendance.aiAnswers()) {
            events.add(new ConversationEvent.AiPaused(c.conversationId(), PauseReason.TAKEOVER, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<ConversationEvent> pause(PauseAi c, Started conversation, Instant now) {
        if (conversation.attendance().agent().isEmpty()) {
            return Decision.reject(new Rejection.NoAgentPresent(c.conversationId()));
        }
        return conversation.attendance().aiAnswers()
                ? Decision.accept(new ConversationEvent.AiPaused(c.conversationId(), PauseReason.BY_HAND, c.by(), now))
                : Decision.acceptNothing();
    }

    static Decision<ConversationEvent> resume(ResumeAi c, Started conversation, Instant now) {
        if (conversation.attendance().agent().isEmpty()) {
            return Decision.reject(new Rejection.NoAgentPresent(c.conversationId()));
        }
        return conversation.attendance().aiAnswers()
                ? Decision.acceptNothing()
                : Decision.accept(new ConversationEvent.AiResumed(c.conversationId(), c.reason(), c.by(), now));
    }

    static Decision<ConversationEvent> release(Release c, Started conversation, Instant now) {
        if (conversation.attendance().takenOverBy().isEmpty()) {
            return Decision.reject(new Rejection.NotTakenOver(c.conversationId()));
        }
        return conversation.attendance().agent().isEmpty()
                ? Decision.reject(new Rejection.NoAgentPresent(c.conversationId()))
                : Decision.accept(
                        new ConversationEvent.AiResumed(c.conversationId(), ResumeReason.RELEASED, c.by(), now));
    }

    static Decision<ConversationEvent> close(Close c, Started conversation, Instant now) {
        if (conversation.attendance().closed()) {
            return Decision.acceptNothing();
        }
        Optional<Rejection> refused = refuse(conversation, c.by());
        if (refused.isPresent()) {
            return Decision.reject(refused.get());
        }
        return Decision.accept(new ConversationEvent.ConversationClosed(c.conversationId(), c.by(), now));
    }
}
