package dev.handover.channel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.delivery.FakeSmtp.Deed;
import dev.handover.channel.delivery.FakeSmtp.Taken;
import dev.handover.channel.email.GatewayFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two gateways on one database, and a mail server that does anything a mail server may do. */
class RandomDeliveriesIT {

    private static final long SEED = 20_260_504;
    private static final List<Deed> DEEDS = Arrays.stream(Deed.values())
            .filter(deed -> deed != Deed.ACCEPT_SLOWLY)
            .toList();

    private final Random random = new Random(SEED);
    private final Map<String, List<String>> conversations = new LinkedHashMap<>();
    private final Set<String> everFailed = new HashSet<>();

    private synchronized Deed deed() {
        return random.nextInt(100) < 55 ? Deed.ACCEPT : DEEDS.get(random.nextInt(DEEDS.size()));
    }

    @Test
    void everyReplyArrivesOnceInOrderOrSaysWhyNotAndCanBeRetriedUntilItDoes() {
        try (GatewayFixture fixture = GatewayFixture.started();
                FakeSmtp smtp = new FakeSmtp();
                Journal journal = new Journal(fixture)) {
            smtp.script(this::deed);
            Map<String, Object> settings = Map.of(
                    "handover.email.accounts[0].smtp.port",
                    smtp.port(),
                    "handover.email.sending.max-delay",
                    "100ms",
                    "handover.email.sending.window",
                    4);
            ConfigurableApplicationContext one = fixture.gateway(settings);
            fixture.gateway(settings);
            for (int n = 0; n < 42; n++) {
                String conversation = "c" + n % 7;
                conversations
                        .computeIfAbsent(conversation, _ -> new ArrayList<>())
                        .add(journal.reply(conversation, "ada@customer.test", "words " + n));
            }
            DeliveryDesk desk = one.getBean(DeliveryDesk.class);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> settled(desk) && failed(desk).isEmpty());
            assertThat(everFailed).isNotEmpty();
            conversations.values().forEach(replies -> check(smtp.taken(), replies));
        }
    }

    /** Whether nothing waits; what has failed says why and is sent again. */
    private boolean settled(DeliveryDesk desk) {
        for (Delivery delivery : failed(desk)) {
            assertThat(Arrays.stream(Problem.values()))
                    .as(delivery.reason())
                    .anyMatch(problem -> String.valueOf(delivery.reason()).startsWith(problem.sentence()));
            everFailed.add(delivery.messageId().toString());
            assertThat(desk.retry(delivery.messageId(), "acme")).isInstanceOf(DeliveryDesk.Answer.Done.class);
        }
        return all(desk).size() == 42
                && all(desk).stream().allMatch(d -> d.state().equals("sent"));
    }

    private List<Delivery> failed(DeliveryDesk desk) {
        return all(desk).stream().filter(d -> d.state().equals("failed")).toList();
    }

    private List<Delivery> all(DeliveryDesk desk) {
        return conversations.values().stream()
                .flatMap(List::stream)
                .flatMap(id -> desk.find(UUID.fromString(id), "acme").stream())
                .toList();
    }

    private void check(List<Taken> taken, List<String> replies) {
        int before = -1;
        for (String id : replies) {
            String messageId = "<handover." + id + "@acme.test>";
            List<Integer> places = IntStream.range(0, taken.size())
                    .filter(n -> taken.get(n).header("Message-ID").equals(messageId))
                    .boxed()
                    .toList();
            assertThat(places).as(id).isNotEmpty();
            assertThat(places.subList(0, places.size() - 1))
                    .as("only what nobody knows to be taken is sent again")
                    .noneMatch(n -> taken.get(n).told());
            assertThat(taken.get(places.getLast()).told()).isTrue();
            if (!everFailed.contains(id)) {
                assertThat(places.getFirst()).as("order of " + id).isGreaterThan(before);
                before = places.getLast();
            }
        }
    }
}
