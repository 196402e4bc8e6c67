package dev.handover.query.reading;

import dev.handover.query.directory.Member;
import dev.handover.query.generation.Generation;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that read: of one snapshot, of the live generation, and of one workspace, which the database enforces
 * underneath whatever a query asks for.
 */
@Component
public class Reads {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Reads(JdbcClient jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
    }

    /** Reads in a transaction of its own. */
    public <T> T in(Scope scope, Function<Reading, T> read) {
        T result = transactions.execute(status -> {
            jdbc.sql("set transaction isolation level repeatable read, read only")
                    .update();
            return read.apply(new Reading(jdbc, scope, enter(scope.workspace())));
        });
        return Objects.requireNonNull(result);
    }

    /**
     * Names the workspace for the transaction under way; answers the live generation. Pages are read along an index,
     * whatever the statistics say: they know little of new tables and nothing of what row-level security lets through.
     */
    private Generation enter(String workspace) {
        return jdbc.sql("""
                        select set_config('handover.workspace', ?, true), set_config('enable_sort', 'off', true),
                          set_config('enable_bitmapscan', 'off', true), number, slot
                        from generation where state = 'LIVE'
                        """)
                .params(workspace)
                .query((row, n) -> new Generation(row.getInt("number"), row.getString("slot")))
                .single();
    }

    /** A transaction under way that reads. */
    public record Reading(JdbcClient jdbc, Scope scope, Generation generation) {
        /** A query on the schema {@code live}, with {@code :workspace} bound. */
        public JdbcClient.StatementSpec sql(String text) {
            return jdbc.sql(generation.sql(text)).param("workspace", scope.workspace());
        }

        /** The operator that the caller is. */
        public Member member() {
            return sql("""
                            select t.operator_id, t.handle, t.display_name, t.teams from operator t
                            where t.workspace = :workspace and t.subject = :subject order by t.operator_id limit 1
                            """)
                    .param("subject", scope.subject())
                    .query((row, n) -> new Member(
                            row.getString("operator_id"),
                            row.getString("handle"),
                            row.getString("display_name"),
                            texts(row.getArray("teams"))))
                    .optional()
                    .orElse(Member.NOBODY);
        }

        private static List<String> texts(Array array) throws SQLException {
            return List.of((String[]) array.getArray());
        }
    }
}
