package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The header fields of one entity, unfolded and undecoded, and where its body starts (RFC 5322 §2.2).
 *
 * <p>A line that is no field is skipped when known fields follow it, else it is taken as the first line of a body whose
 * empty line got lost: text is never thrown away.
 */
final class HeaderSection {

    private static final Set<String> KNOWN = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "message-id",
            "in-reply-to",
            "references",
            "reply-to",
            "sender",
            "received",
            "return-path",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-disposition",
            "content-id",
            "content-description",
            "auto-submitted",
            "precedence",
            "list-id",
            "delivered-to",
            "dkim-signature",
            "user-agent",
            "thread-topic",
            "thread-index",
            "importance");

    private record Field(String name, byte[] body) {}

    private final List<Field> fields;
    private final long bodyStart;

    private HeaderSection(List<Field> fields, long bodyStart) {
        this.fields = fields;
        this.bodyStart = bodyStart;
    }

    long bodyStart() {
        return bodyStart;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    Optional<byte[]> first(String name) {
        return fields.stream().filter(f -> f.name.equals(name)).findFirst().map(Field::body);
    }

    List<byte[]> all(String name) {
        return fields.stream().filter(f -> f.name.equals(name)).map(Field::body).toList();
    }

    /** @param hops how many fields of the other name are above it */
    record Placed(byte[] body, int hops) {}

    /** The fields of a name, each with how many of another name are above it. */
    List<Placed> withHops(String name, String other) {
        List<Placed> found = new ArrayList<>();
        int hops = 0;
        for (Field field : fields) {
            hops += field.name.equals(other) ? 1 : 0;
            if (field.name.equals(name)) {
                found.add(new Placed(field.body, hops));
            }
        }
        return found;
    }

    boolean has(String name) {
        return fields.stream().anyMatch(f -> f.name.equals(name));
    }

    /** The first such field as Latin-1 text without decoding, trimmed; empty where there is none. */
    String ascii(String name) {
        return first(name)
                .map(b -> new String(b, StandardCharsets.ISO_8859_1).trim())
                .orElse("");
    }

    static HeaderSection read(ByteRange bytes, long start, MailLimits limits, Set<MailIssue> issues) {
        List<Field> fields = new ArrayList<>();
        long at = start;
        long used = 0;
        long known = -1;
        while (at < bytes.length()) {
            long next = afterLine(bytes, at);
            long end = lineEnd(bytes, at, next);
            if (end == at) {
                return new HeaderSection(fields, next);
            }
            long colon = fieldColon(bytes, at, end);
            if (colon < 0) {
                boolean stray = isBlank(bytes.at(at));
                if (!stray || !blankLine(bytes, at, end)) {
                    issues.add(MailIssue.HEADER_BROKEN);
                    known = known >= next ? known : knownField(bytes, next);
                    if (known < 0) {
                        return new HeaderSection(fields, at);
                    }
                }
                at = next;
                continue;
            }
            long fieldEnd = end;
            while (next < bytes.length() && isBlank(bytes.at(next))) {
                long following = afterLine(bytes, next);
                fieldEnd = lineEnd(bytes, next, following);
                next = following;
            }
            int length = (int) Math.min(fieldEnd - colon - 1, limits.maxFieldBytes());
            used += colon - at + length;
            if (length < fieldEnd - colon - 1 || used > limits.maxHeaderBytes()) {
                issues.add(MailIssue.HEADER_TOO_LARGE);
            }
            if (used <= limits.maxHeaderBytes()) {
                String name = name(bytes.range(at, colon));
                fields.add(
                        new Field(name, unfold(bytes.range(colon + 1, fieldEnd).head(length))));
            }
            at = next;
        }
        return new HeaderSection(fields, bytes.length());
    }

    private static String name(ByteRange bytes) {
        return new String(bytes.head(bytes.length()), StandardCharsets.US_ASCII)
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    private static byte[] unfold(byte[] folded) {
        byte[] out = new byte[folded.length];
        int n = 0;
        for (byte b : folded) {
            if (b != '\r' && b != '\n') {
                out[n++] = b;
            }
        }
        return Arrays.copyOf(out, n);
    }

    /** Where the next known field is among the following lines, up to an empty one; negative where none is. */
    private static long knownField(ByteRange bytes, long from) {
        long at = from;
        for (int lines = 0; at < bytes.length() && lines < 200; lines++) {
            long next = afterLine(bytes, at);
            long end = lineEnd(bytes, at, next);
            if (end == at) {
                return -1;
            }
            long colon = fieldColon(bytes, at, end);
            if (colon > 0) {
                String name = name(bytes.range(at, colon));
                if (KNOWN.contains(name) || name.startsWith("x-")) {
                    return at;
                }
            }
            at = next;
        }
        return -1;
    }

    private static long fieldColon(ByteRange bytes, long from, long end) {
        boolean gap = false;
        for (long i = from; i < end && i - from < 100; i++) {
            byte b = bytes.at(i);
            if (b == ':') {
                return i > from ? i : -1;
            }
            if (isBlank(b)) {
                if (i == from) {
                    return -1;
                }
                gap = true;
            } else if (gap || b < 33 || b == 127) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean blankLine(ByteRange bytes, long from, long end) {
        for (long i = from; i < end; i++) {
            if (!isBlank(bytes.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static long afterLine(ByteRange bytes, long at) {
        return Math.min(bytes.find('\n', at) + 1, bytes.length());
    }

    private static long lineEnd(ByteRange bytes, long at, long next) {
        long end = next;
        if (end > at && bytes.at(end - 1) == '\n') {
            end--;
        }
        while (end > at && bytes.at(end - 1) == '\r') {
            end--;
        }
        return end;
    }
}
