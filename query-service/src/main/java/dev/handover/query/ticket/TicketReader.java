package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.query.directory.Member;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.query.reading.Scope;
import dev.handover.query.settings.Statuses;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;

/** One ticket with its details, and how far its readers have come. */
@Component
class TicketReader {
    private static final String TICKET = "select " + Row.COLUMNS
            + ", d.description, d.source, d.follow_up_of from live.ticket t "
            + "join live.ticket_opening d on d.workspace = t.workspace and d.ticket_id = t.ticket_id " + Row.JOINS
            + " where " + Scope.VISIBLE + " and t.ticket_id = :ticket";

    private static final String CONVERSATIONS = """
            select t.conversation_id,
                   t.is_primary or (not bool_or(t.is_primary) over ()
                     and row_number() over (order by t.sequence, t.conversation_id) = 1) as is_primary, c.channel, c.subject, c.agent_id, c.paused_by, c.taken_over_by,
                   coalesce(c.closed, false) as closed,
              (select coalesce(jsonb_agg(jsonb_build_object('address', p.address, 'name', p.name) order by p.sequence),
                 '[]')::text
               from live.conversation_participant p
               where p.workspace = t.workspace and p.conversation_id = t.conversation_id) as participants
            from live.ticket_conversation t
            left join live.conversation c on c.workspace = t.workspace and c.conversation_id = t.conversation_id
            where t.workspace = :workspace and t.ticket_id = :ticket and t.standing
            order by t.sequence, t.conversation_id""";

    private static final String RELATIONS = """
            select t.kind, t.other_id, t.other_number from live.ticket_relation t
            where t.workspace = :workspace and t.ticket_id = :ticket and t.standing
            order by t.sequence, t.other_id""";

    private static final TypeReference<List<TicketDetail.Participant>> PARTICIPANTS = new TypeReference<>() {};
    private final Reads reads;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    TicketReader(Reads reads, JdbcClient jdbc, TransactionTemplate transactions) {
        this.reads = reads;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** The ticket; there is none where the caller may not see it. */
    TicketDetail ticket(Scope scope, String ticketId) {
        return reads.in(scope, reading -> {
            List<TicketDetail.Conversation> conversations = conversations(reading, ticketId);
            List<TicketDetail.Relation> relations = relations(reading, ticketId);
            List<TicketDetail.LinkedRecord> records = Elsewhere.records(reading, ticketId);
            List<TicketDetail.ExternalReference> references = Elsewhere.references(reading, ticketId);
            Statuses statuses = Statuses.of(reading);
            return reading.sql(TICKET)
                    .param("ticket", ticketId)
                    .query((row, n) -> {
                        Row shown = Row.of(row, false, statuses);
                        return new TicketDetail(
                                shown,
                                row.getString("description"),
                                row.getString("source"),
                                row.getString("follow_up_of"),
                                conversations,
                                relations,
                                records,
                                references,
                                TicketDetail.Action.of(shown, relations));
                    })
                    .optional()
                    .orElseThrow(() -> erased(reading, ticketId));
        });
    }

    /** The ticket's version; there is no ticket where the caller may not see it. */
    static long version(Reading reading, String ticketId) {
        return reading.sql("select t.version from live.ticket t where " + Scope.VISIBLE + " and t.ticket_id = :ticket")
                .param("ticket", ticketId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> missing(ticketId));
    }

    /** The caller has read the ticket as far as it is now. */
    void read(Scope scope, String ticketId) {
        record Seen(Member member, long version) {}
        Seen seen = reads.in(scope, reading -> new Seen(reading.member(), version(reading, ticketId)));
        String operatorId = seen.member().operatorId();
        if (operatorId == null) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select set_config('handover.workspace', ?, true)")
                    .params(scope.workspace())
                    .query(row -> {});
            jdbc.sql("""
                            insert into read_mark as r (workspace, operator_id, ticket_id, version) values (?, ?, ?, ?)
                            on conflict (workspace, operator_id, ticket_id)
                            do update set version = greatest(r.version, excluded.version)
                            """)
                    .params(scope.workspace(), operatorId, ticketId, seen.version())
                    .update();
        });
    }

    private static List<TicketDetail.Conversation> conversations(Reading reading, String ticketId) {
        return reading.sql(CONVERSATIONS)
                .param("ticket", ticketId)
                .query((row, n) -> new TicketDetail.Conversation(
                        row.getString("conversation_id"),
                        row.getBoolean("is_primary"),
                        row.getString("channel"),
                        row.getString("subject"),
                        row.getString("agent_id"),
                        ConversationRow.actor(row, "paused_by"),
                        ConversationRow.actor(row, "taken_over_by"),
                        row.getBoolean("closed"),
                        EventJson.MAPPER.readValue(row.getString("participants"), PARTICIPANTS)))
                .list();
    }

    private static List<TicketDetail.Relation> relations(Reading reading, String ticketId) {
        return reading.sql(RELATIONS)
                .param("ticket", ticketId)
                .query((row, n) -> new TicketDetail.Relation(
                        row.getString("kind"), row.getString("other_id"), row.getLong("other_number")))
                .list();
    }

    private static ProblemException erased(Reading reading, String ticketId) {
        boolean erased = reading.sql("""
                        select 1 from live.erased_ticket t where t.workspace = :workspace and t.ticket_id = :ticket
                        """)
                .param("ticket", ticketId)
                .query(Integer.class)
                .optional()
                .isPresent();
        return erased
                ? new ProblemException(ProblemType.GONE, "Nothing is left of ticket " + ticketId + ".")
                : missing(ticketId);
    }

    private static ProblemException missing(String ticketId) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no ticket " + ticketId + ".");
    }
}
