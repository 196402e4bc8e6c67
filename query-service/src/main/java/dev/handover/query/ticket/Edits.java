package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAttachmentUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageEdited;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What became of a message afterwards: what its sender did to it, and how its pending attachments ended. */
record Edits(
        List<ConversationMessageEdited> edits,
        List<ConversationAttachmentUpdated> attachments,
        @Nullable Instant deletedAt) {
    private static final TypeReference<List<ConversationAttachmentUpdated>> ATTACHMENTS = new TypeReference<>() {};
    private static final TypeReference<List<ConversationMessageEdited>> LIST = new TypeReference<>() {};

    /** Of a row with the columns {@code edits}, {@code attachments} and {@code deleted_at}. */
    static Edits of(ResultSet row) throws SQLException {
        String edits = row.getString("edits");
        String attachments = row.getString("attachments");
        OffsetDateTime deleted = row.getObject("deleted_at", OffsetDateTime.class);
        return new Edits(
                edits == null ? List.of() : EventJson.MAPPER.readValue(edits, LIST),
                attachments == null ? List.of() : EventJson.MAPPER.readValue(attachments, ATTACHMENTS),
                deleted == null ? null : deleted.toInstant());
    }

    /** The message as it stands: its newest wording, or none where it was taken back. */
    TimelineItem applied(TimelineItem item) {
        if (!(item instanceof TimelineItem.Message message)
                || (edits.isEmpty() && attachments.isEmpty() && deletedAt == null)) {
            return item;
        }
        return deletedAt == null ? edited(message) : with(message, "", null, null);
    }

    private TimelineItem edited(TimelineItem.Message message) {
        if (edits.isEmpty()) {
            return with(message, message.text(), message.html(), message.versions());
        }
        List<TimelineItem.Version> versions = new ArrayList<>();
        versions.add(new TimelineItem.Version(message.text(), message.html(), message.at()));
        edits.subList(0, edits.size() - 1)
                .forEach(e -> versions.add(new TimelineItem.Version(e.text(), e.html(), e.occurredAt())));
        return with(message, edits.getLast().text(), edits.getLast().html(), versions);
    }

    private AttachmentRef settled(AttachmentRef attachment) {
        return attachments.stream()
                .filter(update -> update.attachmentId().equals(attachment.attachmentId()))
                .findFirst()
                .map(update -> new AttachmentRef(
                        attachment.attachmentId(),
                        attachment.name(),
                        update.contentType(),
                        update.sizeBytes(),
                        attachment.inline(),
                        attachment.contentId(),
                        update.state(),
                        update.reason()))
                .orElse(attachment);
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
                edits.isEmpty() && deletedAt == null ? m.spans() : List.of(),
                deletedAt == null ? m.attachments().stream().map(this::settled).toList() : List.of(),
                m.automatic(),
                m.automaticKind(),
                m.delivery(),
                m.rawAvailable(),
                m.issues(),
                m.authentication(),
                m.threadedBy(),
                m.moved(),
                m.pending(),
                versions,
                deletedAt,
                deletedAt == null ? m.cc() : null,
                deletedAt == null ? m.bcc() : null);
    }
}
