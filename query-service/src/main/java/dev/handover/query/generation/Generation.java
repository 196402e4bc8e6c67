package dev.handover.query.generation;

import java.util.regex.Pattern;

/**
 * One complete set of the views, folded from the journal.
 *
 * @param number ascending; 1 is the first
 * @param slot the schema with its tables
 */
public record Generation(int number, String slot) {
    private static final Pattern CONSUMER = Pattern.compile("query-service\\.journal(-\\d+)?");

    /** The name of the consumer that folds this generation; each has positions and parked keys of its own. */
    public String consumer() {
        return number == 1 ? "query-service.journal" : "query-service.journal-" + number;
    }

    /** Whether a consumer of this name folds a generation, or did once. */
    public static boolean isConsumer(String name) {
        return CONSUMER.matcher(name).matches();
    }

    /** A statement written on the schema {@code live}, as one on this generation's tables. */
    public String sql(String text) {
        return text.replace("live.", slot + ".");
    }
}
