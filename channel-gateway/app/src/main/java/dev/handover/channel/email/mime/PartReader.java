package dev.handover.channel.email.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * Splits a mail into its leaves. mime4j divides one multipart at a time at its boundary; headers, depth and missing
 * boundaries are looked after here, so that each level can be repaired by itself.
 */
final class PartReader {

    private static final HeaderParameters PLAIN = new HeaderParameters("text/plain", Map.of());
    private static final MimeConfig LENIENT = new MimeConfig.Builder()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build();

    private final MailLimits limits;
    private final Set<MailIssue> issues;
    private final List<MailPart> parts = new ArrayList<>();
    private int alternatives;

    PartReader(MailLimits limits, Set<MailIssue> issues) {
        this.limits = limits;
        this.issues = issues;
    }

    List<MailPart> parts() {
        return parts;
    }

    /** The type of a part or mail; text/plain where it names none that makes sense. */
    static HeaderParameters contentType(HeaderSection headers, HeaderParameters otherwise) {
        HeaderParameters type = HeaderParameters.parse(headers.ascii("content-type"));
        int slash = type.value().indexOf('/');
        boolean sound =
                slash > 0 && slash < type.value().length() - 1 && type.value().indexOf(' ') < 0;
        if (sound) {
            return type;
        }
        return type.value().equals("text") || type.value().isEmpty()
                ? new HeaderParameters(otherwise.value(), type.parameters())
                : new HeaderParameters("application/octet-stream", type.parameters());
    }

    void readMail(HeaderSection headers, byte[] body) {
        read(headers, body, PLAIN, 1, 0);
    }

    private void read(HeaderSection headers, byte[] body, HeaderParameters otherwise, int depth, int alternative) {
        HeaderParameters type = contentType(headers, otherwise);
        if (!type.value().startsWith("multipart/")) {
            addLeaf(headers, type, body, alternative);
            return;
        }
        if (depth > limits.maxDepth()) {
            issues.add(MailIssue.TOO_DEEP);
            return;
        }
        int inner = type.value().equals("multipart/alternative") ? ++alternatives : alternative;
        HeaderParameters each =
                type.value().equals("multipart/digest") ? new HeaderParameters("message/rfc822", Map.of()) : PLAIN;
        List<byte[]> entities = entities(type, body);
        if (entities.isEmpty()) {
            issues.add(MailIssue.BOUNDARY_BROKEN);
            addLeaf(headers, PLAIN, body, alternative);
            return;
        }
        for (byte[] entity : entities) {
            if (parts.size() >= limits.maxParts()) {
                issues.add(MailIssue.TOO_MANY_PARTS);
                return;
            }
            HeaderSection partHeaders = HeaderSection.read(entity, 0, limits, issues);
            read(
                    partHeaders,
                    Arrays.copyOfRange(entity, partHeaders.bodyStart(), entity.length),
                    each,
                    depth + 1,
                    inner);
        }
    }

    private List<byte[]> entities(HeaderParameters type, byte[] body) {
        Optional<String> named = type.parameter("boundary").filter(b -> !b.isBlank());
        List<byte[]> entities = named.map(b -> split(b, body)).orElse(List.of());
        if (!entities.isEmpty()) {
            return entities;
        }
        Optional<String> guessed = guessBoundary(body);
        guessed.ifPresent(_ -> issues.add(MailIssue.BOUNDARY_BROKEN));
        return guessed.map(b -> split(b, body)).orElse(List.of());
    }

