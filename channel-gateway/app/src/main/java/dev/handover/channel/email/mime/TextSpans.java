package dev.handover.channel.email.mime;

import dev.handover.channel.email.mime.TextSpan.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Marks what of a text is new, quoted and signature. It only marks: where a guess is wrong, the reader still has every
 * word.
 */
final class TextSpans {

    private static final int MAX_LINE = 500;
    private static final int MAX_SPANS = 500;

    private static final Pattern INTRODUCTION = Pattern.compile(
            "(?iu)^\\W{0,3}(?:on|am|le|el|il|em|op|den|dne|w dniu|den|am|vào|pada|tarihinde|в|\\d{1,4}[-./年]).{0,400}"
                    + "(?:wrote|schrieb(?:en)?|geschrieben|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napsal|napisał\\S*"
                    + "|kirjoitti|írta|yazdı|пишет|писал\\S*|написал\\S*|写道|のメール|作成)\\b?.{0,80}[:\uFF1A]\\s*$|^.{0,300}<[^<>\\s]+@[^<>\\s]+>\\s?(?:wrote|schrieb|пишет|написал\\S*|escreveu|escribió|a écrit)\\s*[:\uFF1A]\\s*$");
    private static final Pattern SEPARATOR = Pattern.compile(
            "(?iu)^\\s*[-_]{3,}\\s*(?:original message|original appointment|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
                    + "|message d'origine|message original|message transféré|mensaje original|mensaje reenviado|messaggio originale|mensagem original"
                    + "|oorspronkelijk bericht|original meddelande|oprindelig meddelelse|alkuperäinen viesti|исходное сообщение|пересылаемое сообщение"
                    + "|原始邮件|元のメッセージ)\\s*[-_]{0,}\\s*$|^\\s*begin forwarded message:\\s*$");
    private static final Pattern HEADER_FROM = Pattern.compile(
            "(?iu)^[>\\s*]*(?:from|von|de|da|van|från|fra|lähettäjä|od|от|发件人|寄件者|差出人|보낸 사람)\\s?\\*?\\s?[:\uFF1A].+$");
    private static final Pattern HEADER_SENT = Pattern.compile(
            "(?iu)^[>\\s*]*(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|fecha|inviato|data|verzonden|skickat|sendt|отправлено|дата|发送时间|日期|送信日時|보낸 날짜)\\s?\\*?\\s?[:\uFF1A].+$");
    private static final Pattern FOOTER = Pattern.compile(
            "(?iu)^(?:sent from my .{1,40}|sent from .{0,20}(?:mobile|outlook|mail|iphone|android|samsung).{0,40}|von meinem .{1,40} gesendet.{0,20}|gesendet von .{1,60}"
                    + "|envoyé (?:de|depuis) mon .{1,40}|enviado (?:desde|do) mi? ?.{1,40}|inviato da .{1,40}|verstuurd vanaf .{1,40}|get outlook for .{1,20}|holen sie sich outlook .{1,40})$");
    private static final Pattern RULE = Pattern.compile("^\\s*_{10,}\\s*$");

    private record Line(int start, int end, String text) {
        boolean blank() {
            return text.isBlank();
        }

        boolean marked() {
            return text.startsWith(">");
        }
    }

    private TextSpans() {}

    /** Touching spans that cover the text; none for the empty text. */
    static List<TextSpan> of(String text) {
        List<Line> lines = lines(text);
        Kind[] kinds = new Kind[lines.size()];
        boolean signature = false;
        int i = 0;
        while (i < kinds.length) {
            Line line = lines.get(i);
            int introduced = introduction(lines, i);
            if (line.marked()) {
                kinds[i++] = Kind.QUOTE;
                signature = false;
            } else if (introduced > 0) {
                for (int n = 0; n < introduced; n++) {
                    kinds[i + n] = Kind.QUOTE;
                }
                i = afterQuote(lines, kinds, i + introduced);
                signature = false;
            } else if (startsRest(lines, i)) {
                while (i < kinds.length) {
                    kinds[i++] = Kind.QUOTE;
                }
            } else {
                signature = signature
                        || line.text.equals("-- ")
                        || line.text.equals("--")
                        || FOOTER.matcher(line.text.strip()).matches();
                kinds[i++] = signature ? Kind.SIGNATURE : Kind.REPLY;
            }
        }
        blankLinesFollow(lines, kinds);
        return join(lines, kinds, text.length());
    }

