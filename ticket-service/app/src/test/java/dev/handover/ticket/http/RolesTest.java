package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may call what, as the table of roles says. */
class RolesTest {
    private static final List<String> ROLES = List.of("agent", "operator", "manager", "owner", "requester", "service");

    private static Workspace acme;
    private static Map<String, List<String>> table;

    @BeforeAll
    static void start() throws IOException {
        EveryEndpointTest.start();
        acme = Workspace.in(RunningTickets.shared());
        table = rows(Files.readString(Path.of("../../docs/roles.md")));
    }

    /** Of the service's endpoints: what stands under each role. */
    private static Map<String, List<String>> rows(String page) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : page.lines().toList()) {
            String[] cells = line.split("[|]");
            if (cells.length == ROLES.size() + 2 && cells[1].contains(" /tickets/")) {
                List<String> said = Arrays.stream(cells)
                        .skip(1)
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList();
                rows.put(said.getFirst(), said.subList(1, said.size()));
            }
        }
        return rows;
    }

    @Test
    void everyEndpointHasARowAndEveryRowAnEndpoint() {
        assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(EveryEndpointTest.endpoints());
        assertThat(table.values())
                .allSatisfy(row -> assertThat(row).allMatch(cell -> cell.matches("yes|no|[a-z]+(:[a-z]+)?")));
    }

    @TestFactory
    Stream<DynamicTest> everybodyMayWhatTheTableSays() {
        return table.entrySet().stream()
                .flatMap(row -> Stream.iterate(0, i -> i < ROLES.size(), i -> i + 1)
                        .map(i -> dynamicTest(
                                ROLES.get(i) + " " + row.getKey(),
                                () -> compare(
                                        row.getKey(),
                                        ROLES.get(i),
                                        row.getValue().get(i)))));
    }

    private static void compare(String endpoint, String role, String cell) {
        boolean byRole = cell.equals("yes");
        assertThat(allowed(endpoint, acme.token("sub-amelie", role)))
                .as(role + " without a scope")
                .isEqualTo(byRole);
        if (!byRole && !cell.equals("no")) {
            assertThat(allowed(endpoint, acme.token("sub-amelie", role, cell)))
                    .as(role + " with " + cell)
                    .isTrue();
        }
    }

    /** Calls with something that isn't there: who may call is answered before anything is looked up. */
    private static boolean allowed(String endpoint, String token) {
        Answer answer = EveryEndpointTest.call(endpoint, token, "none");
        assertThat(answer.status()).as(answer.toString()).isNotEqualTo(401).isLessThan(500);
        return answer.status() != 403;
    }
}
