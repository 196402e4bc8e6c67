package dev.handover.ticket.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What conditions hold for, and why. */
class MatchingTest {
    /** A Monday, 10:30 in Berlin. */
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:30:00Z");

    private static Facts facts(String text, Instant at) {
        return new Facts(
                text,
                Sentiment.NEGATIVE,
                "de",
                "email",
                3,
                Map.of("emailDomain", "customer.test"),
                Optional.of("helper-bot"),
                at);
    }

    private static Verdict verdict(Condition condition, String text) {
        return Matching.verdict(condition, facts(text, MONDAY));
    }

    private static boolean holds(Condition condition, String text) {
        return verdict(condition, text).holds();
    }

    @Nested
    class Texts {
        private final Condition refund = new Condition.Keyword(List.of("complaint", "Rückerstattung"));

        @Test
        void aKeywordStandsAlone() {
            assertThat(holds(refund, "a complaint!")).isTrue();
            assertThat(holds(refund, "no complaints")).isFalse();
            assertThat(holds(refund, "")).isFalse();
        }

        @Test
        void capitalsAndAccentsAreTheSame() {
            assertThat(holds(refund, "ich will eine RUCKERSTATTUNG")).isTrue();
            assertThat(holds(new Condition.Keyword(List.of("cafe")), "im Café")).isTrue();
            assertThat(holds(new Condition.Keyword(List.of("STRASSE")), "die Straße"))
                    .isTrue();
        }

        @Test
        void aPhraseIsItsWordsOneBehindTheOther() {
            Condition phrase = new Condition.Phrase(List.of("money back"));
            assertThat(holds(phrase, "I want my money,\n back!")).isTrue();
            assertThat(holds(phrase, "back with my money")).isFalse();
            assertThat(holds(phrase, "my money backs this")).isFalse();
        }

        @Test
        void aPhraseWithoutWordsHoldsForNothing() {
            assertThat(holds(new Condition.Phrase(List.of("!?")), "what!?")).isFalse();
        }

        @Test
        void theReasonNamesWhatWasFound() {
            assertThat(verdict(refund, "Complaint").why()).containsExactly("keyword \"complaint\"");
        }
    }

    @Nested
    class Circumstances {
        @Test
        void eachHoldsForItsValuesAlone() {
            assertThat(holds(new Condition.Sounds(List.of(Sentiment.NEGATIVE)), ""))
                    .isTrue();
            assertThat(holds(new Condition.Sounds(List.of(Sentiment.POSITIVE)), ""))
                    .isFalse();
            assertThat(holds(new Condition.Channel(List.of("chat", "Email")), ""))
                    .isTrue();
            assertThat(holds(new Condition.Channel(List.of("chat")), "")).isFalse();
            assertThat(holds(new Condition.Language(List.of("de")), "")).isTrue();
            assertThat(holds(new Condition.Language(List.of("en")), "")).isFalse();
            assertThat(holds(new Condition.AgentIs(List.of("helper-bot")), "")).isTrue();
            assertThat(holds(new Condition.AgentIs(List.of("other-bot")), "")).isFalse();
            assertThat(holds(new Condition.MessageCount(3), "")).isTrue();
            assertThat(holds(new Condition.MessageCount(4), "")).isFalse();
        }

        @Test
        void anAttributeThatIsNotThereHasNoValue() {
            assertThat(holds(new Condition.Attribute("emailDomain", List.of("CUSTOMER.test")), ""))
                    .isTrue();
            assertThat(holds(new Condition.Attribute("emailDomain", List.of("other.test")), ""))
                    .isFalse();
            assertThat(holds(new Condition.Attribute("name", List.of("Carla")), ""))
                    .isFalse();
        }
    }

    @Nested
    class Hours {
        private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

        private static boolean at(boolean inside, DayOfWeek day, String from, String to, String at) {
            Condition hours =
                    new Condition.Hours(inside, BERLIN, List.of(day), LocalTime.parse(from), LocalTime.parse(to));
            return Matching.verdict(hours, facts("", Instant.parse(at))).holds();
        }

