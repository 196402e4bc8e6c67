package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Any bytes give a mail that can be shown; checked on damaged samples, the same ones at every run. */
class MailParserPropertyTest {

    private static final int MUTATIONS = 150;
    private static final Pattern DANGER = Pattern.compile(
            "(?i)<script|<iframe|<object|<embed|<link|<meta|<form|<[^>]*\\son[a-z]+\\s*=|javascript:|<img[^>]*\\ssrc=\"https?:");
    private static final List<String> SPLINTERS = List.of(
            "=?utf-8?B?",
            "?=",
            "\r\n\r\n",
            "\n",
            "--",
            "\"",
            "<script>",
            "\0",
            "Content-Type: multipart/mixed; boundary=",
            "Content-Transfer-Encoding: base64\r\n",
            "charset=utf-16",
            "\u001b$B",
            "<img src=http://x onerror=y>",
            ";",
            "=",
            ">");

    private final MailParser parser = new MailParser(MailLimits.DEFAULT);

    @Test
    void damagedMailsAreStillMails() {
        for (String name : Samples.names()) {
            byte[] sample = Samples.bytes(name);
            for (int n = 0; n < MUTATIONS; n++) {
                Random random = new Random(31L * name.hashCode() + n);
                byte[] damaged = sample;
                for (int times = random.nextInt(1, 6); times > 0; times--) {
                    damaged = damage(damaged, random);
                }
                check(name + " " + n, parser.parse(ByteRange.of(damaged)));
            }
        }
    }

    @Test
    void samplesHoldTheSameRules() {
        assertThat(Samples.names()).hasSizeGreaterThan(50);
        Samples.names().forEach(name -> check(name, parser.parse(ByteRange.of(Samples.bytes(name)))));
    }

    private static void check(String name, ParsedMail mail) {
        StringBuilder joined = new StringBuilder();
        mail.spans().forEach(s -> joined.append(s.of(mail.text())));
        assertThat(joined.toString()).as(name).isEqualTo(mail.text());
        assertThat(mail.text().getBytes(StandardCharsets.UTF_8).length).as(name).isLessThanOrEqualTo(65_536);
        assertThat(DANGER.matcher(mail.html()).find()).as(name + mail.html()).isFalse();
        assertThat(mail.text() + mail.subject() + mail.html()).as(name).doesNotContain("\0");
        assertThat(mail.attachments())
                .as(name)
                .allSatisfy(a -> assertThat(a.name()).isNotBlank())
                .allSatisfy(a -> assertThat(Samples.content(a).length).isEqualTo((int) a.size()));
        for (MailIssue issue : mail.issues()) {
            if (issue.attachesSource()) {
                assertThat(mail.attachments())
                        .as(name)
                        .anySatisfy(a -> assertThat(a.kind()).isEqualTo(MailAttachment.Kind.SOURCE));
            }
        }
    }

    private static byte[] damage(byte[] in, Random random) {
        int at = in.length == 0 ? 0 : random.nextInt(in.length);
        int to = in.length == 0 ? 0 : Math.min(in.length, at + random.nextInt(1, 60));
        return switch (random.nextInt(5)) {
            case 0 -> join(in, 0, at, new byte[0], to, in.length);
            case 1 -> {
                byte[] noise = new byte[random.nextInt(1, 12)];
                random.nextBytes(noise);
                yield join(in, 0, at, noise, at, in.length);
            }
            case 2 ->
                join(
                        in,
                        0,
                        at,
                        SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(StandardCharsets.ISO_8859_1),
                        at,
                        in.length);
            case 3 -> join(in, 0, to, java.util.Arrays.copyOfRange(in, at, to), to, in.length);
            default -> join(in, 0, at, new byte[0], in.length, in.length);
        };
    }

    private static byte[] join(byte[] in, int from, int to, byte[] middle, int from2, int to2) {
        byte[] out = new byte[to - from + middle.length + to2 - from2];
        System.arraycopy(in, from, out, 0, to - from);
        System.arraycopy(middle, 0, out, to - from, middle.length);
        System.arraycopy(in, from2, out, to - from + middle.length, to2 - from2);
        return out;
    }
}
