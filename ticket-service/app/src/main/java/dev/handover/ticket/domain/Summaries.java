package dev.handover.ticket.domain;

import java.util.ArrayList;
import java.util.List;

/** What a conversation is about, in the customer's own words. */
public final class Summaries {
    /** How many of the customer's messages a conversation remembers. */
    static final int KEPT = 5;

    private static final int LENGTH = 300;

    private Summaries() {}

    /** The newest messages of the customer's, oldest first, a paragraph each; empty where there is none. */
    public static String extractive(List<String> words) {
        return String.join("\n\n", words);
    }

    /** The words that are remembered once this message has come. */
    static List<String> remembered(List<String> known, String text) {
        String line = beginning(text);
        if (line.isEmpty()) {
            return known;
        }
        List<String> now = new ArrayList<>(known.size() < KEPT ? known : known.subList(1, known.size()));
        now.add(line);
        return List.copyOf(now);
    }

    private static String beginning(String text) {
        String head = text.length() > 4 * LENGTH ? text.substring(0, 4 * LENGTH) : text;
        String line = head.replaceAll("\\s+", " ").strip();
        if (line.length() <= LENGTH) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LENGTH - 2)) ? LENGTH - 2 : LENGTH - 1;
        return line.substring(0, end) + "…";
    }
}
