package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an open screen is told while it is open, and after it was away. */
class LiveStreamIT {

    private final Handover handover = Handover.running();

    private record Event(String id, String name, String data) {}

    /** A client of the stream. */
    private static final class Client implements AutoCloseable {

        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final InputStream body;

        Client(HttpRequest request) throws IOException, InterruptedException {
            HttpResponse<InputStream> response = Api.HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            this.body = response.body();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            StringBuilder text = new StringBuilder();
            try {
                for (int c = body.read(); c >= 0; c = body.read()) {
                    text.append((char) c);
                    if (text.length() > 1 && text.charAt(text.length() - 2) == '\n' && c == '\n') {
                        events.add(new Event(field(text, "id: "), field(text, "event: "), field(text, "data: ")));
                        text.setLength(0);
                    }
                }
            } catch (IOException _) {
                // closed
            }
        }

        private static String field(CharSequence text, String name) {
            return text.toString()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .findFirst()
                    .orElse("");
        }

        Event await(Predicate<Event> wanted) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (true) {
                Event next = events.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("the stream did not tell it");
                }
                if (wanted.test(next)) {
                    return next;
                }
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    private Client open(@Nullable String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = handover.as("owner").request("/query/v1/stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new Client(request.build());
    }

    private String openTicket() {
        return handover.as("owner")
                .post("/tickets/v1/tickets", Map.of("subject", "Live", "description", ""))
                .ok()
                .path("ticketId")
                .asString();
    }

    private long note(String ticketId, String text) {
        return handover.as("owner")
                .post("/tickets/v1/tickets/" + ticketId + "/notes", Map.of("text", text))
                .ok()
                .path("version")
                .asLong();
    }

    private static Predicate<Event> note(String ticketId, long version) {
        return event -> event.name().equals("ticket")
                && event.data().contains(ticketId)
                && event.data().contains("\"version\":" + version + ",");
    }

    @Test
    void aChangeIsToldAndWhatWasMissedIsToldAfterwards() throws Exception {
        String ticketId;
        Event last;
        try (Client client = open(null)) {
            client.await(event -> event.name().equals("ready"));
            ticketId = openTicket();
            client.await(event -> event.name().equals("counts"));
            last = client.await(note(ticketId, note(ticketId, "seen")));
        }
        long missedFirst = note(ticketId, "missed");
        long missedSecond = note(ticketId, "missed too");

        try (Client again = open(last.id())) {
            assertThat(again.await(note(ticketId, missedFirst)).data()).contains("note");
            again.await(note(ticketId, missedSecond));
            again.await(note(ticketId, note(ticketId, "live again")));
        }
    }

    @Test
    void aBrowserComesWithATicketThatWorksOnce() throws Exception {
        String ticket = handover.as("amelie")
                .post("/query/v1/stream-tickets", Map.of())
                .ok()
                .path("ticket")
                .asString();
        HttpRequest request = handover.anonymous()
                .request("/query/v1/stream?ticket=" + ticket)
                .build();
        try (Client client = new Client(request)) {
            client.await(event -> event.name().equals("ready"));
        }

        HttpResponse<String> again = Api.HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));

        assertThat(again.statusCode()).isEqualTo(401);
    }

    @Test
    void nothingIsToldOfAnotherWorkspace() throws Exception {
        HttpRequest elsewhere = handover.as("olivia", "elsewhere", "owner")
                .request("/query/v1/stream")
                .build();
        try (Client foreign = new Client(elsewhere);
                Client own = open(null)) {
            foreign.await(event -> event.name().equals("ready"));
            own.await(event -> event.name().equals("ready"));
            String ticketId = openTicket();

            own.await(event -> event.data().contains(ticketId));

            assertThat(foreign.events)
                    .noneMatch(event -> Objects.requireNonNull(event).name().equals("ticket"));
        }
    }
}
