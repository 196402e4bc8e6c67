package dev.handover.ticket.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a ticket, as the journal has it: private notes included. */
public sealed interface TicketJournalEvent extends JournalEvent {
    /**
     * A ticket was opened.
     *
     * @param source how: manual, email, api, follow_up, escalation, takeover; more may come
     * @param routable whether routing-service is to assign it; false when the opener did
     * @param followUpOf the closed ticket that this one goes on from, or null
     */
    record TicketOpened(
            String ticketId,
            long number,
            String source,
            String subject,
            String description,
            String channel,
            @Nullable String requesterId,
            @Nullable String requesterName,
            @Nullable String requesterEmail,
            int priority,
            String status,
            Phase phase,
            List<String> tags,
            @Nullable String sourceAgent,
            @Nullable String teamId,
            boolean routable,
            @Nullable String followUpOf,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** A conversation belongs to the ticket. */
    record TicketConversationLinked(String ticketId, String conversationId, boolean primary, Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * The ticket's operator and team are now these.
     *
     * @param decisionId the routing decision it follows; null when a person assigned
     */
    record TicketAssigned(
            String ticketId,
            @Nullable String operatorId,
            @Nullable String teamId,
            @Nullable String decisionId,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** The ticket has neither operator nor team. */
    record TicketUnassigned(String ticketId, Actor by, Instant occurredAt) implements TicketJournalEvent {}

    /** A routing decision came too late or no longer fits. */
    record TicketAssignmentDeclined(String ticketId, String decisionId, String reason, Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * Whose turn it is changed.
     *
     * @param cause operator_reply, customer_message, picked_up, by_hand, escalated, taken_over, reopened, time; more may come
     */
    record TicketStatusChanged(
            String ticketId,
            String fromStatus,
            Phase fromPhase,
            String status,
            Phase phase,
            String cause,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** 1 (lowest) to 5 (urgent). */
    record TicketPriorityChanged(String ticketId, int from, int to, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** Tags were added. */
    record TicketTagged(String ticketId, List<String> tags, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** Tags were removed. */
    record TicketUntagged(String ticketId, List<String> tags, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * A message of a linked conversation became part of the ticket; its content is in the conversation's stream.
     *
     * @param conversationVersion the conversation's version with that message
     * @param preview the first characters of its text, on one line
     */
    record TicketMessageAdded(
            String ticketId,
            String conversationId,
            String messageId,
            long conversationVersion,
            Actor author,
            AutomaticKind automatic,
            String preview,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** A private note; its text never leaves the journal. */
    record TicketNoteAdded(
            String ticketId, String noteId, String text, List<String> mentions, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** The ticket goes on in another one, until it is unmerged. */
    record TicketMergedInto(String ticketId, String into, long intoNumber, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** Another ticket goes on in this one; its conversations, as far as this one did not have them, came with it. */
    record TicketAbsorbed(
            String ticketId,
            String source,
            long sourceNumber,
            List<String> conversationIds,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** The ticket stands for itself again. */
    record TicketUnmerged(String ticketId, String from, long fromNumber, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** A ticket that was merged into this one stands for itself again; the conversations left with it. */
    record TicketGaveBack(
            String ticketId,
            String source,
            long sourceNumber,
            List<String> conversationIds,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** The ticket began with messages of another one, which follow as added. */
    record TicketSplitFrom(String ticketId, String from, long fromNumber, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** A new ticket began with these messages of this one. */
    record TicketSplitOff(
            String ticketId, String into, long intoNumber, List<String> messageIds, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * A message had been threaded wrongly, and is on another ticket now.
     *
     * @param conversationId that it was in
     * @param threadedBy what had led it there; null where its channel does not tell
     */
    record TicketMessageMovedOff(
            String ticketId,
            String messageId,
            String conversationId,
            String into,
            long intoNumber,
            @Nullable ThreadedBy threadedBy,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * An agent handed a conversation of the ticket to people.
     *
     * @param trigger what made the agent do so, such as {@code customer_request}
     * @param priority what the agent asked for, 1 to 5
     */
    record TicketEscalated(
            String ticketId,
            String conversationId,
            String reason,
            String trigger,
            String summary,
            int priority,
            @Nullable String topic,
            @Nullable String intent,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** What the ticket told of these messages is gone: their writers are erased, and the ticket is somebody else's. */
    record TicketMessagesErased(String ticketId, List<String> messageIds, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** What people wrote on the ticket and who they are is gone: whoever has copies removes them. */
    record TicketErased(String ticketId, Actor by, Instant occurredAt) implements TicketJournalEvent {}

    /**
     * A private note says something else now; what it said before is in the events before.
     *
     * @param revision counts the note's versions from 1, which is the note as it was added
     * @param mentions everyone whom it mentions now
     * @param newMentions those of them whom its version before did not mention
     */
    record TicketNoteEdited(
            String ticketId,
            String noteId,
            int revision,
            String text,
            List<String> mentions,
            List<String> newMentions,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** The subject line, the description or both are now these; null for what stays. */
    record TicketDescribed(
            String ticketId,
            @Nullable String subject,
            @Nullable String description,
            Actor by,
            Instant occurredAt) implements TicketJournalEvent {}

    /** What the ticket is about is now this; null for what is not said. */
    record TicketClassified(
            String ticketId,
            @Nullable String topic,
            @Nullable String intent,
            @Nullable String label,
            @Nullable String subLabel,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * A record elsewhere belongs to the ticket.
     *
     * @param type activity_case, alert or url
     * @param reference what it is called there, such as the key of an alert; null where the address is enough
     */
    record TicketRecordLinked(
            String ticketId,
            String recordId,
            String type,
            @Nullable String reference,
            String title,
            @Nullable String url,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** A linked record no longer belongs to the ticket. */
    record TicketRecordUnlinked(String ticketId, String recordId, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * The ticket's counterpart on another platform was brought in step with it.
     *
     * @param direction in, out or both, as seen from here
     */
    record TicketExternalSynced(
            String ticketId,
            String platform,
            String remoteId,
            @Nullable String url,
            String direction,
            Instant lastSyncAt,
            Actor by,
            Instant occurredAt)
            implements TicketJournalEvent {}

    /** A conversation no longer belongs to the ticket; what was said stays on both. */
    record TicketConversationUnlinked(String ticketId, String conversationId, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /** The ticket waits for a time; a customer's message wakes it earlier, where {@code wakeOnCustomerMessage}. */
    record TicketSnoozed(String ticketId, Instant until, boolean wakeOnCustomerMessage, Actor by, Instant occurredAt)
            implements TicketJournalEvent {}

    /**
     * The ticket no longer waits for a time.
     *
     * @param cause time, customer_message, by_hand or ended
     */
    record TicketWoken(String ticketId, String cause, Actor by, Instant occurredAt) implements TicketJournalEvent {}

    /** The ticket is out of the active views, and kept. */
    record TicketArchived(String ticketId, Actor by, Instant occurredAt) implements TicketJournalEvent {}

    /**
     * An archived ticket is in the active views again.
     *
     * @param cause customer_message, by_hand or reopened
     */
    record TicketRestored(String ticketId, String cause, Actor by, Instant occurredAt) implements TicketJournalEvent {}
}