        @Test
        void countInTheirZone() {
            assertThat(at(true, DayOfWeek.MONDAY, "10:00", "11:00", "2026-03-02T09:30:00Z"))
                    .isTrue();
            assertThat(at(true, DayOfWeek.MONDAY, "09:00", "10:00", "2026-03-02T09:30:00Z"))
                    .isFalse();
            assertThat(at(true, DayOfWeek.MONDAY, "10:00", "11:00", "2026-07-06T08:30:00Z"))
                    .isTrue();
        }

        @Test
        void endBeforeTheirEnd() {
            assertThat(at(true, DayOfWeek.MONDAY, "09:00", "10:30", "2026-03-02T09:30:00Z"))
                    .isFalse();
            assertThat(at(true, DayOfWeek.MONDAY, "10:30", "11:00", "2026-03-02T09:30:00Z"))
                    .isTrue();
        }

        @Test
        void mayGoOnIntoTheNextDay() {
            assertThat(at(true, DayOfWeek.SUNDAY, "22:00", "11:00", "2026-03-02T09:30:00Z"))
                    .isTrue();
            assertThat(at(true, DayOfWeek.MONDAY, "22:00", "11:00", "2026-03-02T09:30:00Z"))
                    .isFalse();
        }

        @Test
        void outsideIsTheRest() {
            assertThat(at(false, DayOfWeek.MONDAY, "10:00", "11:00", "2026-03-02T09:30:00Z"))
                    .isFalse();
            assertThat(at(false, DayOfWeek.TUESDAY, "10:00", "11:00", "2026-03-02T09:30:00Z"))
                    .isTrue();
        }
    }

    @Nested
    class Combinations {
        private final Condition yes = new Condition.Channel(List.of("email"));
        private final Condition no = new Condition.Channel(List.of("chat"));

        @Test
        void allHoldsWhereEachDoes() {
            assertThat(holds(new Condition.All(List.of(yes, yes)), "")).isTrue();
            assertThat(holds(new Condition.All(List.of(yes, no)), "")).isFalse();
        }

        @Test
        void anyHoldsWhereOneDoes() {
            assertThat(holds(new Condition.Any(List.of(no, yes)), "")).isTrue();
            assertThat(holds(new Condition.Any(List.of(no, no)), "")).isFalse();
        }

        @Test
        void notTurnsItRound() {
            assertThat(holds(new Condition.Not(no), "")).isTrue();
            assertThat(holds(new Condition.Not(yes), "")).isFalse();
            assertThat(verdict(new Condition.Not(no), "").why()).containsExactly("not channel (chat)");
        }

        @Test
        void theReasonsAreThoseOfThePartsThatHold() {
            Condition refund = new Condition.Keyword(List.of("refund"));
            assertThat(verdict(new Condition.All(List.of(new Condition.Any(List.of(no, refund)), yes)), "refund")
                            .why())
                    .containsExactly("keyword \"refund\"", "channel email");
        }
    }

    @Test
    void onlyRulesOfTheKindMatch() {
        Condition refund = new Condition.Keyword(List.of("refund"));
        Actions open = new Actions(true, null, null, null, null, List.of());
        Rule message = new Rule(new RuleId("m"), 1, new Rule.Definition("M", Rule.Kind.MESSAGE, refund, open));
        Rule alert = new Rule(new RuleId("a"), 1, new Rule.Definition("A", Rule.Kind.ALERT, refund, open));
        List<Match> matches = Match.among(List.of(message, alert), Rule.Kind.MESSAGE, facts("refund", MONDAY));
        assertThat(matches).extracting(Match::rule).containsExactly(message);
        assertThat(matches.getFirst().reason()).isEqualTo("M: keyword \"refund\"");
        assertThat(Match.among(List.of(message), Rule.Kind.MESSAGE, facts("", MONDAY)))
                .isEmpty();
    }
}
