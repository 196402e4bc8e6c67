package dev.handover.query.ticket;

import dev.handover.foundation.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Where a page of a list ends; opaque to callers.
 *
 * @param view the view it belongs to
 */
record Cursor(View view, boolean rank, Instant at, String ticketId) {
    String token() {
        String text = view.key() + " " + rank + " " + ChronoUnit.MICROS.between(Instant.EPOCH, at) + " " + ticketId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor parse(String token, View view) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 4);
            if (parts.length == 4 && parts[0].equals(view.key())) {
                Instant at = Instant.EPOCH.plus(Long.parseLong(parts[2]), ChronoUnit.MICROS);
                return new Cursor(view, Boolean.parseBoolean(parts[1]), at, parts[3]);
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return ProblemException.field("?cursor", "is not a nextCursor of this view");
    }
}
