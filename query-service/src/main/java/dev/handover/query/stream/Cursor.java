package dev.handover.query.stream;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * A place in the log of changes; its token is what a client gives back as {@code Last-Event-ID}, on any instance.
 *
 * @param generation the generation of the views that was live then
 * @param transaction the database's number of the transaction that wrote the change
 */
record Cursor(int generation, long transaction, long id) implements Comparable<Cursor> {
    private static final Comparator<Cursor> ORDER =
            Comparator.comparingLong(Cursor::transaction).thenComparingLong(Cursor::id);

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }

    String token() {
        String text = generation + "." + transaction + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor of a token; empty where it is none of ours. */
    static Optional<Cursor> parse(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\.", 4);
            return parts.length == 3
                    ? Optional.of(
                            new Cursor(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
