package dev.handover.ticket.step;

import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.domain.rule.RuleId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What escalation events need to find: which conversations began last, what is still to be judged, which ticket an
 * alert has.
 */
public final class RuleLookUps {
    private final JdbcClient jdbc;
    private final Streams step;

    RuleLookUps(JdbcClient jdbc, Streams step) {
        this.jdbc = jdbc;
        this.step = step;
    }

    private JdbcClient.StatementSpec read(String sql, String about) {
        step.reading(List.of(about));
        return jdbc.sql(sql);
    }

    /** Remembers when a conversation began, among the others of its workspace. */
    void addConversation(WorkspaceKey workspace, ConversationId conversation) {
        step.write(
                "insert into conversation_begun (conversation_id, workspace) values (?, ?) on conflict do nothing",
                Set.of(conversation.value()),
                conversation.value(),
                workspace.value());
    }

    /** The conversations that began last, newest first. */
    public List<ConversationId> newestConversations(WorkspaceKey workspace, int limit) {
        step.readingAnything();
        return jdbc.sql(
                        "select conversation_id from conversation_begun where workspace = ? order by position desc limit ?")
                .params(workspace.value(), limit)
                .query((row, n) -> new ConversationId(row.getString(1)))
                .list();
    }

    /** Whether a version of a rule is still to judge the message; nobody else says so until the step ends. */
    public boolean isToBeJudged(MessageId message, RuleId rule, int version) {
        return read("""
                        select 1 from to_judge where message_id = ? and rule_id = ? and rule_version = ? for update
                        """, message.value())
                .params(message.value(), rule.value(), version)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** The ticket that an alert of that key opened last; nobody else opens one for it until the step ends. */
    public Optional<TicketId> ticketOfAlert(WorkspaceKey workspace, String key) {
        return read("select ticket_id from alert_ticket where workspace = ? and alert_key = ? for update", about(key))
                .params(workspace.value(), key)
                .query((row, n) -> new TicketId(row.getString(1)))
                .optional();
    }

    /** Remembers the ticket that an alert has opened; {@code former} is the one that it opened before. */
    public void setTicketOfAlert(WorkspaceKey workspace, String key, TicketId ticket, Optional<TicketId> former) {
        step.write(
                former.isPresent()
                        ? "update alert_ticket set ticket_id = ? where workspace = ? and alert_key = ?"
                        : "insert into alert_ticket (ticket_id, workspace, alert_key) values (?, ?, ?)",
                Set.of(about(key)),
                ticket.value(),
                workspace.value(),
                key);
    }

    private static String about(String key) {
        return "alert:" + key;
    }
}
