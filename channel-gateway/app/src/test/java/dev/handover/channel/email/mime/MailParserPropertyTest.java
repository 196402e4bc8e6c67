package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.content.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for all mails, checked on many that are made at random: the same ones at every run. */
class MailParserPropertyTest {

    private static final int MUTATIONS = 20;
    private static final int TREES = 400;
    private static final int TEXTS = 2_000;
    private static final List<String> LINES = List.of(
            "Hello,",
            "",
            "> quoted",
            ">> deeper",
            "On Mon, 3 Mar 2025, Ada <ada@x.test> wrote:",
            "Am 3. März schrieb",
            "Ada <ada@x.test>:",
            "-- ",
            "--",
            "Sent from my phone",
            "-----Original Message-----",
            "From: Ada",
            "Sent: today",
            "________________________________",
            "\uD83D\uDE00 smile",
            " ",
            "x".repeat(600));
    private static final List<String> NASTY = List.of(
            "<script>alert(1)</script>",
            "<ScRiPt/src=//evil.test>",
            "<img src=x onerror=alert(1)>",
            "<img src=\"https://evil.test/a.png\" srcset=\"https://evil.test/b.png 2x\">",
            "<IMG SRC=JaVaScRiPt:alert(1)>",
            "<img src='data:text/html,<script>'>",
            "<img src=\"data:image/png;base64,AAAA\">",
            "<a href=\"java\nscript:alert(1)\">",
            "<a href=\"&#106;avascript:alert(1)\" onclick=x>",
            "<a href=//evil.test>",
            "<svg onload=alert(1)><use href=x></svg>",
            "<math><mtext><mglyph><style><img src=x onerror=y></style>",
            "<div style=\"background:url(https://evil.test/x)\">",
            "<div style=\"width:expression(alert(1))\">",
            "<p style='color:red;background-image:u\\72l(x)'>",
            "<style>@import 'https://evil.test';</style>",
            "<link rel=stylesheet href=https://evil.test>",
            "<meta http-equiv=refresh content=0>",
            "<base href=https://evil.test>",
            "<form action=x><input autofocus onfocus=y>",
            "<iframe srcdoc='<script>'>",
            "<video poster=https://evil.test><source src=x>",
            "<table background=https://evil.test><tr><td onmouseover=x>",
            "<body onload=x background=https://evil.test>",
            "<!--><script>x</script>-->",
            "<![CDATA[<script>]]>",
            "<noscript><p title=\"</noscript><img src=x onerror=y>\">",
            "<template><script>x</script></template>",
            "<b>words</b>",
            "<blockquote>old",
            "</div></td></table>",
            "\"'>",
            "<",
            "&lt;script&gt;",
            "\0",
            "plain");

    private final MailParser parser = new MailParser(MailLimits.DEFAULT);

    @Test
    void damagedMailsAreStillMails() {
        List<byte[]> samples = Samples.names().stream().map(Samples::bytes).toList();
        for (String name : Samples.names()) {
            for (int n = 0; n < MUTATIONS; n++) {
                Random random = new Random(31L * name.hashCode() + n);
                byte[] damaged = Damage.of(Samples.bytes(name), samples, random);
                MailRules.check(name + " " + n, parser.parse(ByteRange.of(damaged)));
            }
        }
    }

    @Test
    void samplesHoldTheSameRules() {
        assertThat(Samples.names()).hasSizeGreaterThan(50);
        Samples.names().forEach(name -> MailRules.check(name, parser.parse(ByteRange.of(Samples.bytes(name)))));
    }

    @Test
    void everyLeafOfATreeIsKeptToTheByte() {
        for (int seed = 0; seed < TREES; seed++) {
            RandomTree tree = new RandomTree(new Random(seed));
            ParsedMail mail = parser.parse(ByteRange.of(tree.mail()));
            String name = "tree " + seed;
            MailRules.check(name, mail);
            assertThat(mail.issues()).as(name).isEmpty();
            tree.words().forEach(words -> assertThat(mail.text()).as(name).contains(words));
            List<byte[]> kept =
                    mail.attachments().stream().map(Samples::content).toList();
            assertThat(kept).as(name).hasSameSizeAs(tree.files());
            for (int i = 0; i < kept.size(); i++) {
                assertThat(kept.get(i)).as(name).isEqualTo(tree.files().get(i));
            }
        }
    }

    @Test
    void replyQuoteAndSignatureAreTheWholeText() {
        for (int seed = 0; seed < TEXTS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int lines = random.nextInt(30); lines > 0; lines--) {
                text.append(LINES.get(random.nextInt(LINES.size()))).append(random.nextInt(20) == 0 ? "" : "\n");
            }
            MailRules.spansCover("text " + seed, text.toString(), TextSpans.of(text.toString()));
        }
    }

    @Test
    void sanitisedHtmlRunsAndLoadsNothing() {
        for (int seed = 0; seed < TEXTS; seed++) {
            Random random = new Random(seed);
            StringBuilder html = new StringBuilder();
            for (int pieces = random.nextInt(1, 12); pieces > 0; pieces--) {
                String piece = NASTY.get(random.nextInt(NASTY.size()));
                int from = random.nextInt(4) == 0 ? random.nextInt(piece.length()) : 0;
                html.append(piece, from, random.nextInt(4) == 0 ? Math.max(from, piece.length() - 2) : piece.length());
            }
            String safe = SafeHtml.of(html.toString());
            MailRules.harmless("html " + seed + " " + html, safe);
            MailRules.harmless("html " + seed + " again", SafeHtml.of(safe));
        }
        assertThat(SafeHtml.of("<b>words</b>").getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
