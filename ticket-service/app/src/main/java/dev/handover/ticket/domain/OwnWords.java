package dev.handover.ticket.domain;

import java.util.List;
import java.util.stream.Collectors;

/** What somebody wrote themselves in a message. */
public final class OwnWords {
    private OwnWords() {}

    /** The text without what it quotes and without signatures; all of it where its parts are not known. */
    public static String of(String text, List<TextPart> parts) {
        if (parts.isEmpty()) {
            return text;
        }
        return parts.stream()
                .filter(part -> part.kind() == TextPart.Kind.REPLY)
                .map(part -> text.substring(
                        Math.min(part.start(), text.length()),
                        Math.min(Math.max(part.start(), part.end()), text.length())))
                .collect(Collectors.joining("\n"));
    }
}
