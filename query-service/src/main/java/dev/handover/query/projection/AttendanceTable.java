package dev.handover.query.projection;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent.*;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answers in conversations, and what was said in them last. Each statement writes columns of its own, so that it
 * does not matter in which order those of one transaction run.
 */
final class AttendanceTable {
    private static final String OF = " where workspace = ? and conversation_id = ?";
    private static final String AGENT = "update live.conversation set agent_id = ?" + OF;
    private static final String PAUSED = "update live.conversation set paused_by = ?" + OF;
    private static final String TAKEN_OVER = "update live.conversation set taken_over_by = ?" + OF;
    private static final String ESCALATED = "update live.conversation set escalated_at = ?::timestamptz" + OF;
    private static final String CLOSED = "update live.conversation set closed = ?" + OF;
    /** One statement for what is said and what is moved: those of one text run in their order. */
    private static final String SAID = "update live.conversation set preview = ?, preview_of = ?" + OF
            + " and (?::text is null or coalesce(preview_of, ?::text) = ?::text)";

    private static final String ACTIVE =
            "update live.conversation set last_activity_at = greatest(last_activity_at, ?::timestamptz)" + OF;

    private AttendanceTable() {}

    static List<Sql> joined(Entry entry, ConversationAgentJoined e) {
        return List.of(write(entry, AGENT, e.agentId()), active(entry, e.occurredAt()));
    }

    static List<Sql> escalated(Entry entry, ConversationEscalated e) {
        return List.of(write(entry, ESCALATED, micros(e.occurredAt())), active(entry, e.occurredAt()));
    }

    static List<Sql> takenOver(Entry entry, ConversationTakenOver e) {
        return List.of(write(entry, TAKEN_OVER, json(e.by())), active(entry, e.occurredAt()));
    }

    static List<Sql> paused(Entry entry, ConversationAiPaused e) {
        return List.of(write(entry, PAUSED, json(e.by())), active(entry, e.occurredAt()));
    }

    static List<Sql> resumed(Entry entry, ConversationAiResumed e) {
        return List.of(write(entry, PAUSED, null), write(entry, TAKEN_OVER, null), active(entry, e.occurredAt()));
    }

    static List<Sql> closed(Entry entry, ConversationClosed e) {
        return List.of(
                write(entry, CLOSED, true),
                write(entry, AGENT, null),
                write(entry, PAUSED, null),
                write(entry, TAKEN_OVER, null),
                active(entry, e.occurredAt()));
    }

    /** What a customer writes goes on with a conversation that was closed; what a machine sends for them does not. */
    static List<Sql> received(Entry entry, ConversationMessageReceived e) {
        return e.automatic().automatic()
                ? List.of()
                : List.of(
                        write(entry, CLOSED, false),
                        said(entry, e.text(), e.messageId(), null),
                        active(entry, e.occurredAt()));
    }

    /** An answer. */
    static List<Sql> said(Entry entry, Outgoing e) {
        return List.of(said(entry, e.text(), e.messageId(), null), active(entry, e.occurredAt()));
    }

    /** What was said last is not shown any more. */
    static Sql unsaid(Entry entry) {
        return said(entry, "", "", null);
    }

    /** As it is where the message was said last. */
    static Sql movedOff(Entry entry, String messageId) {
        return said(entry, "", "", messageId);
    }

    private static Sql said(Entry entry, String text, String messageId, @Nullable String instead) {
        return Sql.of(
                SAID,
                TicketRow.preview(text),
                messageId,
                entry.workspace(),
                entry.stream().streamId(),
                instead,
                instead,
                instead);
    }

    private static Sql active(Entry entry, Instant at) {
        return write(entry, ACTIVE, micros(at));
    }

    private static Sql write(Entry entry, String text, @Nullable Object value) {
        return Sql.of(text, value, entry.workspace(), entry.stream().streamId());
    }

    private static String json(Actor by) {
        return EventJson.MAPPER.writeValueAsString(by);
    }

    private static String micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
