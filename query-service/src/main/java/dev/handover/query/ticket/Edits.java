package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageEdited;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What its sender did to a message afterwards. */
record Edits(
        List<ConversationMessageEdited> edits, @Nullable Instant deletedAt) {
    private static final TypeReference<List<ConversationMessageEdited>> LIST = new TypeReference<>() {};

    /** Of a row with the columns {@code edits} and {@code deleted_at}. */
    static Edits of(ResultSet row) throws SQLException {
        String edits = row.getString("edits");
        OffsetDateTime deleted = row.getObject("deleted_at", OffsetDateTime.class);
        return new Edits(
                edits == null ? List.of() : EventJson.MAPPER.readValue(edits, LIST),
                deleted == null ? null : deleted.toInstant());
    }

    /** The message as it stands: its newest wording, or none where it was taken back. */
    TimelineItem applied(TimelineItem item) {
        return !(item instanceof TimelineItem.Message message) || (edits.isEmpty() && deletedAt == null)
                ? item
                : deletedAt == null ? edited(message) : with(message, "", null, null);
    }

    private TimelineItem edited(TimelineItem.Message message) {
        List<TimelineItem.Version> versions = new ArrayList<>();
        versions.add(new TimelineItem.Version(message.text(), message.html(), message.at()));
        edits.subList(0, edits.size() - 1)
                .forEach(e -> versions.add(new TimelineItem.Version(e.text(), e.html(), e.occurredAt())));
        return with(message, edits.getLast().text(), edits.getLast().html(), versions);
    }

    private TimelineItem with(
            TimelineItem.Message m, String text, @Nullable String html, @Nullable List<TimelineItem.Version> versions) {
        return new TimelineItem.Message(
                m.kind(),
                m.at(),
                m.position(),
                m.ticketId(),
                m.by(),
                m.messageId(),
                m.conversationId(),
                m.channel(),
                m.subject(),
                text,
                html,
                List.of(),
                deletedAt == null ? m.attachments() : List.of(),
                m.automatic(),
                m.automaticKind(),
                m.delivery(),
                m.rawAvailable(),
                m.issues(),
                m.pending(),
                versions,
                deletedAt);
    }
}
