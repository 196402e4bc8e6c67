package dev.handover.channel.email.mime;

import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads any bytes as a mail. It never fails: what cannot be read in full is shown as text, named in the issues, and
 * the whole source is attached. Stateless and safe for use by several threads.
 */
public final class MailParser {

    private final MailLimits limits;

    public MailParser(MailLimits limits) {
        this.limits = limits;
    }

    /**
     * What is shown of a mail that could be read but not kept in what was read of it: its source, and the ids.
     */
    public ParsedMail sourceOnly(byte[] raw) {
        ParsedMail empty = parse(new byte[0]).with(MailIssue.UNPARSED);
        return new ParsedMail(
                "",
                empty.sender(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                empty.date(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                List.of(),
                List.of(source(raw)),
                AutomaticKind.NONE,
                empty.issues(),
                "");
    }

    static MailAttachment source(byte[] raw) {
        return new MailAttachment("original.eml", "message/rfc822", false, Optional.empty(), Kind.SOURCE, raw);
    }

    /** Reads the beginning of a mail whose rest was too large to be taken. */
    public ParsedMail parseTruncated(byte[] head) {
        ParsedMail mail = parse(head);
        List<MailAttachment> attachments = new ArrayList<>(mail.attachments());
        if (attachments.stream().noneMatch(a -> a.kind() == Kind.SOURCE)) {
            attachments.add(source(head));
        }
        ParsedMail marked = mail.with(MailIssue.SOURCE_TRUNCATED);
        return new ParsedMail(
                mail.subject(),
                mail.sender(),
                mail.replyTo(),
                mail.to(),
                mail.cc(),
                mail.deliveredTo(),
                mail.date(),
                mail.rawDate(),
                mail.messageId(),
                mail.inReplyTo(),
                mail.references(),
                mail.reportedIds(),
                mail.text(),
                mail.html(),
                mail.spans(),
                attachments,
                mail.automatic(),
                marked.issues(),
                mail.contentDigest());
    }

    /** Reads one mail; {@code raw} is kept by reference where the mail's source has to be attached. */
    public ParsedMail parse(byte[] raw) {
        return parse(raw, 0);
    }

    private ParsedMail parse(byte[] raw, int nesting) {
        Set<MailIssue> issues = EnumSet.noneOf(MailIssue.class);
        byte[] source = withNewlines(raw);
        HeaderSection headers = HeaderSection.read(source, afterEnvelopeLine(source), limits, issues);
        byte[] body = Arrays.copyOfRange(source, headers.bodyStart(), source.length);
        PartReader reader = new PartReader(limits, issues);
        reader.readMail(headers, body);
        if (reader.parts().isEmpty()) {
            issues.add(MailIssue.UNPARSED);
        }
        Function<byte[], ParsedMail> enclosed =
                nesting < 3 ? bytes -> parse(bytes, nesting + 1) : _ -> parse(new byte[0], nesting);
        return new MailAssembly(limits, raw, headers, body, reader.parts(), issues, enclosed).mail();
    }

    /** Skips empty lines and an mbox envelope line at the start. */
    private static int afterEnvelopeLine(byte[] source) {
        int at = 0;
        while (at < source.length && (source[at] == '\r' || source[at] == '\n')) {
            at++;
        }
        String start = new String(source, at, Math.min(6, source.length - at), StandardCharsets.ISO_8859_1);
        if (start.startsWith("From ") || start.startsWith(">From ")) {
            while (at < source.length && source[at] != '\n') {
                at++;
            }
            at = Math.min(at + 1, source.length);
        }
        return at;
    }

    /** Old Macs end lines with a carriage return alone. */
    private static byte[] withNewlines(byte[] raw) {
        boolean returns = false;
        for (byte b : raw) {
            if (b == '\n') {
                return raw;
            }
            returns |= b == '\r';
        }
        if (!returns) {
            return raw;
        }
        byte[] out = raw.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] == '\r' ? (byte) '\n' : out[i];
        }
        return out;
    }
}
