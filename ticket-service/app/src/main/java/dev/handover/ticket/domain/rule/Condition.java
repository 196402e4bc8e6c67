package dev.handover.ticket.domain.rule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a rule asks of a message, or of an alert. */
public sealed interface Condition {
    /** In words, for people and for downstream services. */
    String text();

    /** One of the words stands in the text, alone. */
    record Keyword(List<String> words) implements Condition {
        @Override
        public String text() {
            return "keyword (" + String.join(", ", words) + ")";
        }
    }

    /** The words of one of the phrases stand in the text, one behind the other. */
    record Phrase(List<String> phrases) implements Condition {
        @Override
        public String text() {
            return "phrase (" + String.join(", ", phrases) + ")";
        }
    }

    /** The text sounds like one of these. */
    record Sounds(List<Sentiment> sentiments) implements Condition {
        @Override
        public String text() {
            return "sentiment ("
                    + sentiments.stream()
                            .map(sentiment -> sentiment.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ")";
        }
    }

    /** It came on one of these channels. */
    record Channel(List<String> channels) implements Condition {
        @Override
        public String text() {
            return "channel (" + String.join(", ", channels) + ")";
        }
    }

    /** It is written in one of these languages (ISO 639-1). */
    record Language(List<String> languages) implements Condition {
        @Override
        public String text() {
            return "language (" + String.join(", ", languages) + ")";
        }
    }

    /** The customer has written so many messages in the conversation, with this one, or more. */
    record MessageCount(int atLeast) implements Condition {
        @Override
        public String text() {
            return "at least " + atLeast + " messages";
        }
    }

    /** An attribute of the requester, or of the alert, has one of these values. */
    record Attribute(String name, List<String> values) implements Condition {
        @Override
        public String text() {
            return "attribute " + name + " (" + String.join(", ", values) + ")";
        }
    }

    /** One of these AI agents is in the conversation. */
    record AgentIs(List<String> agents) implements Condition {
        @Override
        public String text() {
            return "agent (" + String.join(", ", agents) + ")";
        }
    }

    /**
     * It came inside these hours, or outside them.
     *
     * @param to the end, not within; a time before {@code from} is on the next day
     */
    record Hours(boolean inside, ZoneId zone, List<DayOfWeek> days, LocalTime from, LocalTime to) implements Condition {
        @Override
        public String text() {
            return (inside ? "inside " : "outside ") + from + " to " + to + " ("
                    + days.stream()
                            .map(day -> day.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ") in " + zone.getId();
        }
    }

    /** The text is what these words mean: judged by an assistant, after the step that takes the message. */
    record Plain(String meaning) implements Condition {
        @Override
        public String text() {
            return "meaning \"" + meaning + "\"";
        }
    }

    /** All of them hold. */
    record All(List<Condition> conditions) implements Condition {
        @Override
        public String text() {
            return joined(conditions, " and ");
        }
    }

    /** One of them holds. */
    record Any(List<Condition> conditions) implements Condition {
        @Override
        public String text() {
            return joined(conditions, " or ");
        }
    }

    /** It does not hold. */
    record Not(Condition condition) implements Condition {
        @Override
        public String text() {
            return "not " + condition.text();
        }
    }

    private static String joined(List<Condition> conditions, String word) {
        return conditions.stream().map(Condition::text).collect(Collectors.joining(word, "(", ")"));
    }
}
