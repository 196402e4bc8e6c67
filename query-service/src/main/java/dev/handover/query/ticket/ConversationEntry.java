package dev.handover.query.ticket;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.Authentication;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Moved;
import dev.handover.ticket.contract.TextSpan;
import dev.handover.ticket.contract.ThreadedBy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a conversation, to be shown.
 *
 * @param position the conversation's version that it made
 * @param channel of the conversation, where it is known
 */
record ConversationEntry(
        Instant at,
        long position,
        ConversationJournalEvent event,
        @Nullable String channel,
        TimelineItem.@Nullable Delivery delivery,
        Edits edits) {

    /** The operator who did it, or who moved what a customer wrote, if one did. */
    Optional<String> named() {
        return Optional.of(by())
                .filter(by -> by.kind() == Actor.Kind.OPERATOR)
                .map(Actor::id)
                .or(() -> Optional.ofNullable(mover(event)));
    }

    /** Who moved a message, if one did. */
    static @Nullable String mover(@Nullable JournalEvent said) {
        return said instanceof ConversationMessageReceived e && e.moved() != null
                ? e.moved().by().id()
                : null;
    }

    /** How a message was moved, with today's name of who did it. */
    static @Nullable Moved moved(ConversationMessageReceived e, Map<String, String> names) {
        Moved moved = e.moved();
        return moved == null
                ? null
                : new Moved(
                        moved.times(),
                        moved.conversationId(),
                        moved.ticketId(),
                        moved.ticketNumber(),
                        moved.threadedBy(),
                        TimelineEntry.today(moved.by(), names),
                        moved.at());
    }

    private Actor by() {
        return switch (event) {
            case ConversationStarted _, ConversationDeliveryUpdated _, ConversationAttachmentUpdated _ ->
                Actor.system();
            case ConversationMessageEdited e -> e.by();
            case ConversationMessageDeleted e -> e.by();
            case ConversationMessageMovedOff e -> e.by();
            case ConversationMessageReceived e -> e.from();
            case Outgoing e -> e.by();
            case ConversationAgentJoined e -> e.by();
            case ConversationEscalated e -> e.by();
            case ConversationTakenOver e -> e.by();
            case ConversationAiPaused e -> e.by();
            case ConversationAiResumed e -> e.by();
            case ConversationClosed e -> e.by();
            case ConversationTeamNotified e -> e.by();
            case ConversationErased e -> e.by();
            case ConversationParticipantAdded _ -> Actor.system();
        };
    }

    /**
     * What is shown of it.
     *
     * @param names today's names of operators by id
     */
    TimelineItem item(Map<String, String> names) {
        Actor by = TimelineEntry.today(by(), names);
        return switch (event) {
            case ConversationMessageReceived e -> received(by, e, moved(e, names));
            case Outgoing e -> said(by, e);
            case ConversationMessageEdited e ->
                event(by, "message_edited", new TimelineItem.Change.OfMessage(e.messageId()));
            case ConversationMessageDeleted e ->
                event(by, "message_deleted", new TimelineItem.Change.OfMessage(e.messageId()));
            case ConversationAttachmentUpdated e ->
                event(
                        by,
                        "attachment_updated",
                        new TimelineItem.Change.OfAttachment(e.messageId(), e.attachmentId(), e.state(), e.reason()));
            case ConversationMessageMovedOff e ->
                event(
                        by,
                        "message_moved_off",
                        new TimelineItem.Change.MovedOff(
                                e.messageId(), e.ticketId(), e.ticketNumber(), e.threadedBy()));
            case ConversationStarted _ -> event(by, "conversation_started", null);
            case ConversationDeliveryUpdated e -> event(by, "delivery", new TimelineItem.Change.Reason(e.state()));
            case ConversationAgentJoined e -> event(by, "agent_joined", new TimelineItem.Change.Agent(e.agentId()));
            case ConversationEscalated e ->
                event(
                        by,
                        "escalated",
                        new TimelineItem.Change.Escalated(
                                e.conversationId(),
                                e.reason(),
                                e.trigger(),
                                e.summary(),
                                e.priority(),
                                e.topic(),
                                e.intent()));
            case ConversationTakenOver _ -> event(by, "taken_over", null);
            case ConversationAiPaused e -> event(by, "ai_paused", new TimelineItem.Change.Reason(e.reason()));
            case ConversationAiResumed e -> event(by, "ai_resumed", new TimelineItem.Change.Reason(e.reason()));
            case ConversationClosed _ -> event(by, "conversation_closed", null);
            case ConversationTeamNotified e ->
                event(
                        by,
                        "team_notified",
                        new TimelineItem.Change.TeamNotified(e.teamId(), e.messageId(), e.trigger(), e.reason()));
            case ConversationErased _ -> event(by, "erased", null);
            case ConversationParticipantAdded e ->
                event(by, "participant_added", new TimelineItem.Change.Participant(e.address(), e.name()));
        };
    }

    private TimelineItem event(Actor by, String name, TimelineItem.@Nullable Change change) {
        return new TimelineItem.Event("event", at, position, null, by, name, change);
    }

    private TimelineItem received(Actor by, ConversationMessageReceived e, @Nullable Moved moved) {
        return message(
                by,
                e.messageId(),
                e.conversationId(),
                new Content(
                        e.subject(),
                        e.text(),
                        e.html(),
                        e.spans(),
                        e.attachments(),
                        e.automatic(),
                        e.issues(),
                        e.authentication(),
                        e.threadedBy(),
                        moved),
                e.rawAvailable());
    }

    private TimelineItem said(Actor by, Outgoing e) {
        return message(
                by,
                e.messageId(),
                e.conversationId(),
                new Content(
                        e.subject().isEmpty() ? null : e.subject(),
                        e.text(),
                        e.html(),
                        List.of(),
                        TimelineEntry.attachments(e),
                        AutomaticKind.NONE,
                        List.of(),
                        null,
                        null,
                        null),
                false);
    }

    private record Content(
            @Nullable String subject,
            String text,
            @Nullable String html,
            List<TextSpan> spans,
            List<AttachmentRef> attachments,
            AutomaticKind automatic,
            List<String> issues,
            @Nullable Authentication authentication,
            @Nullable ThreadedBy threadedBy,
            @Nullable Moved moved) {}

    private TimelineItem message(
            Actor by, String messageId, String conversationId, Content content, boolean rawAvailable) {
        return edits.applied(new TimelineItem.Message(
                "message",
                at,
                position,
                null,
                by,
                messageId,
                conversationId,
                channel,
                content.subject(),
                content.text(),
                content.html(),
                content.spans(),
                content.attachments(),
                content.automatic().automatic(),
                content.automatic(),
                delivery,
                rawAvailable,
                content.issues(),
                content.authentication(),
                content.threadedBy(),
                content.moved(),
                false,
                null,
                null,
                event instanceof ConversationOperatorReplied e ? e.cc() : null,
                event instanceof ConversationOperatorReplied e ? e.bcc() : null));
    }
}
