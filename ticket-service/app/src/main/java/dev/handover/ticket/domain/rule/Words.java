package dev.handover.ticket.domain.rule;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text, so that spelling with or without capitals and accents is the same: "Café" is "cafe". */
public final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private Words() {}

    /** In order; whatever is neither a letter nor a digit parts them. */
    public static List<String> of(String text) {
        String folded = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss");
        List<String> words = new ArrayList<>();
        Matcher found = WORD.matcher(folded);
        while (found.find()) {
            words.add(found.group());
        }
        return words;
    }

    /** Whether the words of the phrase stand in the text, one behind the other; a phrase without words stands nowhere. */
    static boolean stand(List<String> text, String phrase) {
        List<String> wanted = of(phrase);
        return !wanted.isEmpty() && Collections.indexOfSubList(text, wanted) >= 0;
    }
}
