package dev.handover.ticket.http;

import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;

/** Cleans the HTML that people post: formatting, links, lists and tables stay; nothing that runs or loads. */
final class Html {
    private static final PolicyFactory POLICY = Sanitizers.FORMATTING
            .and(Sanitizers.BLOCKS)
            .and(Sanitizers.TABLES)
            .and(new HtmlPolicyBuilder()
                    .allowElements("a", "pre", "code", "hr")
                    .allowUrlProtocols("https", "http", "mailto")
                    .allowAttributes("href")
                    .onElements("a")
                    .requireRelNofollowOnLinks()
                    .toFactory());

    private Html() {}

    static @Nullable String clean(@Nullable String html) {
        return html == null ? null : POLICY.sanitize(html);
    }

    /** The text of a piece of HTML, with line breaks where it has them. */
    static String text(String html) {
        return Jsoup.parse(html).wholeText().strip();
    }
}
