package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** What holds for every mail that was read, whatever it was made of. */
final class MailRules {

    private static final Set<String> NEVER = Set.of(
            "script",
            "iframe",
            "object",
            "embed",
            "link",
            "meta",
            "form",
            "base",
            "svg",
            "math",
            "style",
            "input",
            "video",
            "audio",
            "source",
            "frame",
            "frameset",
            "applet",
            "template",
            "noscript");
    private static final Set<String> LOADING = Set.of(
            "background",
            "srcset",
            "poster",
            "action",
            "formaction",
            "xlink:href",
            "longdesc",
            "dynsrc",
            "lowsrc",
            "ping",
            "data",
            "srcdoc",
            "http-equiv");
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");

    private MailRules() {}

    static void check(String name, ParsedMail mail) {
        spansCover(name, mail.text(), mail.spans());
        assertThat(mail.text().getBytes(StandardCharsets.UTF_8).length).as(name).isLessThanOrEqualTo(65_536);
        assertThat(mail.html().getBytes(StandardCharsets.UTF_8).length).as(name).isLessThanOrEqualTo(65_536);
        harmless(name, mail.html());
        assertThat(mail.text() + mail.subject() + mail.html()).as(name).doesNotContain("\0");
        assertThat(mail.attachments())
                .as(name)
                .hasSizeLessThanOrEqualTo(MailLimits.DEFAULT.maxAttachments() + 3)
                .allSatisfy(a -> assertThat(a.name()).isNotBlank())
                .allSatisfy(a -> assertThat(Samples.content(a).length).isEqualTo((int) a.size()));
        if (mail.issues().stream().anyMatch(MailIssue::attachesSource)) {
            assertThat(mail.attachments())
                    .as(name)
                    .anySatisfy(a -> assertThat(a.kind()).isEqualTo(MailAttachment.Kind.SOURCE));
        }
    }

    /** The stretches of a text, put together, are the text. */
    static void spansCover(String name, String text, Iterable<TextSpan> spans) {
        StringBuilder joined = new StringBuilder();
        spans.forEach(s -> joined.append(s.of(text)));
        assertThat(joined.toString()).as(name).isEqualTo(text);
    }

    /** Nothing in the HTML runs, and nothing is loaded when it is shown. */
    static void harmless(String name, String html) {
        for (Element element : Jsoup.parse(html).body().getAllElements()) {
            assertThat(NEVER).as(name).doesNotContain(element.normalName());
            for (Attribute attribute : element.attributes()) {
                String key = attribute.getKey().toLowerCase(Locale.ROOT);
                String value = attribute.getValue().strip().toLowerCase(Locale.ROOT);
                assertThat(key).as(name).doesNotStartWith("on");
                assertThat(LOADING).as(name).doesNotContain(key);
                if (key.equals("src")) {
                    assertThat(value).as(name).matches("(?s)(?:cid:|data:image/(?:png|gif|jpe?g|webp);).*");
                } else if (key.equals("href") && !value.startsWith("#")) {
                    assertThat(SCHEMES).as(name + value).contains(value.substring(0, Math.max(0, value.indexOf(':'))));
                } else if (key.equals("style")) {
                    assertThat(value).as(name).doesNotContain("url(", "expression", "@import", "javascript:", "\\");
                }
            }
        }
    }
}
