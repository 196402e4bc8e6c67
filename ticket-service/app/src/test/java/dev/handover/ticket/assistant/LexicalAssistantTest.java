package dev.handover.ticket.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.rule.Sentiment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lists of words can tell of a text. */
class LexicalAssistantTest {
    private final LexicalAssistant assistant = new LexicalAssistant();

    @ParameterizedTest
    @CsvSource({
        "NEGATIVE, This is terrible; your product is broken",
        "NEGATIVE, Das ist eine FRECHHEIT und alles ist kaputt",
        "NEGATIVE, Ich bin sehr enttäuscht von Ihnen",
        "NEGATIVE, I am not happy",
        "NEGATIVE, I don't love it",
        "POSITIVE, Thank you; great help",
        "POSITIVE, Vielen Dank; das war super",
        "POSITIVE, There was not a problem at all",
        "NEUTRAL, Where is my parcel?",
        "NEUTRAL, Good work but a terrible manual",
        "NEUTRAL, ''"
    })
    void hearsHowATextSounds(Sentiment sounds, String text) {
        assertThat(assistant.sentiment(text)).isEqualTo(sounds);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Where is my order? I have not heard from you.",
        "de, Wo ist meine Bestellung? Ich habe nichts von Ihnen gehört.",
        "de, Können Sie mir bitte sagen wann das Paket kommt",
        "und, Bonjour je voudrais un remboursement",
        "und, OK",
        "und, ''"
    })
    void tellsTheLanguage(String language, String text) {
        assertThat(assistant.language(text)).isEqualTo(language);
    }

    @Test
    void aWordFarBehindANotIsNotNegated() {
        assertThat(assistant.sentiment("It was not today that they sent me a great answer"))
                .isEqualTo(Sentiment.POSITIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "true, The customer asks for a refund, When do I get my REFUNDS?",
        "true, Der Kunde verlangt eine Rückerstattung, Bitte um Rückerstattung",
        "false, The customer asks for a refund, The customer asks for help",
        "false, The customer asks for a refund, ''"
    })
    void judgesByTheWordsOfTheRuleThatSaySomething(boolean matches, String rule, String message) {
        assertThat(assistant.judge(rule, message).matches()).isEqualTo(matches);
    }

    @Test
    void summarisesInTheCustomersOwnWords() {
        assertThat(assistant.summarise(List.of("Hello", "Where is it?"))).isEqualTo("Hello\n\nWhere is it?");
    }
}
