package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Conversation.Started;
import dev.handover.ticket.domain.Conversation.Unstarted;
import dev.handover.ticket.domain.ConversationCommand.Answer;
import dev.handover.ticket.domain.ConversationCommand.Receive;
import dev.handover.ticket.domain.ConversationCommand.Start;
import dev.handover.ticket.domain.ConversationCommand.UpdateDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what follows from a command on a conversation; pure. */
public final class ConversationDecider {
    /** Why nothing was sent to a requester who can't be reached. */
    public static final String NO_ADDRESS = "The requester has no address on a connected channel.";

    private ConversationDecider() {}

    /** What follows from the command on this conversation, now. */
    public static Decision<ConversationEvent> decide(
            ConversationCommand command, Conversation conversation, Instant now) {
        return switch (conversation) {
            case Unstarted _ ->
                switch (command) {
                    case Start c ->
                        Decision.accept(new ConversationEvent.ConversationStarted(
                                c.conversationId(),
                                c.workspace(),
                                c.requester().orElse(null),
                                c.channel(),
                                c.accountId().orElse(null),
                                c.subject(),
                                now));
                    case Receive _, Answer _, UpdateDelivery _ ->
                        Decision.reject(new Rejection.NoSuchConversation(command.conversationId()));
                };
            case Started started ->
                switch (command) {
                    case Start _ -> Decision.acceptNothing();
                    case Receive c ->
                        Decision.accept(new ConversationEvent.MessageReceived(
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
                                c.occurredAt()));
                    case Answer c -> answer(c, started, now);
                    case UpdateDelivery c -> delivery(c, started, now);
                };
        };
    }

    private static Decision<ConversationEvent> answer(Answer c, Started conversation, Instant now) {
        Optional<String> address = conversation.requester().map(Recipient::email);
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
                conversation.accountId().orElse(null),
                address.orElse(null),
                conversation.requester().map(Recipient::name).orElse(null),
                conversation.subject().isBlank() ? c.ticketSubject() : conversation.subject(),
                conversation.lastIncoming().orElse(null),
                conversation.references(),
                now));
        if (address.isEmpty()) {
            events.add(new ConversationEvent.DeliveryUpdated(
                    c.conversationId(), c.messageId(), DeliveryState.FAILED, NO_ADDRESS, now));
        }
        return new Decision.Accepted<>(events);
    }

    /** A state that is known or behind the known one says nothing new; only a failed message may be queued again. */
    private static Decision<ConversationEvent> delivery(UpdateDelivery c, Started conversation, Instant now) {
        DeliveryState known = conversation.deliveries().get(c.messageId());
        if (known != null
                && known != DeliveryState.FAILED
                && c.state() != DeliveryState.FAILED
                && c.state().compareTo(known) <= 0) {
            return Decision.acceptNothing();
        }
        if (known == c.state()) {
            return Decision.acceptNothing();
        }
        return Decision.accept(
                new ConversationEvent.DeliveryUpdated(c.conversationId(), c.messageId(), c.state(), c.reason(), now));
    }
}
