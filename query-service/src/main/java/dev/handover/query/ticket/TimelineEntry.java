package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.RequesterJournalEvent;
import dev.handover.ticket.contract.RequesterJournalEvent.*;
import dev.handover.ticket.contract.TicketJournalEvent.*;
import dev.handover.ticket.contract.WorkspaceJournalEvent;
import dev.handover.ticket.contract.WorkspaceJournalEvent.*;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the timeline as it is stored: an event of the ticket and, for a message, that of its conversation.
 *
 * @param type the event's type on the wire
 * @param event null for a type that is not known here
 * @param said the conversation's event; null where there is none or it has not arrived
 */
record TimelineEntry(
        Instant at,
        long position,
        String ticketId,
        String type,
        @Nullable JournalEvent event,
        @Nullable JournalEvent said,
        @Nullable String channel,
        TimelineItem.@Nullable Delivery delivery,
        Edits edits) {

    static TimelineEntry of(ResultSet row) throws SQLException {
        String state = row.getString("delivery_state");
        return new TimelineEntry(
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getLong("sequence"),
                row.getString("ticket_id"),
                row.getString("type"),
                event(row.getString("type"), row.getString("event")),
                event(row.getString("said_type"), row.getString("said")),
                row.getString("channel"),
                state == null ? null : new TimelineItem.Delivery(state, row.getString("delivery_reason")),
                Edits.of(row));
    }

    private static @Nullable JournalEvent event(@Nullable String type, @Nullable String json) {
        Class<? extends JournalEvent> record = type == null ? null : JournalEvent.TYPES.record(type);
        return record == null || json == null ? null : EventJson.MAPPER.readValue(json, record);
    }

    /** The message that has not arrived yet, if it is one. */
    @Nullable
    TicketMessageAdded missing() {
        return said == null && event instanceof TicketMessageAdded added ? added : null;
    }

    /** The operators and teams that it names. */
    Set<String> named() {
        return switch (event) {
            case null -> Set.of();
            case TicketOpened e -> ids(e.by().id());
            case TicketAssigned e -> ids(e.by().id(), e.operatorId());
            case TicketUnassigned e -> ids(e.by().id());
            case TicketStatusChanged e -> ids(e.by().id());
            case TicketPriorityChanged e -> ids(e.by().id());
            case TicketTagged e -> ids(e.by().id());
            case TicketUntagged e -> ids(e.by().id());
            case TicketMessageAdded e -> ids(e.author().id(), ConversationEntry.mover(said));
            case TicketErased e -> ids(e.by().id());
            case TicketMessagesErased e -> ids(e.by().id());
            case TicketMergedInto e -> ids(e.by().id());
            case TicketAbsorbed e -> ids(e.by().id());
            case TicketUnmerged e -> ids(e.by().id());
            case TicketGaveBack e -> ids(e.by().id());
            case TicketSplitFrom e -> ids(e.by().id());
            case TicketSplitOff e -> ids(e.by().id());
            case TicketMessageMovedOff e -> ids(e.by().id());
            case TicketEscalated _ -> Set.of();
            case TicketConversationUnlinked e -> ids(e.by().id());
            case TicketNoteAdded e ->
                Stream.concat(ids(e.by().id()).stream(), e.mentions().stream()).collect(Collectors.toSet());
            case TicketNoteEdited e -> ids(e.by().id());
            case TicketDescribed e -> ids(e.by().id());
            case TicketClassified e -> ids(e.by().id());
            case TicketRecordLinked e -> ids(e.by().id());
            case TicketRecordUnlinked e -> ids(e.by().id());
            case TicketExternalSynced e -> ids(e.by().id());
            case TicketSnoozed e -> ids(e.by().id());
            case TicketWoken e -> ids(e.by().id());
            case TicketArchived e -> ids(e.by().id());
            case TicketRestored e -> ids(e.by().id());
            case TicketConversationLinked _, TicketAssignmentDeclined _ -> Set.of();
            case ConversationJournalEvent e -> of(e).named().map(Set::of).orElse(Set.of());
            case WorkspaceJournalEvent _, RequesterJournalEvent _ -> Set.of();
        };
    }

    private static Set<String> ids(@Nullable String... ids) {
        return Stream.of(ids)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
    }

    /**
     * What is shown of it.
     *
     * @param names today's names of operators and teams by id
     * @param notes how notes were edited
     */
    TimelineItem item(Map<String, String> names, NoteEdits notes) {
        return switch (event) {
            case null -> event(null, type, null);
            case TicketMessageAdded e -> edits.applied(message(e, names));
            case TicketNoteAdded e -> notes.note(e, at, position, ticketId, today(e.by(), names), names);
            case TicketNoteEdited e ->
                event(
                        today(e.by(), names),
                        "note_edited",
                        new TimelineItem.Change.NoteEdited(e.noteId(), e.revision()));
            case TicketDescribed e ->
                event(
                        today(e.by(), names),
                        "described",
                        new TimelineItem.Change.Described(e.subject(), e.description()));
            case TicketClassified e ->
                event(
                        today(e.by(), names),
                        "classified",
                        new TimelineItem.Change.Classified(e.topic(), e.intent(), e.label(), e.subLabel()));
            case TicketRecordLinked e ->
                event(
                        today(e.by(), names),
                        "record_linked",
                        new TimelineItem.Change.Linking(e.recordId(), e.type(), e.reference(), e.title(), e.url()));
            case TicketRecordUnlinked e ->
                event(
                        today(e.by(), names),
                        "record_unlinked",
                        new TimelineItem.Change.Linking(e.recordId(), null, null, null, null));
            case TicketSnoozed e ->
                event(
                        today(e.by(), names),
                        "snoozed",
                        new TimelineItem.Change.Snoozed(e.until(), e.wakeOnCustomerMessage()));
            case TicketWoken e -> event(today(e.by(), names), "woken", new TimelineItem.Change.Back(e.cause()));
            case TicketArchived e -> event(today(e.by(), names), "archived", null);
            case TicketRestored e -> event(today(e.by(), names), "restored", new TimelineItem.Change.Back(e.cause()));
            case TicketExternalSynced e ->
                event(
                        today(e.by(), names),
                        "external_synced",
                        new TimelineItem.Change.Synced(e.platform(), e.remoteId(), e.direction(), e.lastSyncAt()));
            case TicketOpened e ->
                event(
                        today(e.by(), names),
                        "opened",
                        new TimelineItem.Change.Opened(
                                e.source(), e.status(), e.phase(), e.priority(), e.followUpOf()));
            case TicketConversationLinked e ->
                event(
                        Actor.system(),
                        "conversation_linked",
                        new TimelineItem.Change.Linked(e.conversationId(), e.primary()));
            case TicketConversationUnlinked e ->
                event(
                        today(e.by(), names),
                        "conversation_unlinked",
                        new TimelineItem.Change.Unlinked(e.conversationId()));
            case TicketEscalated e ->
                event(
                        e.by(),
                        "escalated",
                        new TimelineItem.Change.Escalated(
                                e.conversationId(),
                                e.reason(),
                                e.trigger(),
                                e.summary(),
                                e.priority(),
                                e.topic(),
                                e.intent()));
            case TicketAssigned e ->
                event(
                        today(e.by(), names),
                        "assigned",
                        new TimelineItem.Change.Assigned(
                                e.operatorId(),
                                e.operatorId() == null ? null : names.get(e.operatorId()),
                                e.teamId(),
                                e.decisionId()));
            case TicketUnassigned e -> event(today(e.by(), names), "unassigned", null);
            case TicketAssignmentDeclined e ->
                event(
                        Actor.system(),
                        "assignment_declined",
                        new TimelineItem.Change.Declined(e.decisionId(), e.reason()));
            case TicketStatusChanged e ->
                event(
                        today(e.by(), names),
                        "status_changed",
                        new TimelineItem.Change.Status(
                                e.fromStatus(), e.fromPhase(), e.status(), e.phase(), e.cause()));
            case TicketPriorityChanged e ->
                event(today(e.by(), names), "priority_changed", new TimelineItem.Change.Priority(e.from(), e.to()));
            case TicketTagged e -> event(today(e.by(), names), "tagged", new TimelineItem.Change.Tags(e.tags()));
            case TicketUntagged e -> event(today(e.by(), names), "untagged", new TimelineItem.Change.Tags(e.tags()));
            case TicketErased e -> event(today(e.by(), names), "erased", null);
            case TicketMessagesErased e -> event(today(e.by(), names), "messages_erased", null);
            case TicketMergedInto e -> related(e.by(), names, "merged_into", e.into(), e.intoNumber());
            case TicketAbsorbed e -> related(e.by(), names, "absorbed", e.source(), e.sourceNumber());
            case TicketUnmerged e -> related(e.by(), names, "unmerged", e.from(), e.fromNumber());
            case TicketGaveBack e -> related(e.by(), names, "gave_back", e.source(), e.sourceNumber());
            case TicketSplitFrom e -> related(e.by(), names, "split_from", e.from(), e.fromNumber());
            case TicketSplitOff e -> related(e.by(), names, "split_off", e.into(), e.intoNumber());
            case TicketMessageMovedOff e ->
                event(
                        today(e.by(), names),
                        "message_moved_off",
                        new TimelineItem.Change.MovedOff(e.messageId(), e.into(), e.intoNumber(), e.threadedBy()));
            case ConversationJournalEvent e -> of(e).item(names);
            case WorkspaceJournalEvent _, RequesterJournalEvent _ -> event(null, type, null);
        };
    }

    private TimelineItem related(Actor by, Map<String, String> names, String name, String other, long number) {
        return event(today(by, names), name, new TimelineItem.Change.Related(other, number));
    }

    /** What happened in a conversation of the ticket, apart from what was said. */
    private ConversationEntry of(ConversationJournalEvent e) {
        return new ConversationEntry(at, position, e, channel, null, edits);
    }

    private TimelineItem event(@Nullable Actor by, String name, TimelineItem.@Nullable Change change) {
        return new TimelineItem.Event("event", at, position, ticketId, by, name, change);
    }

    private TimelineItem message(TicketMessageAdded added, Map<String, String> names) {
        Actor by = today(added.author(), names);
        AutomaticKind automatic = added.automatic();
        if (said instanceof ConversationMessageReceived e) {
            return new TimelineItem.Message(
                    "message",
                    at,
                    position,
                    ticketId,
                    by,
                    e.messageId(),
                    e.conversationId(),
                    channel,
                    e.subject(),
                    e.text(),
                    e.html(),
                    e.spans(),
                    e.attachments(),
                    automatic.automatic(),
                    automatic,
                    null,
                    e.rawAvailable(),
                    e.issues(),
                    e.authentication(),
                    e.threadedBy(),
                    ConversationEntry.moved(e, names),
                    false,
                    null,
                    null,
                    null,
                    null);
        }
        if (said instanceof Outgoing e) {
            String subject = e.subject().isEmpty() ? null : e.subject();
            return shown(added, by, e.channel(), subject, e.text(), e.html(), e, false);
        }
        return shown(added, by, channel, null, added.preview(), null, null, true);
    }

    private TimelineItem shown(
            TicketMessageAdded added,
            Actor by,
            @Nullable String on,
            @Nullable String subject,
            String text,
            @Nullable String html,
            @Nullable ConversationJournalEvent said,
            boolean pending) {
        ConversationOperatorReplied reply = said instanceof ConversationOperatorReplied e ? e : null;
        return new TimelineItem.Message(
                "message",
                at,
                position,
                ticketId,
                by,
                added.messageId(),
                added.conversationId(),
                on,
                subject,
                text,
                html,
                List.of(),
                reply == null ? List.of() : attachments(reply),
                added.automatic().automatic(),
                added.automatic(),
                delivery,
                false,
                List.of(),
                null,
                null,
                null,
                pending,
                null,
                null,
                reply == null ? null : reply.cc(),
                reply == null ? null : reply.bcc());
    }

    static List<AttachmentRef> attachments(Outgoing said) {
        return said instanceof ConversationOperatorReplied e && e.attachments() != null ? e.attachments() : List.of();
    }

    static Actor today(Actor actor, Map<String, String> names) {
        String name = actor.kind() == Actor.Kind.OPERATOR && actor.id() != null ? names.get(actor.id()) : null;
        return name == null ? actor : new Actor(actor.kind(), actor.id(), name, actor.address());
    }
}
