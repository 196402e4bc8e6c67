package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every part is killed with SIGKILL while mail comes and replies go: nothing is lost, nothing doubled, order holds. The
 * short form runs in every build; {@code -Dhandover.e2e.long} runs 2,000 mails and 500 replies, {@code
 * -Dhandover.e2e.seed} repeats a run.
 */
class KillIT {

    private static final Logger log = LoggerFactory.getLogger(KillIT.class);
    private static final List<String> PARTS = List.of(
            "ticket-service",
            "routing-service",
            "channel-gateway",
            "notification-service",
            "query-service",
            "kafka",
            "postgresql");
    private static final List<String> PREFIXES = List.of("tickets", "routing", "channels", "notifications", "query");

    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");
    private final boolean large = System.getProperty("handover.e2e.long") != null;

    @Test
    void nothingIsLostOrDoubledWhenEveryPartIsKilled() throws InterruptedException {
        long seed = Long.getLong("handover.e2e.seed", System.nanoTime());
        log.info("seed {}", seed);
        Storm storm = new Storm(handover, seed, large ? 200 : 20);

        Map<String, String> tickets = storm.begin();
        Duration pace = large ? Duration.ofMinutes(8) : Duration.ofSeconds(40);
        storm.rage(
                tickets,
                large ? 1_800 : 100,
                large ? 500 : 40,
                pace,
                () -> storm.killAll(PARTS.stream().map(this::victim).toList(), large ? 4 : 1, pace));

        everyPartIsUpAgain();
        Aftermath aftermath = new Aftermath(handover, storm, large ? Duration.ofMinutes(5) : Duration.ofSeconds(60));
        aftermath.everyMailIsOneMessageInOrder();
        assertThat(aftermath.everyReplyIsOutInOrder()).isLessThanOrEqualTo(storm.killsOf("channel-gateway"));
        numbersAreUnique();
        Desk.assertCountsAreLengths(handover);
        nothingIsParked();
        aRebuildComesToTheSame();
    }

    private Storm.Victim victim(String part) {
        return new Storm.Victim(part, () -> handover.process(part) != null, () -> handover.kill(part));
    }

    private void everyPartIsUpAgain() {
        await("every part being up")
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(PARTS).allMatch(handover::healthy));
    }

    private void numbersAreUnique() {
        assertThat(owner.list("all"))
                .extracting(row -> row.path("number").asLong())
                .doesNotHaveDuplicates();
    }

    private void nothingIsParked() {
        Api service = handover.as("service");
        for (String prefix : PREFIXES) {
            assertThat(service.get("/" + prefix + "/v1/operations/parked").ok().path("items"))
                    .as(prefix)
                    .isEmpty();
        }
        assertThat(service.get("/tickets/v1/operations/relay/parked").ok().path("items"))
                .isEmpty();
    }

    private void aRebuildComesToTheSame() {
        Map<String, String> before = everything();
        Rebuild.run(handover);
        assertThat(everything()).isEqualTo(before);
    }

    /** Every list, count and timeline as readers see it. */
    private Map<String, String> everything() {
        Map<String, String> seen = new TreeMap<>();
        for (JsonNode row : owner.list("all")) {
            String id = row.path("ticketId").asString();
            seen.put("row " + id, row.toString());
            seen.put("ticket " + id, owner.ticket(id).toString());
            seen.put("timeline " + id, owner.timeline(id).toString());
        }
        for (String person : List.of("owner", "amelie", "ben")) {
            seen.put(
                    "counts of " + person,
                    handover.as(person).get("/query/v1/views").ok().toString());
        }
        return seen;
    }
}
