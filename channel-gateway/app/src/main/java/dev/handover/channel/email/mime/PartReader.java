package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a mail into its leaves, one multipart at a time, so that each level can be repaired by itself. The leaves are
 * ranges of the mail: nothing is copied.
 */
final class PartReader {

    private static final HeaderParameters PLAIN = new HeaderParameters("text/plain", Map.of());
    private static final long MAX_GUESSED = 1 << 20;
    /** A byte that is guessed on costs as much as so many that are only passed over. */
    private static final long GUESSING = 16;

    private final MailLimits limits;
    private final Set<MailIssue> issues;
    private final List<MailPart> parts = new ArrayList<>();
    private long mayScan;
    private int alternatives;

    PartReader(MailLimits limits, Set<MailIssue> issues) {
        this.limits = limits;
        this.issues = issues;
        this.mayScan = limits.maxScannedBytes();
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

    void readMail(HeaderSection headers, ByteRange body) {
        read(headers, body, PLAIN, 1, 0);
    }

    /** Reads the entity inside a container, and gives its leaves. */
    static List<MailPart> leaves(ByteRange entity, MailLimits limits, Set<MailIssue> issues) {
        PartReader reader = new PartReader(limits, issues);
        HeaderSection headers = HeaderSection.read(entity, 0, limits, issues);
        reader.readMail(headers, entity.range(headers.bodyStart(), entity.length()));
        return reader.parts;
    }

    private void read(HeaderSection headers, ByteRange body, HeaderParameters otherwise, int depth, int alternative) {
        HeaderParameters type = contentType(headers, otherwise);
        if (!type.value().startsWith("multipart/")) {
            addLeaf(headers, type, body, alternative, depth - 1);
            return;
        }
        if (depth > limits.maxDepth() || mayScan < body.length()) {
            issues.add(MailIssue.TOO_DEEP);
            return;
        }
        int inner = type.value().equals("multipart/alternative") ? ++alternatives : alternative;
        HeaderParameters each =
                type.value().equals("multipart/digest") ? new HeaderParameters("message/rfc822", Map.of()) : PLAIN;
        List<ByteRange> entities = entities(type, body);
        if (entities.isEmpty()) {
            issues.add(MailIssue.BOUNDARY_BROKEN);
            addLeaf(headers, PLAIN, body, alternative, depth - 1);
            return;
        }
        for (ByteRange entity : entities) {
            if (parts.size() >= limits.maxParts()) {
                issues.add(MailIssue.TOO_MANY_PARTS);
                return;
            }
            HeaderSection partHeaders = HeaderSection.read(entity, 0, limits, issues);
            read(partHeaders, entity.range(partHeaders.bodyStart(), entity.length()), each, depth + 1, inner);
        }
    }

    private List<ByteRange> entities(HeaderParameters type, ByteRange body) {
        Optional<String> named = type.parameter("boundary").filter(b -> !b.isBlank());
        List<ByteRange> entities = named.map(b -> split(b, body)).orElse(List.of());
        if (!entities.isEmpty()) {
            return entities;
        }
        mayScan -= GUESSING * Math.min(body.length(), MAX_GUESSED);
        Optional<String> guessed = guessBoundary(body);
        guessed.ifPresent(_ -> issues.add(MailIssue.BOUNDARY_BROKEN));
        return guessed.map(b -> split(b, body)).orElse(List.of());
    }

    private List<ByteRange> split(String boundary, ByteRange body) {
        mayScan -= body.length();
        return Multipart.parts(body, boundary, limits.maxParts(), issues);
    }

    /** A line that starts with two dashes and comes again, possibly closed by two more. */
    private static Optional<String> guessBoundary(ByteRange body) {
        Map<String, Integer> seen = new HashMap<>();
        String text = new String(body.head(MAX_GUESSED), StandardCharsets.ISO_8859_1);
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

    private void addLeaf(HeaderSection headers, HeaderParameters type, ByteRange body, int alternative, int depth) {
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
        TransferEncoding encoding = TransferEncoding.named(headers.ascii("content-transfer-encoding"));
        PartContent content = PartContent.of(body, encoding, issues);
        parts.add(new MailPart(type, disposition, name, contentId, alternative, depth, content));
    }
}
