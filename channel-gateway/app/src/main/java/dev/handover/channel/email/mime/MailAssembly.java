package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts together what the headers and parts of one mail say. */
final class MailAssembly {

    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}");
    private static final String PGP = "-----BEGIN PGP MESSAGE-----";
    private static final String SAID_OF_ENCRYPTED =
            "This message is encrypted and cannot be read here. It is attached as it was sent.";

    private final MailLimits limits;
    private final ByteRange raw;
    private final HeaderSection headers;
    private final ByteRange body;
    private final List<MailPart> parts;
    private final Set<MailIssue> issues;
    private final Function<ByteRange, ParsedMail> enclosedReader;
    private final @Nullable String charset;
    private final List<MailAttachment> attachments = new ArrayList<>();

    MailAssembly(
            MailLimits limits,
            ByteRange raw,
            HeaderSection headers,
            ByteRange body,
            List<MailPart> parts,
            Set<MailIssue> issues,
            Function<ByteRange, ParsedMail> enclosedReader) {
        this.limits = limits;
        this.raw = raw;
        this.headers = headers;
        this.body = body;
        this.parts = parts;
        this.issues = issues;
        this.enclosedReader = enclosedReader;
        this.charset =
                parts.stream().flatMap(p -> p.charset().stream()).findFirst().orElse(null);
    }

    /**
     * @param contentDigest of the parts as they were sent
     * @param trustedServers whose results of authentication are believed
     */
    ParsedMail mail(String contentDigest, Set<String> trustedServers) {
        Set<MailPart> bodies = Collections.newSetFromMap(new IdentityHashMap<>());
        List<MailPart> read = bodies();
        bodies.addAll(read);
        MailBody whole = read.isEmpty() ? replacement() : MailBody.of(read, limits, issues);
        if (whole.text().contains(PGP)) {
            issues.add(MailIssue.ENCRYPTED);
        }
        MailHeaders said = new MailHeaders(headers, issues, charset);
        Optional<MailAddress> sender = said.sender();
        Optional<String> messageId = said.messageId();
        Optional<Instant> date = said.date();
        parts.stream().filter(p -> !bodies.contains(p)).forEach(this::attach);
        String text = shortText(whole);
        String html = shortHtml(whole);
        whole.cut().forEach(this::attachBody);
        if (issues.stream().anyMatch(MailIssue::attachesSource)) {
            attachments.add(MailParser.source(raw));
        }
        Reported reported = reported(said.subject(), sender, text);
        return new ParsedMail(
                said.subject(),
                sender,
                said.addresses("reply-to"),
                said.addresses("to"),
                said.addresses("cc"),
                said.deliveredTo(),
                date,
                said.rawDate(),
                messageId,
                said.ids("in-reply-to"),
                said.references(),
                reported.ids(),
                reported.report(),
                SenderCheck.judge(said.authentication(), trustedServers, sender),
                text,
                html,
                TextSpans.of(text),
                attachments,
                reported.kind(),
                issues,
                contentDigest);
    }

    /** What the mail tells of another one: whether a machine wrote it, its report, and the ids of what it is about. */
    private record Reported(AutomaticKind kind, Optional<MailReport> report, List<String> ids) {}

    private Reported reported(String subject, Optional<MailAddress> sender, String text) {
        ReportReader reports = new ReportReader(limits, parts);
        Optional<MailReport> structured = reports.report();
        AutomaticKind kind = automatic(subject, sender, structured);
        List<String> ids = reports.reportedIds();
        if (kind != AutomaticKind.BOUNCE || structured.isPresent()) {
            return new Reported(kind, structured, ids);
        }
        List<String> all = ids.isEmpty() ? PlainBounce.copiedId(text).stream().toList() : ids;
        return new Reported(kind, Optional.of(PlainBounce.read(headers, text)), all);
    }

    /** The parts read with the mail; a named text where there is no other. */
    private List<MailPart> bodies() {
        List<MailPart> bodies = parts.stream().filter(MailPart::isBody).toList();
        if (!bodies.isEmpty()) {
            return bodies;
        }
        return parts.stream()
                .filter(p -> (p.isText("plain") || p.isText("html")) && !p.isAttachment())
                .limit(1)
                .toList();
    }

    /** What is shown for a mail without a text of its own. */
    private MailBody replacement() {
        if (parts.isEmpty()) {
            String shown =
                    CleanText.lines(CleanText.of(TextDecoder.unlabelled(body.head(limits.maxTextBytes()), charset)));
            return new MailBody(shown.stripTrailing(), "", List.of());
        }
        if (issues.contains(MailIssue.ENCRYPTED)) {
            return new MailBody(SAID_OF_ENCRYPTED, "", List.of());
        }
        Optional<MailBody> enclosed = first("message/rfc822")
                .map(p -> enclosedReader.apply(p.content().range(limits.maxTextBytes())))
                .map(inner -> new MailBody(inner.text(), inner.html(), List.of()));
        return enclosed.or(() -> first("text/calendar").map(this::calendar)).orElse(new MailBody("", "", List.of()));
    }

    private Optional<MailPart> first(String type) {
        return parts.stream().filter(p -> p.contentType().equals(type)).findFirst();
    }

    private MailBody calendar(MailPart part) {
        byte[] bytes = part.content().head(limits.maxBodyBytes());
        String text = TextDecoder.decode(bytes, part.charset().orElse(null)).text();
        return new MailBody(CleanText.of(CalendarText.of(text)), "", List.of());
    }

    private String shortText(MailBody whole) {
        String head = CleanText.head(whole.text(), limits.maxBodyBytes());
        if (head.length() < whole.text().length()) {
            attachBody("message.txt", "text/plain", whole.text(), whole);
        }
        return head;
    }

    private String shortHtml(MailBody whole) {
        String html = whole.html();
        if (html.isBlank()) {
            return "";
        }
        String safe =
                SafeHtml.of(html.length() > limits.maxHtmlChars() ? html.substring(0, limits.maxHtmlChars()) : html);
        String shown = safe;
        for (int bytes = limits.maxBodyBytes();
                CleanText.head(shown, limits.maxBodyBytes()).length() < shown.length(); ) {
            bytes -= limits.maxBodyBytes() / 8;
            shown = bytes <= 0 ? "" : SafeHtml.of(CleanText.head(safe, bytes));
        }
        if (shown.length() != safe.length() || html.length() > limits.maxHtmlChars()) {
            attachBody("message.html", "text/html", html, whole);
        }
        return shown;
    }

    /** A body that is too long to be shown in full; where it was not even read in full, its parts are attached instead. */
    private void attachBody(String name, String type, String text, MailBody whole) {
        issues.add(MailIssue.BODY_TRUNCATED);
        if (whole.cut().isEmpty()) {
            ByteRange bytes = ByteRange.of(text.getBytes(StandardCharsets.UTF_8));
            attachments.add(new MailAttachment(name, type, false, Optional.empty(), Kind.BODY, PartContent.of(bytes)));
        }
    }

    /** A body that is too long to be read in full, as it was sent. */
    private void attachBody(MailPart part) {
        issues.add(MailIssue.BODY_TRUNCATED);
        if (tooMany()) {
            return;
        }
        attachments.add(new MailAttachment(
                part.isText("html") ? "message.html" : "message.txt",
                part.contentType(),
                false,
                Optional.empty(),
                Kind.BODY,
                part.content()));
    }

    /** Whether there are as many as a message names; the rest is in the source. */
    private boolean tooMany() {
        boolean full = attachments.size() >= limits.maxAttachments();
        if (full) {
            issues.add(MailIssue.TOO_MANY_PARTS);
        }
        return full;
    }

    private void attach(MailPart part) {
        if (tooMany()) {
            return;
        }
        boolean inline = !part.isAttachment()
                && (part.contentId().isPresent() || part.disposition().value().equals("inline"));
        attachments.add(new MailAttachment(
                FileNames.of(part, attachments.size() + 1),
                safeType(part.contentType()),
                inline,
                part.contentId(),
                Kind.FILE,
                part.content()));
    }

    private static String safeType(String type) {
        return TYPE.matcher(type).matches() ? type : "application/octet-stream";
    }

    private AutomaticKind automatic(String subject, Optional<MailAddress> sender, Optional<MailReport> report) {
        HeaderParameters type = PartReader.contentType(headers, new HeaderParameters("text/plain", Map.of()));
        String reportType = type.value().equals("multipart/report")
                ? type.parameter("report-type").orElse("delivery-status").toLowerCase(Locale.ROOT)
                : "";
        return AutomaticMail.of(headers, subject, sender, reportType, report);
    }
}
