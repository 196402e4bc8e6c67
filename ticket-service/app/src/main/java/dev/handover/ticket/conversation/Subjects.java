package dev.handover.ticket.conversation;

import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.ticket.Previews;

/** Subject lines of tickets that conversations become. */
final class Subjects {
    private Subjects() {}

    /** The conversation's own, else the first words of the text, else what channel it is on. */
    static String of(Conversation.Started conversation, String text) {
        String own = conversation.origin().subject();
        if (!own.isBlank()) {
            return own;
        }
        String words = Previews.of(text);
        return words.isEmpty() ? "Conversation on " + conversation.channel() : words;
    }
}
