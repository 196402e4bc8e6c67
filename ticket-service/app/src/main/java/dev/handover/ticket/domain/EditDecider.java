package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Conversation.Started;
import dev.handover.ticket.domain.ConversationCommand.Delete;
import dev.handover.ticket.domain.ConversationCommand.Edit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What senders do to their messages afterwards. What was taken back changes no more. */
final class EditDecider {
    private EditDecider() {}

    static Decision<ConversationEvent> edit(Edit c, Started conversation) {
        return conversation.said().deleted().contains(c.messageId())
                ? Decision.acceptNothing()
                : Decision.accept(new ConversationEvent.MessageEdited(
                        c.conversationId(), c.messageId(), c.text(), c.html(), customer(conversation), c.occurredAt()));
    }

    static Decision<ConversationEvent> delete(Delete c, Started conversation) {
        return conversation.said().deleted().contains(c.messageId())
                ? Decision.acceptNothing()
                : Decision.accept(new ConversationEvent.MessageDeleted(
                        c.conversationId(), c.messageId(), customer(conversation), c.occurredAt()));
    }

    private static Actor customer(Started conversation) {
        Optional<Recipient> requester = conversation.requester();
        @Nullable String id = requester.map(known -> known.id().value()).orElse(null);
        return new Actor(
                Actor.Kind.CUSTOMER,
                id,
                requester.map(Recipient::name).orElse(null),
                requester.map(Recipient::email).orElse(null));
    }
}
