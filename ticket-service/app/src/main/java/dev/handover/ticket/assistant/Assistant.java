package dev.handover.ticket.assistant;

import dev.handover.ticket.domain.rule.Sentiment;

/** Reads texts for people. What it says of a text is the same whenever it is asked. */
public interface Assistant {
    /** How the text sounds. */
    Sentiment sentiment(String text);

    /** The language of the text (ISO 639-1), or {@code und} where it can't be told. */
    String language(String text);
}
