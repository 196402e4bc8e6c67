package dev.handover.ticket.conversation;

import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import dev.handover.ticket.step.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Messages that are still to be judged, each for a version of a rule: a row is written with the message, and goes with
 * what follows from the judgement.
 */
final class ToJudge {
    private final JdbcClient jdbc;

    ToJudge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One judgement to make. */
    record Row(
            WorkspaceKey workspace,
            ConversationId conversation,
            MessageId message,
            RuleId rule,
            int version,
            int attempts) {
        Set<String> about() {
            return Set.of(message.value());
        }
    }

    /** Has the message judged for each rule of the workspace in plain language. */
    static void add(Streams streams, ConversationId conversation, MessageId message) {
        for (Rule rule : streams.settings().inPlainLanguage()) {
            streams.write(
                    """
                        insert into to_judge (workspace, conversation_id, message_id, rule_id, rule_version)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """,
                    Set.of(message.value()),
                    streams.workspace().value(),
                    conversation.value(),
                    message.value(),
                    rule.id().value(),
                    rule.version());
        }
    }

    /** Those whose time has come, the longest waiting first. */
    List<Row> due(int limit) {
        return jdbc.sql("""
                        select workspace, conversation_id, message_id, rule_id, rule_version, attempts from to_judge
                        where due_at <= now() order by due_at limit ?
                        """)
                .param(limit)
                .query((row, n) -> new Row(
                        new WorkspaceKey(row.getString(1)),
                        new ConversationId(row.getString(2)),
                        new MessageId(row.getString(3)),
                        new RuleId(row.getString(4)),
                        row.getInt(5),
                        row.getInt(6)))
                .list();
    }

    /** Judged: with the step that does what follows; false where nothing is to follow any more. */
    static boolean done(Streams streams, Row row) {
        boolean waits = streams.lookUps().rules().isToBeJudged(row.message(), row.rule(), row.version());
        streams.write(
                "delete from to_judge where message_id = ? and rule_id = ? and rule_version = ?",
                row.about(),
                row.message().value(),
                row.rule().value(),
                row.version());
        return waits;
    }

    /** Given up: the workspace refuses what would follow. */
    void giveUp(Row row) {
        jdbc.sql("delete from to_judge where message_id = ? and rule_id = ? and rule_version = ?")
                .params(row.message().value(), row.rule().value(), row.version())
                .update();
    }

    /** Not judged; it is tried again. */
    void later(Row row, Duration pause) {
        jdbc.sql("""
                        update to_judge set attempts = attempts + 1, due_at = now() + make_interval(secs => ?)
                        where message_id = ? and rule_id = ? and rule_version = ?
                        """)
                .params(
                        pause.toMillis() / 1000.0,
                        row.message().value(),
                        row.rule().value(),
                        row.version())
                .update();
    }

    long waiting() {
        return jdbc.sql("select count(*) from to_judge").query(Long.class).single();
    }
}
