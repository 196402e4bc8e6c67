package dev.handover.ticket.assistant;

import dev.handover.ticket.domain.Summaries;
import dev.handover.ticket.domain.rule.Sentiment;
import dev.handover.ticket.domain.rule.Words;
import java.util.List;

/**
 * Reads texts by lists of English and German words: deterministic, without a call to anybody, and blind to whatever is
 * not in the lists.
 */
public final class LexicalAssistant implements Assistant {
    private static final String UNKNOWN = "und";
    /** So far behind a "not" a word means the opposite. */
    private static final int NEGATED = 3;
    /** So many words that only one language has make a text of that language. */
    private static final int ENOUGH = 2;
    /** Shorter words of a rule stand in any message. */
    private static final int SAYS_SOMETHING = 4;

    @Override
    public Sentiment sentiment(String text) {
        int score = 0;
        int negatedUntil = -1;
        List<String> words = Words.of(text);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (Lexicon.NEGATIONS.contains(word)) {
                negatedUntil = i + NEGATED;
            } else {
                score += i <= negatedUntil ? -weight(word) : weight(word);
            }
        }
        if (score == 0) {
            return Sentiment.NEUTRAL;
        }
        return score < 0 ? Sentiment.NEGATIVE : Sentiment.POSITIVE;
    }

    private static int weight(String word) {
        if (Lexicon.NEGATIVE.contains(word)) {
            return -1;
        }
        return Lexicon.POSITIVE.contains(word) ? 1 : 0;
    }

    @Override
    public String language(String text) {
        List<String> words = Words.of(text);
        long english = words.stream().filter(Lexicon.ENGLISH::contains).count();
        long german = words.stream().filter(Lexicon.GERMAN::contains).count();
        if (Math.max(english, german) < ENOUGH || english == german) {
            return UNKNOWN;
        }
        return english > german ? "en" : "de";
    }

    /** By the words of the rule that say something: one of them, or a longer form of it, stands in the message. */
    @Override
    public Judgement judge(String rule, String message) {
        List<String> words = Words.of(message);
        return Words.of(rule).stream()
                .filter(LexicalAssistant::says)
                .filter(wanted -> words.stream().anyMatch(word -> word.startsWith(wanted)))
                .findFirst()
                .map(found -> new Judgement(true, "the word \"" + found + "\""))
                .orElse(new Judgement(false, "none of the rule's words"));
    }

    private static boolean says(String word) {
        return word.length() >= SAYS_SOMETHING
                && !Lexicon.ENGLISH.contains(word)
                && !Lexicon.GERMAN.contains(word)
                && !Lexicon.OF_RULES.contains(word);
    }

    /** In the customer's own words. */
    @Override
    public String summarise(List<String> messages) {
        return Summaries.extractive(messages);
    }
}
