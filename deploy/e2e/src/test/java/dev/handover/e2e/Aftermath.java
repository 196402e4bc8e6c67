package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is left after a storm, counted. */
final class Aftermath {

    private static final Pattern MARK = Pattern.compile("(mark|reply)<[^>]*\\|(\\d+)>");

    private final Api owner;
    private final Storm storm;
    private final Duration patience;

    Aftermath(Handover handover, Storm storm, Duration patience) {
        this.owner = handover.as("owner");
        this.storm = storm;
        this.patience = patience;
    }

    /** Each mail and each reply is on one timeline, once, and the mails of a thread are on one ticket in their order. */
    void everyMailIsOneMessageInOrder() {
        Set<String> wanted = new TreeSet<>();
        storm.threads().forEach(thread -> wanted.addAll(thread.marks()));
        wanted.addAll(storm.replies().keySet());
        Map<String, List<String>> marksByTicket = new HashMap<>();
        await("every mail and reply on a timeline")
                .atMost(patience)
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

    /** A reply in a customer's mailbox. */
    private record Received(String mark, int number, String messageId) {}

    /**
     * Each reply is in its customer's mailbox, always under one Message-ID, in the order in which they were written.
     *
     * @return how many came again
     */
    int everyReplyIsOutInOrder() {
        Map<String, List<Received>> byCustomer = new HashMap<>();
        await("every reply in a mailbox")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    byCustomer.clear();
                    storm.threads()
                            .forEach(thread -> byCustomer.put(
                                    thread.customer().address(),
                                    received(thread.customer().mailbox())));
                    Set<String> marks = new HashSet<>();
                    byCustomer.values().forEach(replies -> replies.forEach(reply -> marks.add(reply.mark())));
                    assertThat(marks)
                            .containsExactlyInAnyOrderElementsOf(storm.replies().keySet());
                });
        Map<String, Set<String>> idsByMark = new HashMap<>();
        int mails = 0;
        for (Map.Entry<String, List<Received>> customer : byCustomer.entrySet()) {
            assertThat(customer.getValue())
                    .as("the order of replies to %s", customer.getKey())
                    .isSortedAccordingTo(Comparator.comparingInt(Received::number));
            for (Received reply : customer.getValue()) {
                idsByMark.computeIfAbsent(reply.mark(), m -> new HashSet<>()).add(reply.messageId());
                mails++;
            }
        }
        idsByMark.forEach((mark, ids) -> assertThat(ids).as(mark).hasSize(1));
        return mails - idsByMark.size();
    }

    private static List<Received> received(List<Mail> mailbox) {
        List<Received> replies = new ArrayList<>();
        for (Mail mail : mailbox) {
            Matcher mark = MARK.matcher(mail.text());
            if (mark.find() && mark.group(1).equals("reply")) {
                replies.add(new Received(mark.group(), Integer.parseInt(mark.group(2)), mail.messageId()));
            }
        }
        return replies;
    }
}
