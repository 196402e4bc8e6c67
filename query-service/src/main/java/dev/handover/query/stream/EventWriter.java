package dev.handover.query.stream;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes server-sent events to one response. */
final class EventWriter {
    private final OutputStream out;
    private final JsonMapper json;

    EventWriter(HttpServletResponse response, JsonMapper json) throws IOException {
        this.json = json;
        response.setStatus(200);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        this.out = response.getOutputStream();
    }

    /** What a ticket event says. */
    record TicketChange(String ticketId, long version, String what) {}

    void ready(Cursor from) throws IOException {
        write("retry: 2000\n" + event("ready", from, Map.of()));
    }

    /** One event a change, and one that counts have changed where they have. */
    void changes(List<Change> changes) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean counts = false;
        for (Change change : changes) {
            counts |= change.counts();
            if (change.ticketId() != null) {
                text.append(event(
                        "ticket",
                        change.cursor(),
                        new TicketChange(change.ticketId(), change.version(), change.what())));
            }
        }
        if (counts) {
            text.append(event("counts", changes.getLast().cursor(), Map.of("changed", true)));
        }
        write(text.toString());
    }

    void resync(String reason, Cursor from) throws IOException {
        write(event("resync", from, Map.of("reason", reason)));
    }

    void heartbeat() throws IOException {
        write(": still here\n\n");
    }

    private String event(String name, Cursor cursor, Object data) {
        return "id: " + cursor.token() + "\nevent: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }

    private void write(String text) throws IOException {
        if (!text.isEmpty()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
