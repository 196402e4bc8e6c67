package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Mail that no program should write, and some do: each becomes a ticket, with its raw source, none is lost. */
class OddMailsIT {

    private static final Path MAILS = Path.of("src", "test", "resources", "odd-mails");

    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");

    private static Map<String, byte[]> mails() throws IOException {
        Map<String, byte[]> mails = new TreeMap<>();
        try (Stream<Path> files = Files.list(MAILS)) {
            for (Path file : files.toList()) {
                mails.put(file.getFileName().toString().replace(".eml", ""), Files.readAllBytes(file));
            }
        }
        assertThat(mails).hasSizeGreaterThan(20);
        return mails;
    }

    /** The same mail as another one: with another id, sender and text. */
    private static byte[] as(String what, byte[] mail) {
        return new String(mail, StandardCharsets.ISO_8859_1)
                .replace("ODD", what)
                .replace("@customer.test", "@" + what.toLowerCase(java.util.Locale.ROOT) + ".customer.test")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void eachMailHandedInByHttpShowsOnOneTicket() throws IOException {
        Map<String, String> accepted = new TreeMap<>();
        Api service = handover.as("service");
        mails().forEach((name, mail) -> accepted.put(
                name,
                service.mail(as("WEB", mail)).refused(202).path("messageId").asString()));

        Map<String, JsonNode> shown = new HashMap<>();
        await("every mail on a timeline")
                .atMost(Handover.patience())
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    shown.clear();
                    messages()
                            .forEach(message -> assertThat(
                                            shown.put(message.path("messageId").asString(), message))
                                    .isNull());
                    Set<String> missing = new TreeSet<>(accepted.keySet());
                    missing.removeIf(name -> shown.containsKey(accepted.get(name)));
                    assertThat(missing).isEmpty();
                });
        accepted.forEach(
                (name, id) -> assertThat(find(shown, id).path("rawAvailable").asBoolean())
                        .as(name)
                        .isTrue());
        assertThat(find(shown, accepted.get("koi8-r")).path("text").asString()).contains("Привет");
        assertThat(find(shown, accepted.get("html-that-bites")).path("html").asString())
                .contains("WEB-html-that-bites")
                .doesNotContain("script")
                .doesNotContain("onclick");
    }

    @Test
    void eachMailDeliveredToTheMailboxShowsOnATicketWithItsSource() throws IOException {
        Map<String, byte[]> mails = mails();
        mails.forEach((name, mail) -> handover.deliver(as("BOX", mail), Customer.SUPPORT));

        Set<String> missing = new TreeSet<>(mails.keySet());
        Set<String> seen = new HashSet<>();
        await("every mail on a timeline")
                .atMost(Handover.patience())
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    for (JsonNode message : messages()) {
                        String id = message.path("messageId").asString();
                        if (seen.add(id)) {
                            String raw =
                                    owner.content("/channels/v1/messages/" + id).text();
                            missing.removeIf(
                                    name -> raw.contains("BOX-" + name) || raw.contains(name + "@box.customer.test"));
                        }
                    }
                    assertThat(missing).isEmpty();
                });
    }

    private static JsonNode find(Map<String, JsonNode> shown, @Nullable String id) {
        return Objects.requireNonNull(shown.get(String.valueOf(id)));
    }

    private List<JsonNode> messages() {
        return owner.list("all").stream()
                .flatMap(row -> owner.timeline(row.path("ticketId").asString()).stream())
                .filter(item -> item.path("kind").asString("").equals("message"))
                .filter(item -> item.path("by").path("kind").asString("").equals("CUSTOMER")
                        || item.path("by").path("kind").asString("").equals("customer"))
                .toList();
    }
}
