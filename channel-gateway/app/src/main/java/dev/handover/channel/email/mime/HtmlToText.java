package dev.handover.channel.email.mime;

import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** Renders HTML as plain text: one line a block, quotes marked with {@code >}, as a text mail would have them. */
public final class HtmlToText implements NodeVisitor {

    private static final Set<String> HIDDEN = Set.of("script", "style", "head", "title", "template", "noscript");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "dl");

    private static final List<String> VOID =
            List.of("br", "img", "hr", "meta", "link", "input", "col ", "p>", "p ", "li", "td", "tr");
    private static final int MAX_OPEN = 2_000;
    private static final int MAX_DEEP_CHARS = 200_000;

    /** Deeper quotes are marked as this deep. */
    private static final int MAX_QUOTES = 20;

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private int quotes;
    private int hidden;
    private int preformatted;
    private int emptyLines = 1;

    private HtmlToText() {}

    /** The text; empty for HTML without any. */
    public static String of(String html) {
        HtmlToText text = new HtmlToText();
        NodeTraversor.traverse(text, Jsoup.parse(isShallow(html) ? html : shallow(html)));
        text.endLine();
        return text.out.toString().strip();
    }

    /** The beginning of HTML that was made to be deep, in a form that takes little time. */
    private static String shallow(String html) {
        return SafeHtml.of(html.substring(0, Math.min(html.length(), MAX_DEEP_CHARS)));
    }

    /** Whether few elements are open at once, so that parsing takes time in proportion. */
    private static boolean isShallow(String html) {
        int open = 0;
        for (int i = html.indexOf('<'); i >= 0 && i + 1 < html.length(); i = html.indexOf('<', i + 1)) {
            char c = html.charAt(i + 1);
            open += Character.isLetter(c) && !isVoid(html, i + 1) ? 1 : c == '/' ? -1 : 0;
            if (open > MAX_OPEN) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVoid(String html, int at) {
        return VOID.stream().anyMatch(name -> html.regionMatches(true, at, name, 0, name.length()));
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words && hidden == 0) {
            words(words.getWholeText());
        } else if (node instanceof Element element) {
            String name = element.normalName();
            if (HIDDEN.contains(name)) {
                hidden++;
            } else if (hidden == 0) {
                open(element, name);
            }
        }
    }

    private void open(Element element, String name) {
        switch (name) {
            case "br" -> newLine();
            case "hr" -> {
                endLine();
                line.append("---");
                endLine();
            }
            case "li" -> {
                endLine();
                line.append("- ");
            }
            case "td", "th" -> {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            }
            case "img" -> words(element.attr("alt"));
            case "blockquote" -> {
                endLine();
                quotes++;
                emptyLines = 1;
            }
            default -> {
                if (element.isBlock()) {
                    endLine();
                    paragraph(name);
                }
            }
        }
        if (name.equals("pre")) {
            preformatted++;
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        String name = element.normalName();
        if (HIDDEN.contains(name)) {
            hidden--;
        } else if (hidden == 0) {
            if (element.isBlock() && !name.equals("td") && !name.equals("th")) {
                endLine();
                paragraph(name);
            }
            if (name.equals("blockquote")) {
                closeQuote();
            }
            preformatted -= name.equals("pre") ? 1 : 0;
        }
    }

    private void closeQuote() {
        String empty = "> ".repeat(Math.min(quotes, MAX_QUOTES)).strip() + "\n";
        int end = out.length() - empty.length();
        if (end > 0 && out.charAt(end - 1) == '\n' && out.indexOf(empty, end) == end) {
            out.setLength(end);
        }
        quotes--;
    }

    private void words(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (preformatted > 0 && c == '\n') {
                newLine();
            } else if (preformatted > 0) {
                line.append(c);
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else {
                line.append(c == '\u00A0' ? ' ' : c);
            }
        }
    }

    private void paragraph(String name) {
        if (PARAGRAPHS.contains(name) && emptyLines == 0) {
            newLine();
        }
    }

    private void endLine() {
        if (!line.toString().isBlank()) {
            newLine();
        } else {
            line.setLength(0);
        }
    }

    private void newLine() {
        String content = line.toString().stripTrailing();
        line.setLength(0);
        emptyLines = content.isEmpty() ? emptyLines + 1 : 0;
        if (emptyLines > 2) {
            return;
        }
        out.repeat("> ", Math.min(quotes, MAX_QUOTES));
        if (quotes > 0 && content.isEmpty()) {
            out.setLength(out.length() - 1);
        }
        out.append(content).append('\n');
    }
}
