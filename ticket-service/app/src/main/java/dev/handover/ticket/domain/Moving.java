package dev.handover.ticket.domain;

import dev.handover.ticket.domain.ConversationEvent.MessageReceived;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the past tells of a message that is to go on elsewhere; pure. */
public final class Moving {
    private Moving() {}

    /** A message, or why it can't be moved. */
    public sealed interface Found {}

    /**
     * It is there, and may go.
     *
     * @param message as it is now, with what became of its words and attachments
     * @param left what is said in the conversation without it
     */
    public record There(MessageReceived message, Conversation.Said left) implements Found {
        /** How often it was moved so far. */
        public int times() {
            Moved moved = message.moved();
            return moved == null ? 0 : moved.times();
        }

        /** The message as another conversation has it; who wrote it may be its requester there. */
        public MessageReceived in(ConversationId conversation, Actor from, Moved moved) {
            return new MessageReceived(
                    conversation,
                    message.messageId(),
                    from,
                    message.subject(),
                    message.text(),
                    message.html(),
                    message.parts(),
                    message.attachments(),
                    message.externalId(),
                    message.references(),
                    message.automatic(),
                    message.issues(),
                    message.authentication(),
                    message.threadedBy(),
                    message.at(),
                    moved);
        }
    }

    /** It is not to be moved from here. */
    public record Refused(Rejection why) implements Found {}

    /** Looks for a customer's mail that is in the conversation now. */
    public static Found find(Conversation.Started conversation, List<ConversationEvent> history, MessageId id) {
        Found found = new Refused(new Rejection.NoSuchMessageThere(conversation.id(), id));
        for (ConversationEvent event : history) {
            found = after(found, event, id);
        }
        if (found instanceof There there) {
            return conversation.channel().equals(AnswerDecider.EMAIL)
                    ? new There(there.message(), without(history, id))
                    : new Refused(new Rejection.OnlyMailIsMoved(id, conversation.channel()));
        }
        return found;
    }

    private static Found after(Found found, ConversationEvent event, MessageId id) {
        return switch (event) {
            case MessageReceived e when e.messageId().equals(id) -> new There(e, Conversation.Said.NOTHING);
            case ConversationEvent.MessageMovedOff e
            when e.messageId().equals(id) ->
                new Refused(new Rejection.MessageIsMoved(id, e.into(), e.ticketId(), e.ticketNumber()));
            case ConversationEvent.ConversationErased e
            when e.messages().contains(id) -> new Refused(new Rejection.NoSuchMessageThere(e.conversationId(), id));
            case ConversationEvent.OperatorReplied e
            when e.messageId().equals(id) -> new Refused(new Rejection.MessageIsOurs(id));
            case ConversationEvent.AgentReplied e
            when e.messageId().equals(id) -> new Refused(new Rejection.MessageIsOurs(id));
            case ConversationEvent.SystemReplied e
            when e.messageId().equals(id) -> new Refused(new Rejection.MessageIsOurs(id));
            case ConversationEvent.MessageEdited e
            when found instanceof There there && e.messageId().equals(id) ->
                new There(edited(there.message(), e), there.left());
            case ConversationEvent.AttachmentUpdated e
            when found instanceof There there && e.messageId().equals(id) ->
                new There(updated(there.message(), e), there.left());
            case ConversationEvent _ -> found;
        };
    }

    /** Other words have no parts that are told apart. */
    private static MessageReceived edited(MessageReceived m, ConversationEvent.MessageEdited e) {
        return changed(m, e.text(), e.html(), List.of(), m.attachments());
    }

    private static MessageReceived updated(MessageReceived m, ConversationEvent.AttachmentUpdated e) {
        List<Attachment> now = m.attachments().stream()
                .map(one -> one.attachmentId().equals(e.attachmentId()) ? one.updated(e) : one)
                .toList();
        return changed(m, m.text(), m.html(), m.parts(), now);
    }

    private static MessageReceived changed(
            MessageReceived m, String text, @Nullable String html, List<TextPart> parts, List<Attachment> attachments) {
        return new MessageReceived(
                m.conversationId(),
                m.messageId(),
                m.from(),
                m.subject(),
                text,
                html,
                parts,
                attachments,
                m.externalId(),
                m.references(),
                m.automatic(),
                m.issues(),
                m.authentication(),
                m.threadedBy(),
                m.at(),
                m.moved());
    }

    /** What is said without the message, and without those that went before it. */
    private static Conversation.Said without(List<ConversationEvent> history, MessageId id) {
        Set<MessageId> gone = new HashSet<>();
        for (ConversationEvent event : history) {
            switch (event) {
                case MessageReceived e -> gone.remove(e.messageId());
                case ConversationEvent.MessageMovedOff e -> gone.add(e.messageId());
                case ConversationEvent _ -> {}
            }
        }
        gone.add(id);
        Conversation now = new Conversation.Unstarted();
        for (ConversationEvent event : history) {
            boolean left = !(event instanceof ConversationEvent.MessageMovedOff)
                    && !(event instanceof MessageReceived e && gone.contains(e.messageId()));
            now = left ? Conversation.evolve(now, event) : now;
        }
        return now instanceof Conversation.Started started ? started.said() : Conversation.Said.NOTHING;
    }

    /** Why the ticket can't be given a message, if so. */
    public static Optional<Rejection> refuse(Ticket.Opened target) {
        if (target.facts().kin().merged().isPresent()) {
            return MergeDecider.merged(target);
        }
        return target.phase() == Phase.CLOSED
                ? Optional.of(new Rejection.TicketIsClosed(
                        target.facts().id(), target.facts().number()))
                : Optional.empty();
    }

    /** Whether the ticket has the message now. */
    public static boolean isOn(List<TicketEvent> history, MessageId id) {
        boolean on = false;
        for (TicketEvent event : history) {
            switch (event) {
                case TicketEvent.MessageAdded e when e.messageId().equals(id) -> on = true;
                case TicketEvent.MessageMovedOff e when e.messageId().equals(id) -> on = false;
                case TicketEvent.MessagesErased e when e.messages().contains(id) -> on = false;
                case TicketEvent _ -> {}
            }
        }
        return on;
    }

    /** The change of status that the message made, where nothing came since that keeps it so. */
    public static Optional<TicketEvent.StatusChanged> madeBy(List<TicketEvent> history, MessageId id) {
        Set<MessageId> moved = new HashSet<>();
        int added = -1;
        for (int i = 0; i < history.size(); i++) {
            switch (history.get(i)) {
                case TicketEvent.MessageAdded e when e.messageId().equals(id) -> added = i;
                case TicketEvent.MessageMovedOff e -> moved.add(e.messageId());
                case TicketEvent _ -> {}
            }
        }
        List<TicketEvent> since = new ArrayList<>(history.subList(added + 1, history.size()));
        boolean more = since.stream().anyMatch(event -> isACustomers(event, moved));
        List<TicketEvent.StatusChanged> changes = since.stream()
                .filter(TicketEvent.StatusChanged.class::isInstance)
                .map(TicketEvent.StatusChanged.class::cast)
                .toList();
        return !more && changes.size() == 1 && changes.getFirst().cause() == TicketEvent.Cause.CUSTOMER_MESSAGE
                ? Optional.of(changes.getFirst())
                : Optional.empty();
    }

    private static boolean isACustomers(TicketEvent event, Set<MessageId> moved) {
        return event instanceof TicketEvent.MessageAdded e
                && e.author().kind() == Actor.Kind.CUSTOMER
                && !e.automatic().isAutomatic()
                && !moved.contains(e.messageId());
    }
}
