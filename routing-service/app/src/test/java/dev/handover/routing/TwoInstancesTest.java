package dev.handover.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.test.RealParts;
import dev.handover.routing.assignment.domain.Deciding;
import dev.handover.routing.assignment.domain.Decision;
import dev.handover.routing.assignment.domain.Situation;
import dev.handover.routing.contract.RoutingEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances share the work on two teams, under load, while operators come and go. */
class TwoInstancesTest {
    private static final String WORKSPACE = "two";
    private static final int TICKETS = 600;
    private static final List<String> TURNS = List.of("t1", "t2", "t3", "t4");
    private static final List<String> EVEN = List.of("e1", "e2", "e3", "both");
    private static final RealParts.Database DATABASE = RealParts.database();
    private static final String PREFIX = RealParts.topicPrefix();
    private static final JournalWriter JOURNAL = new JournalWriter(PREFIX);
    private static final AnsweringTickets TICKET_SERVICE = new AnsweringTickets(JOURNAL, "even"::equals);
    private static final List<RunningRouting> INSTANCES = new ArrayList<>();
    private static final List<RoutingReader> READERS = new ArrayList<>();

    @BeforeAll
    static void runUnderLoad() {
        INSTANCES.add(new RunningRouting(DATABASE, PREFIX));
        INSTANCES.add(new RunningRouting(DATABASE, PREFIX));
        READERS.add(new RoutingReader(PREFIX, TICKET_SERVICE::answer));
        RunningRouting one = INSTANCES.getFirst();
        one.team(WORKSPACE, "turns", "round_robin");
        one.team(WORKSPACE, "even", "balanced");
        TURNS.forEach(operator -> one.operator(WORKSPACE, operator, "turns"));
        EVEN.forEach(operator -> one.operator(WORKSPACE, operator, "even"));
        everyone("online");
        Random random = new Random(11);
        List<String> operators = new ArrayList<>(TURNS);
        operators.addAll(EVEN);
        for (int i = 0; i < TICKETS; i++) {
            JOURNAL.open(WORKSPACE, 1 + random.nextInt(5), i % 2 == 0 ? "turns" : "even");
            if (i % 6 == 0) {
                INSTANCES
                        .get(random.nextInt(2))
                        .availability(
                                WORKSPACE,
                                operators.get(random.nextInt(operators.size())),
                                random.nextInt(3) == 0 ? "away" : "online");
            }
        }
        everyone("online");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> TICKET_SERVICE.operators().size() == TICKETS);
        await().atMost(Duration.ofSeconds(30)).until(() -> pending() == 0);
    }

    private static void everyone(String availability) {
        TURNS.forEach(operator -> INSTANCES.getFirst().availability(WORKSPACE, operator, availability));
        EVEN.forEach(operator -> INSTANCES.getLast().availability(WORKSPACE, operator, availability));
    }

    @AfterAll
    static void stop() {
        READERS.forEach(RoutingReader::close);
        INSTANCES.forEach(RunningRouting::close);
        JOURNAL.close();
    }

    @Test
    void bothInstancesTakePart() {
        for (RunningRouting instance : INSTANCES) {
            assertThat(instance.load(WORKSPACE, "t1")).isPositive();
            assertThat(instance.handled()).isPositive();
        }
    }

    @Test
    void noTicketIsDecidedTwiceWithoutAnAnswerBetween() {
        Map<String, List<Published<RoutingEvent>>> byTicket = new HashMap<>();
        for (Published<RoutingEvent> event : READERS.getFirst().events()) {
            if (!event.envelope().subject().startsWith("operator:")) {
                byTicket.computeIfAbsent(event.envelope().subject(), id -> new ArrayList<>())
                        .add(event);
            }
        }
        assertThat(byTicket).hasSize(TICKETS);
        byTicket.forEach((ticket, events) -> {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).envelope().sequence()).isEqualTo(i + 1);
                assertThat(ids.add(events.get(i).envelope().id())).isTrue();
            }
        });
        Map<String, List<Kept>> decided = new HashMap<>();
        kept().forEach(kept ->
                decided.computeIfAbsent(kept.ticket(), id -> new ArrayList<>()).add(kept));
        decided.forEach((ticket, decisions) -> {
            if (decisions.getFirst().team().equals("turns")) {
                assertThat(decisions).hasSize(1);
            }
            assertThat(decisions).noneMatch(kept -> kept.outcome().equals("pending"));
            assertThat(decisions.getLast().winner())
                    .isEqualTo(TICKET_SERVICE.operators().get(ticket));
        });
        assertThat(decided.values()).anyMatch(decisions -> decisions.size() > 1);
    }

    /** Nothing is declined in this team, so each decision must go to whoever had a ticket longest ago. */
    @Test
    void theTurnIsKeptAcrossInstances() {
        Map<String, Instant> last = new HashMap<>();
        Instant before = Instant.MIN;
        List<Kept> turns =
                kept().stream().filter(kept -> kept.team().equals("turns")).toList();
        assertThat(turns).hasSize(TICKETS / 2);
        for (Kept kept : turns) {
            assertThat(kept.at()).isAfter(before);
            before = kept.at();
            List<String> available = Deciding.decide(kept.situation()) instanceof Decision.Assign assign
                    ? assign.candidates().stream()
                            .map(RoutingEvent.Candidate::operatorId)
                            .toList()
                    : List.of();
            String next = available.stream()
                    .min(Comparator.<String, Instant>comparing(id -> last.getOrDefault(id, Instant.MIN))
                            .thenComparing(Comparator.naturalOrder()))
                    .orElseThrow();
            assertThat(kept.winner()).isEqualTo(next);
            last.put(kept.winner(), kept.at());
        }
    }

    @Test
    void storedInputsGiveTheSameWinner() {
        for (Kept kept : kept()) {
            assertThat(Deciding.decide(kept.situation()))
                    .isInstanceOfSatisfying(
                            Decision.Assign.class,
                            assign -> assertThat(assign.winner()).isEqualTo(kept.winner()));
        }
    }

    @Test
    void loadsAreExactAndTurnsAreGivenBack() {
        Map<String, Long> has = new HashMap<>();
        TICKET_SERVICE.operators().values().forEach(operator -> has.merge(operator, 1L, Long::sum));
        for (String operator : EVEN) {
            assertThat((long) INSTANCES.getFirst().load(WORKSPACE, operator)).isEqualTo(has.getOrDefault(operator, 0L));
        }
        for (String operator : TURNS) {
            assertThat((long) INSTANCES.getFirst().load(WORKSPACE, operator)).isEqualTo(has.getOrDefault(operator, 0L));
        }
    }

    private record Kept(String ticket, String team, Instant at, String winner, String outcome, Situation situation) {}

    private static List<Kept> kept() {
        return query(
                "select * from decision where winner is not null order by decided_at",
                row -> new Kept(
                        row.getString("ticket_id"),
                        row.getString("team_id"),
                        row.getTimestamp("decided_at").toInstant(),
                        row.getString("winner"),
                        row.getString("outcome"),
                        EventJson.MAPPER.readValue(row.getString("situation"), Situation.class)));
    }

    private static long pending() {
        return query("select count(*) as n from decision where outcome = 'pending'", row -> row.getLong("n"))
                .getFirst();
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> query(String sql, RowReader<T> reader) {
        try (Connection connection = DATABASE.asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