    /** After an introduction: the marked lines, or, where nothing is marked, everything. */
    private static int afterQuote(List<Line> lines, Kind[] kinds, int from) {
        int i = from;
        while (i < kinds.length && lines.get(i).blank()) {
            kinds[i++] = Kind.QUOTE;
        }
        boolean marked = i < kinds.length && lines.get(i).marked();
        while (i < kinds.length && (!marked || lines.get(i).marked())) {
            kinds[i++] = Kind.QUOTE;
        }
        return i;
    }

    /** How many lines from here introduce a quote ("On …, … wrote:", possibly broken over up to three lines). */
    private static int introduction(List<Line> lines, int from) {
        StringBuilder joined = new StringBuilder();
        for (int n = 0; n < 3 && from + n < lines.size(); n++) {
            Line line = lines.get(from + n);
            if (line.blank() || line.marked() || line.text.length() > MAX_LINE) {
                return 0;
            }
            joined.append(n == 0 ? "" : " ").append(line.text.strip());
            char last = joined.charAt(joined.length() - 1);
            if ((last == ':' || last == '\uFF1A')
                    && INTRODUCTION.matcher(joined).find()) {
                return n + 1;
            }
        }
        return 0;
    }

    /** Whether everything from here is an older mail, as Outlook and forwards put it. */
    private static boolean startsRest(List<Line> lines, int at) {
        String text = lines.get(at).text;
        if (text.length() > MAX_LINE) {
            return false;
        }
        if (SEPARATOR.matcher(text).matches()) {
            return true;
        }
        int from = RULE.matcher(text).matches() ? at + 1 : at;
        while (from > at
                && from < lines.size()
                && from < at + 3
                && lines.get(from).blank()) {
            from++;
        }
        if (from >= lines.size()
                || lines.get(from).text.length() > MAX_LINE
                || !HEADER_FROM.matcher(lines.get(from).text).matches()) {
            return false;
        }
        for (int n = from + 1; n < Math.min(lines.size(), from + 4); n++) {
            if (lines.get(n).text.length() <= MAX_LINE
                    && HEADER_SENT.matcher(lines.get(n).text).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Empty lines between two stretches of one kind belong to them. */
    private static void blankLinesFollow(List<Line> lines, Kind[] kinds) {
        for (int i = 1; i < kinds.length; i++) {
            if (lines.get(i).blank() && kinds[i] == Kind.REPLY && kinds[i - 1] == Kind.QUOTE) {
                int next = i;
                while (next < kinds.length && lines.get(next).blank()) {
                    next++;
                }
                if (next == kinds.length || kinds[next] == Kind.QUOTE) {
                    kinds[i] = Kind.QUOTE;
                }
            }
        }
    }

    private static List<TextSpan> join(List<Line> lines, Kind[] kinds, int length) {
        List<TextSpan> spans = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < kinds.length; i++) {
            boolean last = i == kinds.length - 1;
            if (last || kinds[i] != kinds[i + 1]) {
                int end = last ? length : lines.get(i).end;
                if (end > start) {
                    spans.add(new TextSpan(kinds[i], start, end));
                }
                start = end;
            }
        }
        if (spans.size() > MAX_SPANS) {
            TextSpan first = spans.get(MAX_SPANS - 1);
            spans.subList(MAX_SPANS - 1, spans.size()).clear();
            spans.add(new TextSpan(Kind.REPLY, first.start(), length));
        }
        return spans;
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(new Line(start, end, text.substring(start, newline < 0 ? end : newline)));
            start = end;
        }
        return lines;
    }
}