    private List<byte[]> split(String boundary, byte[] body) {
        List<byte[]> entities = new ArrayList<>();
        MimeTokenStream stream = new MimeTokenStream(LENIENT, new Listener(MailIssue.END_BOUNDARY_MISSING), null);
        stream.setRecursionMode(RecursionMode.M_RAW);
        String quoted = boundary.replace("\\", "\\\\").replace("\"", "\\\"");
        try {
            stream.parseHeadless(new ByteArrayInputStream(body), "multipart/mixed; boundary=\"" + quoted + "\"");
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                if (state == EntityState.T_RAW_ENTITY) {
                    if (entities.size() >= limits.maxParts()) {
                        issues.add(MailIssue.TOO_MANY_PARTS);
                        break;
                    }
                    entities.add(stream.getInputStream().readAllBytes());
                }
            }
        } catch (IOException | MimeException | IllegalArgumentException | IllegalStateException broken) {
            issues.add(MailIssue.UNPARSED);
        }
        return entities;
    }

    /** A line that starts with two dashes and comes again, possibly closed by two more. */
    private static Optional<String> guessBoundary(byte[] body) {
        Map<String, Integer> seen = new HashMap<>();
        String text = new String(body, 0, Math.min(body.length, 1 << 20), StandardCharsets.ISO_8859_1);
        Optional<String> first = Optional.empty();
        for (String raw : text.split("\r?\n")) {
            String line = raw.stripTrailing();
            if (!line.startsWith("--")
                    || line.length() < 4
                    || line.length() > 202
                    || line.substring(2).isBlank()) {
                continue;
            }
            String name = line.substring(2);
            if (name.endsWith("--") && seen.containsKey(name.substring(0, name.length() - 2))) {
                return Optional.of(name.substring(0, name.length() - 2));
            }
            if (seen.merge(name, 1, Integer::sum) > 1 && name.chars().anyMatch(c -> c != '-') && first.isEmpty()) {
                first = Optional.of(name);
            }
        }
        return first;
    }

    private void addLeaf(HeaderSection headers, HeaderParameters type, byte[] body, int alternative) {
        HeaderParameters disposition = headers.first("content-disposition")
                .map(b -> HeaderParameters.parse(TextDecoder.unlabelled(b, null)))
                .orElse(new HeaderParameters("", Map.of()));
        Optional<String> name = disposition.parameter("filename").filter(n -> !n.isBlank());
        if (name.isEmpty() && headers.has("content-type")) {
            name = HeaderParameters.parse(
                            TextDecoder.unlabelled(headers.first("content-type").orElseThrow(), null))
                    .parameter("name")
                    .filter(n -> !n.isBlank());
        }
        Optional<String> contentId = Optional.of(headers.ascii("content-id").replaceAll("[<>\\s\\p{Cntrl}]", ""))
                .filter(id -> !id.isEmpty() && id.length() <= 250);
        byte[] content = undo(headers.ascii("content-transfer-encoding").toLowerCase(Locale.ROOT), body);
        parts.add(new MailPart(type, disposition, name, contentId, alternative, content));
    }

    private byte[] undo(String encoding, byte[] body) {
        Listener listener = new Listener(MailIssue.TRANSFER_ENCODING_BROKEN);
        try {
            if (encoding.startsWith("base64")) {
                return allOf(new Base64InputStream(new ByteArrayInputStream(body), listener), body);
            }
            if (encoding.startsWith("quoted-printable")) {
                return allOf(new QuotedPrintableInputStream(new ByteArrayInputStream(body), listener), body);
            }
        } catch (IOException broken) {
            issues.add(MailIssue.TRANSFER_ENCODING_BROKEN);
        }
        return body;
    }

    private byte[] allOf(InputStream decoding, byte[] body) throws IOException {
        try (decoding) {
            byte[] content = decoding.readAllBytes();
            if (content.length == 0 && !new String(body, StandardCharsets.ISO_8859_1).isBlank()) {
                issues.add(MailIssue.TRANSFER_ENCODING_BROKEN);
                return body;
            }
            return content;
        }
    }

    /** Notes that something was wrong and goes on. */
    private final class Listener extends DecodeMonitor {

        private final MailIssue issue;

        Listener(MailIssue issue) {
            this.issue = issue;
        }

        @Override
        public boolean warn(String error, String dropDesc) {
            issues.add(issue);
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }
}
