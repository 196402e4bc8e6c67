package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The text of what somebody says, which may come as text, as HTML or as both. */
final class Words {
    private Words() {}

    /** The text, or that of the HTML; refused where neither has any. */
    static String of(@Nullable String text, @Nullable String html) {
        if (text != null && !text.isBlank()) {
            return text;
        }
        String words = html == null ? "" : Html.text(html);
        if (words.isBlank()) {
            throw ProblemException.field("/text", "must not be empty, unless html has text");
        }
        return words;
    }
}
