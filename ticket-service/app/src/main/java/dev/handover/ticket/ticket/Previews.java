package dev.handover.ticket.ticket;

/** The first words of a text, on one line, for lists and notifications. */
public final class Previews {
    private static final int LENGTH = 140;

    private Previews() {}

    /** At most 140 characters; white space is folded. */
    public static String of(String text) {
        String head = text.length() > 4 * LENGTH ? text.substring(0, 4 * LENGTH) : text;
        String line = head.replaceAll("\\s+", " ").strip();
        if (line.length() <= LENGTH) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LENGTH - 2)) ? LENGTH - 2 : LENGTH - 1;
        return line.substring(0, end) + "…";
    }
}
