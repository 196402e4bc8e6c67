package dev.handover.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A workspace at work: two operators online in one team, and the tickets that they have. */
final class Desk {

    static final JsonMapper JSON = new JsonMapper();
    private static final List<String> OPERATORS = List.of("amelie", "ben");
    private static final List<String> STATUSES = List.of("solved", "waiting_on_team", "pending", "waiting_on_customer");

    private final String workspace;
    private final String ownerToken;
    private final List<String> tokens;
    private final List<String> tickets = Collections.synchronizedList(new ArrayList<>());

    private Desk(String workspace, String ownerToken, List<String> tokens) {
        this.workspace = workspace;
        this.ownerToken = ownerToken;
        this.tokens = tokens;
    }

    /** Makes the workspace and its people, where they are not there yet. */
    static Desk open(Target target, String workspace) throws IOException, InterruptedException {
        String owner = target.token("owner", workspace, "owner");
        Desk desk = new Desk(
                workspace,
                owner,
                OPERATORS.stream()
                        .map(name -> target.token(name, workspace, "operator"))
                        .toList());
        try (HttpConnection http = target.connect()) {
            String service = target.token("service", workspace, "service");
            expect(
                    http.post(
                            "/tickets/v1/workspaces",
                            service,
                            write(Map.of("key", workspace, "name", "Workspace " + workspace))),
                    201,
                    409);
            String team = write(Map.of("name", "Support", "method", "balanced"));
            HttpConnection.Answer made = http.put("/routing/v1/teams/support", owner, team);
            for (int i = 0; i < 100 && made.status() != 200; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                made = http.put("/routing/v1/teams/support", owner, team);
            }
            expect(made, 200);
            for (String name : OPERATORS) {
                Map<String, Object> person = Map.of(
                        "handle",
                        name,
                        "displayName",
                        name,
                        "email",
                        name + "@" + workspace + ".test",
                        "subject",
                        name,
                        "role",
                        "operator",
                        "teams",
                        List.of("support"));
                expect(http.put("/routing/v1/operators/" + name, owner, write(person)), 200);
                expect(
                        http.put(
                                "/routing/v1/operators/" + name + "/availability",
                                owner,
                                write(Map.of("availability", "online"))),
                        200);
            }
        }
        return desk;
    }

    private static void expect(HttpConnection.Answer answer, int... wanted) {
        for (int status : wanted) {
            if (answer.status() == status) {
                return;
            }
        }
        throw new IllegalStateException("answered " + answer.status() + " " + answer.text());
    }

    static String write(Map<String, ?> body) {
        return JSON.writeValueAsString(body);
    }

    String workspace() {
        return workspace;
    }

    String ownerToken() {
        return ownerToken;
    }

    String operatorToken() {
        return tokens.getFirst();
    }

    int size() {
        return tickets.size();
    }

    String someTicket(Random random) {
        return tickets.get(random.nextInt(tickets.size()));
    }

    /** Opens a ticket of a customer with a mailbox. */
    HttpConnection.Answer openTicket(HttpConnection http, Random random) throws IOException {
        HttpConnection.Answer answer = http.post(
                "/tickets/v1/tickets",
                token(random),
                write(Map.of(
                        "subject",
                        "Where is my order " + random.nextInt(1_000_000) + "?",
                        "description",
                        "It was to come last week, and has not. Please tell me where it is.",
                        "requester",
                        Map.of("name", "A Customer", "email", UUID.randomUUID() + "@customer.test"))));
        if (answer.status() == 201) {
            JsonNode body = JSON.readTree(answer.body());
            tickets.add(body.path("ticketId").asString());
        }
        return answer;
    }

    private String token(Random random) {
        return tokens.get(random.nextInt(tokens.size()));
    }

    /** One command of the mix: 60 % replies, notes and status, 20 % opens, 20 % assignment and tags. */
    HttpConnection.Answer command(HttpConnection http, Random random) throws IOException {
        int chance = random.nextInt(100);
        if (chance < 20) {
            return openTicket(http, random);
        }
        String path = "/tickets/v1/tickets/" + someTicket(random);
        String token = token(random);
        if (chance < 40) {
            return http.post(
                    path + "/replies",
                    token,
                    "{\"text\":\"It left our house on Monday and should be with you by Friday.\",\"force\":true}");
        }
        if (chance < 60) {
            return http.post(path + "/notes", token, "{\"text\":\"The customer called twice about this.\"}");
        }
        if (chance < 80) {
            String status = STATUSES.get(random.nextInt(STATUSES.size()));
            return http.put(path + "/status", token, "{\"status\":\"" + status + "\"}");
        }
        if (chance < 90) {
            String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
            return http.put(path + "/assignment", token, "{\"operatorId\":\"" + operator + "\"}");
        }
        return http.put(path + "/tags", token, "{\"tags\":[\"t" + random.nextInt(50) + "\"]}");
    }
}
