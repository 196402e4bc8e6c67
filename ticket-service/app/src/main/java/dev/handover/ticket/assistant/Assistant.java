package dev.handover.ticket.assistant;

import dev.handover.ticket.domain.rule.Sentiment;
import java.util.List;

/**
 * Reads texts for people. Sentiment and language are told at once, and are the same whenever they are asked; what else
 * it says may take a while and fail with an {@link AssistantUnavailableException}, so it is never asked within a step.
 */
public interface Assistant {
    /** How the text sounds. */
    Sentiment sentiment(String text);

    /** The language of the text (ISO 639-1), or {@code und} where it can't be told. */
    String language(String text);

    /** Whether the message is what the rule, in plain language, means. */
    Judgement judge(String rule, String message);

    /** What a customer's messages, oldest first, are about; for the operator who takes over. */
    String summarise(List<String> messages);
}
