package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Conversation.Started;
import dev.handover.ticket.domain.ConversationCommand.Announce;
import dev.handover.ticket.domain.ConversationCommand.Answer;
import dev.handover.ticket.domain.ConversationCommand.AnswerAsAgent;
import dev.handover.ticket.domain.ConversationCommand.UpdateDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said to the customer, and what becomes of it on its way. */
final class AnswerDecider {
    /** The channel on which a message without an address reaches nobody. */
    static final String EMAIL = "email";

    /** Why nothing was sent to a requester who can't be reached. */
    static final String NO_ADDRESS = "The requester has no address on a connected channel.";

    private AnswerDecider() {}

    static Decision<ConversationEvent> operator(Answer c, Started conversation, Instant now) {
        if (!c.copies().isNone() && !conversation.channel().equals(EMAIL)) {
            return Decision.reject(
                    new Rejection.CopiesGoByEmailOnly(!c.copies().cc().isEmpty()));
        }
        Optional<String> address = address(conversation);
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationEvent.OperatorReplied(
                c.conversationId(),
                c.messageId(),
                c.ticketId(),
                c.ticketNumber(),
                c.by(),
                c.text(),
                c.html(),
                conversation.channel(),
                conversation.origin().accountId().orElse(null),
                address.orElse(null),
                name(conversation),
                subject(conversation, c.ticketSubject()),
                conversation.said().lastIncoming().orElse(null),
                conversation.said().references(),
                now,
                c.attachments().isEmpty() ? null : c.attachments(),
                Copies.stored(c.copies().cc()),
                Copies.stored(c.copies().bcc())));
        if (address.isEmpty() && conversation.channel().equals(EMAIL)) {
            events.add(new ConversationEvent.DeliveryUpdated(
                    c.conversationId(), c.messageId(), DeliveryState.FAILED, NO_ADDRESS, now));
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<ConversationEvent> agent(AnswerAsAgent c, Started conversation, Instant now) {
        Optional<Rejection> refused = AttendanceDecider.refuse(conversation, c.by());
        if (refused.isPresent()) {
            return Decision.reject(refused.get());
        }
        Optional<Actor> pausedBy = conversation.attendance().pausedBy();
        if (pausedBy.isPresent()) {
            return Decision.reject(new Rejection.AiIsPaused(c.conversationId(), pausedBy.get()));
        }
        return Decision.accept(new ConversationEvent.AgentReplied(
                c.conversationId(),
                c.messageId(),
                c.ticketId().orElse(null),
                c.ticketNumber().orElse(null),
                c.by(),
                c.text(),
                c.html(),
                conversation.channel(),
                conversation.origin().accountId().orElse(null),
                address(conversation).orElse(null),
                name(conversation),
                conversation.origin().subject(),
                conversation.said().lastIncoming().orElse(null),
                conversation.said().references(),
                now));
    }

    /** Nothing where it would reach nobody: a chat that is over, mail without an address. */
    static Decision<ConversationEvent> system(Announce c, Started conversation, Instant now) {
        Optional<String> address = address(conversation);
        if (!ReplyWay.reaches(conversation)
                || (address.isEmpty() && conversation.channel().equals(EMAIL))) {
            return Decision.acceptNothing();
        }
        return Decision.accept(new ConversationEvent.SystemReplied(
                c.conversationId(),
                c.messageId(),
                c.kind(),
                c.ticketId(),
                c.ticketNumber(),
                c.text(),
                conversation.channel(),
                conversation.origin().accountId().orElse(null),
                address.orElse(null),
                name(conversation),
                subject(conversation, c.ticketSubject()),
                conversation.said().lastIncoming().orElse(null),
                conversation.said().references(),
                now));
    }

    private static String subject(Started conversation, String ticketSubject) {
        String own = conversation.origin().subject();
        return own.isBlank() ? ticketSubject : own;
    }

    private static Optional<String> address(Started conversation) {
        return conversation.requester().map(Recipient::email);
    }

    private static @Nullable String name(Started conversation) {
        return conversation.requester().map(Recipient::name).orElse(null);
    }

    /**
     * A state that is known or behind the known one says nothing new, but that it waits again, and why. What has failed or
     * was cancelled may be queued again.
     */
    static Decision<ConversationEvent> delivery(UpdateDelivery c, Started conversation, Instant now) {
        DeliveryState known = conversation.said().deliveries().get(c.messageId());
        return known == null || isNews(c, known)
                ? Decision.accept(new ConversationEvent.DeliveryUpdated(
                        c.conversationId(), c.messageId(), c.state(), c.reason(), now))
                : Decision.acceptNothing();
    }

    private static boolean isNews(UpdateDelivery c, DeliveryState known) {
        boolean waits = c.state() == DeliveryState.QUEUED && c.reason() != null;
        return switch (known) {
            case QUEUED, SENDING -> waits || c.state().compareTo(known) > 0;
            case SENT, DELIVERED, READ -> c.state().compareTo(known) > 0 && c.state() != DeliveryState.CANCELLED;
            case FAILED, CANCELLED -> c.state() != known;
        };
    }
}
