package dev.handover.channel.email.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The readable body of a mail, put together from its text parts: alternatives count once, several texts follow each
 * other.
 *
 * @param text clean, with {@code \n} line ends
 * @param html as sent, unsanitised; empty where no part has any
 * @param cut the parts that were too large to be read in full
 */
record MailBody(String text, String html, List<MailPart> cut) {

    private static final class Segment {
        final int alternative;
        final StringBuilder plain = new StringBuilder();
        final StringBuilder html = new StringBuilder();

        Segment(int alternative) {
            this.alternative = alternative;
        }
    }

    static MailBody of(List<MailPart> bodies, MailLimits limits, Set<MailIssue> issues) {
        List<Segment> segments = new ArrayList<>();
        List<MailPart> cut = new ArrayList<>();
        int left = limits.maxTextBytes();
        for (MailPart part : bodies) {
            Segment last = segments.isEmpty() ? null : segments.getLast();
            if (last == null || part.alternative() == 0 || last.alternative != part.alternative()) {
                last = new Segment(part.alternative());
                segments.add(last);
            }
            StringBuilder into = part.isText("html") ? last.html : last.plain;
            if (!into.isEmpty()) {
                into.append('\n');
            }
            byte[] content = part.content().head(left);
            left -= content.length;
            if (content.length < part.content().size()) {
                cut.add(part);
                content = wholeLines(content);
            }
            into.append(text(part, content, issues));
        }
        return join(segments, cut, limits);
    }

    /** Up to the last line end, so that no character is halved. */
    private static byte[] wholeLines(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? content : Arrays.copyOf(content, end);
    }

    private static MailBody join(List<Segment> segments, List<MailPart> cut, MailLimits limits) {
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        boolean anyHtml = segments.stream().anyMatch(s -> !s.html.isEmpty());
        for (Segment segment : segments) {
            String plain = segment.plain.toString();
            if (plain.isBlank() && !segment.html.isEmpty()) {
                plain = HtmlToText.of(cut(segment.html, limits));
            }
            if (!text.isEmpty() && !plain.isBlank()) {
                text.append(text.charAt(text.length() - 1) == '\n' ? "\n" : "\n\n");
            }
            text.append(plain.isBlank() && !text.isEmpty() ? "" : plain);
            if (anyHtml) {
                html.append(segment.html.isEmpty() ? "<pre>" + escaped(plain) + "</pre>" : segment.html);
            }
        }
        return new MailBody(text.toString().stripTrailing(), html.toString(), cut);
    }

    private static String cut(StringBuilder html, MailLimits limits) {
        return html.length() > limits.maxHtmlChars() ? html.substring(0, limits.maxHtmlChars()) : html.toString();
    }

    private static String text(MailPart part, byte[] content, Set<MailIssue> issues) {
        TextDecoder.Decoded decoded = TextDecoder.decode(content, part.charset().orElse(null));
        if (decoded.replaced()) {
            issues.add(MailIssue.CHARSET_REPLACED);
        }
        String clean = CleanText.of(decoded.text());
        if (!clean.equals(decoded.text())) {
            issues.add(MailIssue.CHARACTERS_REPLACED);
        }
        String lines = CleanText.lines(clean);
        boolean flowed = part.type().parameter("format").orElse("").equalsIgnoreCase("flowed");
        return flowed && part.isText("plain")
                ? FlowedText.unwrap(
                        lines, part.type().parameter("delsp").orElse("").equalsIgnoreCase("yes"))
                : lines;
    }

    private static String escaped(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
