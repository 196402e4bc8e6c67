package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bulk change that breaks off at any point of its work: the database ends every session of the service. */
class BulkBreakOffTest {
    private static final int TICKETS = 100;

    @Test
    void isCompletedExactlyOnce() {
        try (RunningTickets service = RunningTickets.alone(RealParts.database())) {
            Workspace acme = Workspace.in(service);
            List<String> tickets = Stream.generate(acme::open).limit(TICKETS).toList();
            String bulk = acme.post(
                            "/bulk",
                            "{'ticketIds': ["
                                    + tickets.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "))
                                    + "], 'change': {'type': 'complete'}}")
                    .text("bulkId");
            Random random = new Random(20261125);
            for (int i = 0; i < 5; i++) {
                int done = Math.min(TICKETS, 18 * i + random.nextInt(18));
                await(60).pollInterval(Duration.ofMillis(1)).until(() -> done(service, bulk) >= done);
                breakOff(service.database());
            }
            JsonNode ended = await(90).until(() -> find(acme, bulk).json(), found -> found.has("finishedAt"));
            assertThat(ended.get("done").asInt()).as(ended.toString()).isEqualTo(TICKETS);
            assertThat(tickets).allSatisfy(ticket -> {
                assertThat(acme.version(ticket)).isEqualTo(2);
                assertThat(acme.journal(ticket, 2).getLast())
                        .isInstanceOf(TicketJournalEvent.TicketStatusChanged.class);
            });
        }
    }

    /** Calls fail while sessions end. */
    private static org.awaitility.core.ConditionFactory await(int seconds) {
        return Awaitility.await().atMost(Duration.ofSeconds(seconds)).ignoreExceptions();
    }

    private static Answer find(Workspace workspace, String bulk) {
        return workspace.service().call(workspace.token("sub-amelie", "operator"), "GET", "/v1/bulk/" + bulk, null);
    }

    private static int done(RunningTickets service, String bulk) {
        return service.jdbc()
                .sql("select count(*) from bulk_item where bulk_id = ? and state = 'done'")
                .param(bulk)
                .query(Integer.class)
                .single();
    }

    private static void breakOff(RealParts.Database database) {
        try (Connection connection = database.asApp();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid() and usename = current_user
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
