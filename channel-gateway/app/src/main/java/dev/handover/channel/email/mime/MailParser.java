package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads any bytes as a mail. It never fails: what cannot be read in full is shown as text, named in the issues, and
 * the whole source is attached. Stateless and safe for use by several threads. Nothing as large as the
 * mail is held: its bytes are read where they are, and decoded as a stream.
 */
public final class MailParser {

    private final MailLimits limits;
    private final Set<String> trustedServers;

    /** A parser that believes nobody's results of authentication. */
    public MailParser(MailLimits limits) {
        this(limits, List.of());
    }

    /** @param trustedServers authserv-ids of mail servers whose results of authentication are believed */
    public MailParser(MailLimits limits, List<String> trustedServers) {
        this.limits = limits;
        this.trustedServers = trustedServers.stream()
                .map(id -> id.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /**
     * What is shown of a mail that could be read but not kept in what was read of it: its source, and the ids.
     */
    public ParsedMail sourceOnly(ByteRange raw) {
        return parse(ByteRange.EMPTY).with(MailIssue.UNPARSED, List.of(source(raw)));
    }

    static MailAttachment source(ByteRange raw) {
        return new MailAttachment(
                "original.eml", "message/rfc822", false, Optional.empty(), Kind.SOURCE, PartContent.of(raw));
    }

    /** Reads the beginning of a mail whose rest was too large to be taken. */
    public ParsedMail parseTruncated(ByteRange head) {
        ParsedMail mail = parse(head);
        List<MailAttachment> attachments = new ArrayList<>(mail.attachments());
        if (attachments.stream().noneMatch(a -> a.kind() == Kind.SOURCE)) {
            attachments.add(source(head));
        }
        return mail.with(MailIssue.SOURCE_TRUNCATED, attachments);
    }

    /** Reads one mail, whose attachments can be read as long as {@code raw} can. */
    public ParsedMail parse(ByteRange raw) {
        return parse(raw, 0);
    }

    private ParsedMail parse(ByteRange raw, int nesting) {
        Set<MailIssue> issues = EnumSet.noneOf(MailIssue.class);
        ByteRange source = withNewlines(raw);
        HeaderSection headers = HeaderSection.read(source, afterEnvelopeLine(source), limits, issues);
        ByteRange body = source.range(headers.bodyStart(), source.length());
        PartReader reader = new PartReader(limits, issues);
        reader.readMail(headers, body);
        if (reader.parts().isEmpty()) {
            issues.add(MailIssue.UNPARSED);
        }
        Function<ByteRange, ParsedMail> enclosed =
                nesting < 3 ? bytes -> parse(bytes, nesting + 1) : _ -> parse(ByteRange.EMPTY, nesting);
        List<MailPart> parts = Containers.open(reader.parts(), limits, issues);
        String digest = ContentDigest.of(reader.parts(), body);
        return new MailAssembly(limits, raw, headers, body, parts, issues, enclosed).mail(digest, trustedServers);
    }

    /** Skips empty lines and an mbox envelope line at the start. */
    private static long afterEnvelopeLine(ByteRange source) {
        long at = 0;
        while (at < source.length() && (source.at(at) == '\r' || source.at(at) == '\n')) {
            at++;
        }
        String start = new String(source.range(at, source.length()).head(6), StandardCharsets.ISO_8859_1);
        return start.startsWith("From ") || start.startsWith(">From ")
                ? Math.min(source.find('\n', at) + 1, source.length())
                : at;
    }

    /** Old Macs end lines with a carriage return alone. */
    private static ByteRange withNewlines(ByteRange raw) {
        return raw.find('\n', 0) < raw.length() ? raw : raw.withReturnsAsNewlines();
    }
}
