package dev.handover.channel.email.mime;

import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;
import org.jspecify.annotations.Nullable;

/** Puts together what the headers and parts of one mail say. */
final class MailAssembly {

    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,998}>");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}");
    private static final int MAX_REFERENCES = 100;
    private static final int MAX_SUBJECT = 998;

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

    ParsedMail mail() {
        List<MailPart> bodies = bodies();
        MailBody whole = bodies.isEmpty() ? replacement() : MailBody.of(bodies, limits, issues);
        String subject = CleanText.head(header("subject"), MAX_SUBJECT * 3);
        Optional<MailAddress> sender = sender();
        Optional<String> messageId = ids("message-id").stream().findFirst().or(this::bareMessageId);
        if (messageId.isEmpty()) {
            issues.add(MailIssue.MESSAGE_ID_MISSING);
        }
        Optional<Instant> date = date();
        parts.stream().filter(p -> !bodies.contains(p)).forEach(this::attach);
        String text = shortText(whole);
        String html = shortHtml(whole);
        whole.cut().forEach(this::attachBody);
        if (issues.stream().anyMatch(MailIssue::attachesSource)) {
            attachments.add(MailParser.source(raw));
        }
        return new ParsedMail(
                subject,
                sender,
                addresses("reply-to"),
                addresses("to"),
                addresses("cc"),
                deliveredTo(),
                date,
                headers.ascii("date"),
                messageId,
                ids("in-reply-to"),
                references(),
                reportedIds(),
                text,
                html,
                TextSpans.of(text),
                attachments,
                automatic(subject, sender),
                issues,
                ContentDigest.of(parts, body));
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
        return parts.stream()
                .filter(p -> p.contentType().equals("message/rfc822"))
                .findFirst()
                .map(p -> enclosedReader.apply(p.content().range(limits.maxTextBytes())))
                .map(inner -> new MailBody(inner.text(), inner.html(), List.of()))
                .orElse(new MailBody("", "", List.of()));
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
        attachments.add(new MailAttachment(
                part.isText("html") ? "message.html" : "message.txt",
                part.contentType(),
                false,
                Optional.empty(),
                Kind.BODY,
                part.content()));
    }

    private void attach(MailPart part) {
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

    private Optional<MailAddress> sender() {
        for (String name : List.of("from", "sender", "return-path", "reply-to")) {
            List<MailAddress> found = addresses(name);
            if (!found.isEmpty()) {
                if (!name.equals("from")) {
                    issues.add(MailIssue.SENDER_MISSING);
                }
                return Optional.of(found.getFirst());
            }
        }
        issues.add(MailIssue.SENDER_MISSING);
        return Optional.empty();
    }

    private Optional<Instant> date() {
        String value = headers.ascii("date");
        if (value.isEmpty()) {
            issues.add(MailIssue.DATE_MISSING);
            return Optional.empty();
        }
        Date read = DateTimeFieldLenientImpl.PARSER
                .parse(new RawField("Date", value), DecodeMonitor.SILENT)
                .getDate();
        if (read == null || Math.abs(read.getTime()) > 253_000_000_000_000L) {
            issues.add(MailIssue.DATE_UNREADABLE);
            return Optional.empty();
        }
        return Optional.of(read.toInstant());
    }

    private AutomaticKind automatic(String subject, Optional<MailAddress> sender) {
        HeaderParameters type = PartReader.contentType(headers, new HeaderParameters("text/plain", Map.of()));
        String report = type.value().equals("multipart/report")
                ? type.parameter("report-type").orElse("delivery-status").toLowerCase(Locale.ROOT)
                : "";
        String status = parts.stream()
                .filter(p -> p.contentType().equals("message/delivery-status")
                        || p.contentType().equals("message/global-delivery-status"))
                .findFirst()
                .map(p -> new String(p.content().head(limits.maxHeaderBytes()), StandardCharsets.ISO_8859_1))
                .orElse("");
        return AutomaticMail.of(headers, subject, sender, report, status);
    }

    private List<String> references() {
        List<String> all = ids("references");
        if (all.size() <= MAX_REFERENCES) {
            return all;
        }
        List<String> some = new ArrayList<>(List.of(all.getFirst()));
        some.addAll(all.subList(all.size() - MAX_REFERENCES + 1, all.size()));
        return some;
    }

    private List<String> reportedIds() {
        List<String> ids = new ArrayList<>();
        for (MailPart part : parts) {
            if (part.contentType().equals("message/rfc822")
                    || part.contentType().equals("text/rfc822-headers")) {
                HeaderSection enclosed = HeaderSection.read(
                        part.content().range(limits.maxTextBytes()), 0, limits, EnumSet.noneOf(MailIssue.class));
                Matcher id = ID.matcher(enclosed.ascii("message-id"));
                if (id.find()) {
                    ids.add(id.group());
                }
            }
        }
        return ids;
    }

    private List<String> ids(String name) {
        List<String> ids = new ArrayList<>();
        for (byte[] value : headers.all(name)) {
            Matcher id = ID.matcher(HeaderText.decoded(value, charset));
            while (id.find()) {
                ids.add(id.group());
            }
        }
        return ids;
    }

    private Optional<String> bareMessageId() {
        String bare = header("message-id").replaceAll("[<>\\s]", "");
        return bare.isEmpty() || bare.length() > 998 ? Optional.empty() : Optional.of("<" + bare + ">");
    }

    private List<MailAddress> addresses(String name) {
        return headers.all(name).stream()
                .flatMap(v -> AddressList.parse(TextDecoder.unlabelled(v, charset)).stream())
                .toList();
    }

    private List<MailAddress> deliveredTo() {
        return List.of("delivered-to", "x-original-to", "envelope-to", "x-envelope-to").stream()
                .flatMap(name -> addresses(name).stream())
                .toList();
    }

    private String header(String name) {
        return headers.first(name).map(v -> HeaderText.decoded(v, charset)).orElse("");
    }
}
