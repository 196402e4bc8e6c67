package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Divides the body of a multipart at its boundary lines (RFC 2046 §5.1.1), as leniently as mail programs do: what
 * follows the boundary on its line is ignored, but for the two dashes of the last one.
 */
final class Multipart {

    private final ByteRange body;
    private final byte[] boundary;

    private Multipart(ByteRange body, byte[] boundary) {
        this.body = body;
        this.boundary = boundary;
    }

    /** The parts, each with its headers; none where the boundary does not occur. */
    static List<ByteRange> parts(ByteRange body, String boundary, int maxParts, Set<MailIssue> issues) {
        return new Multipart(body, ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1)).parts(maxParts, issues);
    }

    private List<ByteRange> parts(int maxParts, Set<MailIssue> issues) {
        List<ByteRange> parts = new ArrayList<>();
        long start = -1;
        long next;
        for (long line = 0; line < body.length(); line = next) {
            next = Math.min(body.find('\n', line) + 1, body.length());
            if (!isBoundary(line)) {
                continue;
            }
            if (start >= 0) {
                parts.add(body.range(start, withoutLineEnd(start, line)));
            }
            if (isLast(line + boundary.length, next)) {
                return parts;
            }
            if (parts.size() >= maxParts) {
                issues.add(MailIssue.TOO_MANY_PARTS);
                return parts;
            }
            start = body.at(next - 1) == '\n' ? next : -1;
        }
        issues.add(MailIssue.END_BOUNDARY_MISSING);
        if (start >= 0) {
            parts.add(body.range(start, body.length()));
        }
        return parts;
    }

    private boolean isBoundary(long line) {
        long end = line + boundary.length;
        if (end > body.length()) {
            return false;
        }
        for (int i = 0; i < boundary.length; i++) {
            if (body.at(line + i) != boundary[i]) {
                return false;
            }
        }
        return end == body.length() || body.at(end) == '-' || " \t\r\n".indexOf(body.at(end)) >= 0;
    }

    private boolean isLast(long from, long to) {
        for (long i = from; i + 1 < to; i++) {
            if (body.at(i) == '-' && body.at(i + 1) == '-') {
                return true;
            }
        }
        return false;
    }

    /** The line end before a boundary belongs to the boundary. */
    private long withoutLineEnd(long start, long line) {
        long end = line > start ? line - 1 : line;
        return end > start && body.at(end - 1) == '\r' ? end - 1 : end;
    }
}
