package dev.handover.query.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.Authentication;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.Moved;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TextSpan;
import dev.handover.ticket.contract.ThreadedBy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing on a ticket's timeline; what does not apply to it is absent from its JSON. */
sealed interface TimelineItem {
    /** {@code message}, {@code note} or {@code event}. */
    String kind();

    /** When it happened. */
    Instant at();

    /** Its place among those of one time: the ticket's version that it made. */
    long position();

    /** The ticket that it happened to: this one, or one that goes on in it; null for what happened to a conversation. */
    @Nullable
    String ticketId();

    /** Who did it, with the name of today; null where an event of a later version is not understood. */
    @Nullable
    Actor by();

    /** What became of an outgoing message: queued, sending, sent, delivered, read, failed, cancelled; more may come. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(String state, @Nullable String reason) {}

    /**
     * A message to or from the customer.
     *
     * @param pending its content has not arrived here yet; the text is its beginning
     * @param delivery null for messages that came in
     * @param issues what of it could not be read in full
     * @param authentication whether its sender's domain is genuine: FAIL is to be shown as a warning; null where its
     *     channel does not tell
     * @param threadedBy what led it here; null where its channel does not tell
     * @param moved who moved it here, and from where; null where nobody did
     * @param versions its earlier wordings, oldest first, where its sender changed it
     * @param deletedAt when its sender took it back; it then has no words
     * @param cc others who got an operator's answer, and all of them know
     * @param bcc others who got it, and nobody else knows
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(
            String kind,
            Instant at,
            long position,
            @Nullable String ticketId,
            @Nullable Actor by,
            String messageId,
            String conversationId,
            @Nullable String channel,
            @Nullable String subject,
            String text,
            @Nullable String html,
            List<TextSpan> spans,
            List<AttachmentRef> attachments,
            boolean automatic,
            AutomaticKind automaticKind,
            @Nullable Delivery delivery,
            boolean rawAvailable,
            List<String> issues,
            @Nullable Authentication authentication,
            @Nullable ThreadedBy threadedBy,
            @Nullable Moved moved,
            boolean pending,
            @Nullable List<Version> versions,
            @Nullable Instant deletedAt,
            @Nullable List<String> cc,
            @Nullable List<String> bcc)
            implements TimelineItem {}

    /** A wording of a message. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(String text, @Nullable String html, Instant at) {}

    /** Somebody whom a note mentions: an operator, with the display name of today, or a team. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mentioned(String id, @Nullable String name) {}

    /** What a note said before it was edited; {@code revision} counts from 1. */
    record NoteVersion(int revision, String text, Instant at) {}

    /**
     * A private note, as it is now.
     *
     * @param revision 1 where it was never edited
     * @param editedAt null where it was never edited
     * @param earlier what it said before, oldest first; null where it was never edited
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Note(
            String kind,
            Instant at,
            long position,
            String ticketId,
            @Nullable Actor by,
            String noteId,
            String text,
            List<Mentioned> mentions,
            int revision,
            @Nullable Instant editedAt,
            @Nullable List<NoteVersion> earlier)
            implements TimelineItem {}

    /**
     * Something that happened to the ticket.
     *
     * @param type opened, conversation_linked, assigned, unassigned, assignment_declined, status_changed,
     *     priority_changed, tagged, untagged, escalated, conversation_unlinked, merged_into, absorbed, unmerged, gave_back, split_from,
     *     split_off, message_moved_off, note_edited, described, classified, record_linked, record_unlinked, external_synced, snoozed, woken,
     *     archived, restored, messages_erased; of a conversation,
     *     conversation_started, participant_added, agent_joined, taken_over, ai_paused, ai_resumed,
     *     conversation_closed, message_edited,
     *     message_deleted; or what a later version calls it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            String kind,
            Instant at,
            long position,
            @Nullable String ticketId,
            @Nullable Actor by,
            String type,
            @Nullable Change change)
            implements TimelineItem {}

    /** What an event changed. */
    sealed interface Change {
        /** The ticket was opened. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Opened(
                String source,
                String status,
                Phase phase,
                int priority,
                @Nullable String followUpOf) implements Change {}

        /** A conversation was linked. */
        record Linked(String conversationId, boolean primary) implements Change {}

        /** A conversation left the ticket. */
        record Unlinked(String conversationId) implements Change {}

        /** The ticket was given to these. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Assigned(
                @Nullable String operatorId,
                @Nullable String displayName,
                @Nullable String teamId,
                @Nullable String decisionId)
                implements Change {}

        /** A decision of routing was not followed. */
        record Declined(String decisionId, String reason) implements Change {}

        /** The status changed. */
        record Status(String from, Phase fromPhase, String to, Phase toPhase, String cause) implements Change {}

        /** The priority changed. */
        record Priority(int from, int to) implements Change {}

        /** The other ticket of a merge or a split. */
        record Related(String ticketId, long number) implements Change {}

        /** A message is on that ticket now; {@code threadedBy} tells what had led it here, where that is known. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record MovedOff(
                String messageId,
                String ticketId,
                long number,
                @Nullable ThreadedBy threadedBy) implements Change {}

        /** An AI agent handed a conversation to people. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Escalated(
                String conversationId,
                String reason,
                String trigger,
                String summary,
                int priority,
                @Nullable String topic,
                @Nullable String intent)
                implements Change {}

        /** Somebody else than the requester takes part. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Participant(String address, @Nullable String name) implements Change {}

        /** An AI agent joined. */
        record Agent(String agentId) implements Change {}

        /** A team is to look at a message: what matched, and why. */
        record TeamNotified(String teamId, String messageId, String trigger, String reason) implements Change {}

        /** What became of an attachment that was pending. */
        record OfAttachment(
                String messageId,
                String attachmentId,
                AttachmentRef.State state,
                @Nullable String reason) implements Change {}

        /** The message concerned. */
        record OfMessage(String messageId) implements Change {}

        /** Why it happened, as a short code. */
        record Reason(String reason) implements Change {}

        /** Tags came or went. */
        record Tags(List<String> tags) implements Change {}

        /** A note says something else; what, stands in the note. */
        record NoteEdited(String noteId, int revision) implements Change {}

        /** Subject line or description are these; absent for what stays. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Described(@Nullable String subject, @Nullable String description) implements Change {}

        /** What the ticket is about; absent for what is not said. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Classified(
                @Nullable String topic,
                @Nullable String intent,
                @Nullable String label,
                @Nullable String subLabel) implements Change {}

        /** A record elsewhere was linked, or taken away: then only its id is there. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Linking(
                String recordId,
                @Nullable String type,
                @Nullable String reference,
                @Nullable String title,
                @Nullable String url)
                implements Change {}

        /** The ticket waits for a time. */
        record Snoozed(Instant until, boolean wakeOnCustomerMessage) implements Change {}

        /** Why it no longer waits, or is no longer archived. */
        record Back(String cause) implements Change {}

        /** A counterpart on another platform was brought in step. */
        record Synced(String platform, String remoteId, String direction, Instant lastSyncAt) implements Change {}
    }
}
