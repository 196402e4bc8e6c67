package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Bulk changes as their callers see them. */
class BulkTest {
    private static Workspace acme;
    private static Workspace other;

    @BeforeAll
    static void start() {
        acme = Workspace.in(RunningTickets.shared());
        other = Workspace.in(RunningTickets.shared());
    }

    private static Answer bulk(List<String> tickets, String change) {
        return acme.post(
                "/bulk",
                "{'ticketIds': ["
                        + tickets.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "))
                        + "], 'change': " + change + "}");
    }

    private static JsonNode ended(Answer begun) {
        assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(begun.text("bulkId")).json(), bulk -> bulk.has("finishedAt"));
    }

    private static Answer find(String bulkId) {
        return acme.service().call(acme.token("sub-amelie", "operator"), "GET", "/v1/bulk/" + bulkId, null);
    }

    private static JsonNode undo(JsonNode bulk) {
        return ended(acme.post("/bulk/" + bulk.get("bulkId").asString() + "/undo", "{}"));
    }

    private static long changes(String ticket, Class<?> type) {
        return acme.journal(ticket, (int) acme.version(ticket)).stream()
                .filter(type::isInstance)
                .count();
    }

    @Test
    void answersWithAResultForEachTicket() {
        String one = acme.open();
        String two = acme.open();
        String theirs = other.open();
        JsonNode bulk = ended(bulk(List.of(one, theirs, two), "{'type': 'complete'}"));
        assertThat(bulk.get("items").valueStream().map(item -> item.get("state").asString()))
                .containsExactly("done", "refused", "done");
        assertThat(bulk.get("items").get(0).get("version").asLong()).isEqualTo(acme.version(one));
        assertThat(bulk.get("items").get(1).get("problem").asString()).isEqualTo("urn:handover:problem:no-such-ticket");
        assertThat(bulk.get("done").asInt()).isEqualTo(2);
        assertThat(bulk.get("refused").asInt()).isEqualTo(1);
        assertThat(acme.statusOf(one)).isEqualTo("solved");
        assertThat(acme.statusOf(two)).isEqualTo("solved");
        assertThat(other.version(theirs)).isEqualTo(1);
    }

    /** It is read in two steps; here its item ends between them, with the bulk change. */
    @Test
    void isNeverSaidToHaveEndedWhileATicketIsPending() throws SQLException {
        String id = bulk(List.of(acme.open()), "{'type': 'complete'}").text("bulkId");
        Awaitility.await().until(() -> find(id).json().has("finishedAt"));
        CompletableFuture<Answer> found;
        try (Connection lock = acme.service().database().asOwner();
                Connection other = acme.service().database().asApp()) {
            lock.setAutoCommit(false);
            run(lock, "lock table bulk_change in access exclusive mode");
            run(other, "update bulk_item set state = 'pending' where bulk_id = '" + id + "'");
            found = CompletableFuture.supplyAsync(() -> find(id));
            Awaitility.await().until(() -> waits(other));
            run(other, "update bulk_item set state = 'done' where bulk_id = '" + id + "'");
            lock.rollback();
        }
        assertThat(found.join().json().has("finishedAt")).isTrue();
        assertThat(found.join().number("pending")).isZero();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether somebody waits to read a bulk change. */
    private static boolean waits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) > 0 from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        and query like '%finished_at from bulk_change%'
                        """)) {
            return row.next() && row.getBoolean(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'type': 'complete'}
                    {'type': 'status', 'status': 'pending'}
                    {'type': 'assign', 'operatorId': 'ben'}
                    {'type': 'assign', 'teamId': 'support'}
                    {'type': 'tag', 'add': ['late'], 'remove': ['vip']}
                    {'type': 'priority', 'priority': 5}
                    {'type': 'snooze', 'until': 'SOON'}
                    {'type': 'archive'}
                    """)
    void isUndoneAsOneButForTicketsThatChangedSince(String change) {
        List<String> tickets = Stream.generate(acme::open).limit(3).toList();
        tickets.forEach(ticket -> acme.put("/tickets/" + ticket + "/tags", "{'tags': ['vip']}"));
        JsonNode bulk = ended(bulk(
                tickets,
                change.replace("SOON", Instant.now().plus(Duration.ofDays(1)).toString())));
        assertThat(bulk.get("done").asInt()).isEqualTo(3);
        acme.post("/tickets/" + tickets.get(1) + "/notes", "{'text': 'meanwhile'}");
        JsonNode undo = undo(bulk);
        assertThat(undo.get("items").valueStream().map(item -> item.get("state").asString()))
                .containsExactly("done", "skipped", "done");
        JsonNode again = undo(undo);
        assertThat(again.get("items")
                        .valueStream()
                        .map(item -> item.get("ticketId").asString()))
                .containsExactly(tickets.getFirst(), tickets.getLast());
        assertThat(again.get("done").asInt()).isEqualTo(2);
    }

    @Test
    void leavesAloneWhatIsSoAlreadyAlsoInTheUndo() {
        String solved = acme.open();
        acme.put("/tickets/" + solved + "/status", "{'status': 'solved'}");
        long before = acme.version(solved);
        JsonNode bulk = ended(bulk(List.of(solved), "{'type': 'complete'}"));
        assertThat(bulk.get("done").asInt()).isEqualTo(1);
        assertThat(undo(bulk).get("items")).isEmpty();
        assertThat(acme.version(solved)).isEqualTo(before);
    }

    @Test
    void isUndoneOnce() {
        JsonNode bulk = ended(bulk(List.of(acme.open()), "{'type': 'complete'}"));
        JsonNode undo = undo(bulk);
        Answer second = acme.post("/bulk/" + bulk.get("bulkId").asString() + "/undo", "{}");
        assertThat(second.problem()).isEqualTo("bulk-is-undone");
        assertThat(second.text("bulkId")).isEqualTo(undo.get("bulkId").asString());
    }

    @Test
    void aRepeatBeginsNothingNew() {
        String body = "{'ticketIds': ['" + acme.open() + "'], 'change': {'type': 'complete'}}";
        Answer first = acme.post("/bulk", body, "Idempotency-Key", "bulk-1");
        Answer second = acme.post("/bulk", body, "Idempotency-Key", "bulk-1");
        assertThat(second.json()).isEqualTo(first.json());
        ended(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'ticketIds': [], 'change': {'type': 'complete'}} | /ticketIds
                    {'ticketIds': ['a']} | /change
                    {'ticketIds': ['a', ' '], 'change': {'type': 'complete'}} | /ticketIds/1
                    {'ticketIds': ['a'], 'change': {'type': 'priority', 'priority': 6}} | /change/priority
                    {'ticketIds': ['a'], 'change': {'type': 'assign', 'operatorId': 'nobody'}} | /change/operatorId
                    {'ticketIds': ['a'], 'change': {'type': 'tag'}} | /change
                    """)
    void saysWhichFieldIsWrong(String body, String pointer) {
        Answer refused = acme.post("/bulk", body);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly(pointer);
    }

    @Test
    void takesFiveHundredAtMost() {
        List<String> many = IntStream.range(0, 501).mapToObj(i -> "t" + i).toList();
        assertThat(bulk(many, "{'type': 'complete'}").pointers()).containsExactly("/ticketIds");
        assertThat(bulk(List.of("a"), "{'type': 'explode'}").status()).isEqualTo(400);
    }

    @Test
    void isNotShownToOthers() {
        String id = bulk(List.of(acme.open()), "{'type': 'complete'}").text("bulkId");
        assertThat(acme.service()
                        .call(other.token("sub-amelie", "owner"), "GET", "/v1/bulk/" + id, null)
                        .status())
                .isEqualTo(404);
        assertThat(acme.service()
                        .call(other.token("sub-amelie", "owner"), "POST", "/v1/bulk/" + id + "/undo", "{}")
                        .status())
                .isEqualTo(404);
    }
}
