package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern MARK = Pattern.compile("(mark|reply)<[^>]*>");

    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");
    private final boolean large = System.getProperty("handover.e2e.long") != null;

    @Test
    void nothingIsLostOrDoubledWhenEveryPartIsKilled() throws InterruptedException {
        long seed = Long.getLong("handover.e2e.seed", System.nanoTime());
        log.info("seed {}", seed);
        Storm storm = new Storm(handover, seed, large ? 200 : 20);

        Map<String, String> tickets = storm.begin();
        storm.rage(
                tickets,
                large ? 1_800 : 100,
                large ? 500 : 40,
                PARTS,
                large ? 4 : 1,
                large ? Duration.ofMinutes(8) : Duration.ofSeconds(40));

        everyPartIsUpAgain();
        everyMailIsOneMessageInOrder(storm);
        everyReplyReachedItsCustomerOnce(storm);
        numbersAreUnique();
        Desk.assertCountsAreLengths(handover);
        nothingIsParked();
        aRebuildComesToTheSame();
    }

    private void everyPartIsUpAgain() {
        await("every part being up")
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(PARTS).allMatch(handover::healthy));
    }

    private void everyMailIsOneMessageInOrder(Storm storm) {
        Set<String> wanted = new TreeSet<>();
        storm.threads().forEach(thread -> wanted.addAll(thread.marks()));
        wanted.addAll(storm.replies().keySet());
        Map<String, List<String>> marksByTicket = new HashMap<>();
        await("every mail and reply on a timeline")
                .atMost(large ? Duration.ofMinutes(5) : Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    marksByTicket.clear();
                    owner.list("all").stream()
                            .filter(row -> storm.owns(row.path("subject").asString()))
                            .map(row -> row.path("ticketId").asString())
                            .forEach(id -> marksByTicket.put(id, marks(id)));
                    Set<String> missing = new TreeSet<>(wanted);
                    marksByTicket.values().forEach(missing::removeAll);
                    assertThat(missing).isEmpty();
                });
        List<String> all = marksByTicket.values().stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates().hasSize(wanted.size());
        for (Storm.Thread thread : storm.threads()) {
            List<String> onTicket = marksByTicket.values().stream()
                    .filter(marks -> marks.contains(thread.marks().getFirst()))
                    .findFirst()
                    .orElseThrow();
            assertThat(onTicket.stream().filter(mark -> mark.startsWith("mark")).toList())
                    .as("the order of %s", thread.subject())
                    .isEqualTo(thread.marks());
        }
    }

    /** What was said on a ticket, by version. */
    private List<String> marks(String ticketId) {
        Map<Long, String> byVersion = new TreeMap<>();
        for (JsonNode item : owner.timeline(ticketId)) {
            Matcher mark = MARK.matcher(item.path("text").asString(""));
            if (item.path("kind").asString().equals("message") && mark.find()) {
                byVersion.put(item.path("position").asLong(), mark.group());
            }
        }
        return List.copyOf(byVersion.values());
    }

    private void everyReplyReachedItsCustomerOnce(Storm storm) {
        Map<String, List<String>> idsByMark = new HashMap<>();
        await("every reply in a mailbox")
                .atMost(large ? Duration.ofMinutes(5) : Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    idsByMark.clear();
                    for (Storm.Thread thread : storm.threads()) {
                        for (Mail mail : thread.customer().mailbox()) {
                            Matcher mark = MARK.matcher(mail.text());
                            if (mark.find() && mark.group(1).equals("reply")) {
                                idsByMark
                                        .computeIfAbsent(mark.group(), m -> new ArrayList<>())
                                        .add(mail.messageId());
                            }
                        }
                    }
                    assertThat(idsByMark.keySet())
                            .containsExactlyInAnyOrderElementsOf(storm.replies().keySet());
                });
        int repeats = 0;
        for (Map.Entry<String, List<String>> sent : idsByMark.entrySet()) {
            assertThat(new HashSet<>(sent.getValue())).as(sent.getKey()).hasSize(1);
            repeats += sent.getValue().size() - 1;
        }
        assertThat(repeats).isLessThanOrEqualTo(storm.killsOf("channel-gateway"));
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
