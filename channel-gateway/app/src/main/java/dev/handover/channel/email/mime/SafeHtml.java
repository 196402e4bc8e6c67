package dev.handover.channel.email.mime;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Sanitises the HTML of mails. No script, handler, form or frame stays, and nothing is loaded from elsewhere: the address
 * of a remote image is kept in {@code data-remote-src}, for a client whose reader asks to see it.
 */
public final class SafeHtml {

    private static final Pattern LINK = Pattern.compile("(?i)\\s*(?:https?:|mailto:|tel:|#).*", Pattern.DOTALL);
    private static final Pattern EMBEDDED =
            Pattern.compile("(?i)(?:cid:[^\\s\"'<>]+|data:image/(?:png|gif|jpe?g|webp);base64,[a-z0-9+/=\\s]*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}%?");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N} ,.#_-]{0,200}");

    private static final AttributePolicy LINKS =
            (_, _, value) -> LINK.matcher(value).matches() ? value.strip() : null;

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowCommonInlineFormattingElements()
            .allowCommonBlockElements()
            .allowElements(
                    "a",
                    "abbr",
                    "address",
                    "bdo",
                    "big",
                    "blockquote",
                    "caption",
                    "center",
                    "cite",
                    "col",
                    "colgroup",
                    "dd",
                    "del",
                    "details",
                    "dfn",
                    "dl",
                    "dt",
                    "figcaption",
                    "figure",
                    "font",
                    "hr",
                    "ins",
                    "kbd",
                    "mark",
                    "pre",
                    "q",
                    "samp",
                    "section",
                    "span",
                    "summary",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "tr",
                    "var",
                    "wbr")
            .allowElements(SafeHtml::image, "img")
            .allowWithoutAttributes("span", "font", "a")
            .allowUrlProtocols("http", "https", "mailto", "tel", "cid", "data")
            .allowAttributes("href")
            .matching(LINKS)
            .onElements("a")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .allowAttributes("src", "alt", "title")
            .onElements("img")
            .allowAttributes("width", "height", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "size")
            .matching(NUMBER)
            .globally()
            .allowAttributes("align", "valign", "dir", "lang", "color", "bgcolor", "face", "title")
            .matching(WORD)
            .globally()
            .allowStyling()
            .toFactory();

    private SafeHtml() {}

    /** What is left of the HTML; possibly nothing. */
    public static String of(String html) {
        return CleanText.of(POLICY.sanitize(html)).strip();
    }

    private static @Nullable String image(String element, List<String> attributes) {
        for (int i = 0; i < attributes.size(); i += 2) {
            if (attributes.get(i).equals("src")) {
                String source = attributes.get(i + 1).strip();
                String scheme = source.toLowerCase(Locale.ROOT);
                if (EMBEDDED.matcher(source).matches()) {
                    continue;
                }
                if (scheme.startsWith("http:") || scheme.startsWith("https:")) {
                    attributes.set(i, "data-remote-src");
                } else {
                    attributes.subList(i, i + 2).clear();
                    i -= 2;
                }
            }
        }
        return element;
    }
}
