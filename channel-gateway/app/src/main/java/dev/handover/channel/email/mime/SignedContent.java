package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes the content out of a CMS SignedData (RFC 5652 §5.1), without judging the signature. It walks the BER encoding
 * with definite and indefinite lengths, and only down the one path that leads to the content.
 */
final class SignedContent {

    private static final byte[] SIGNED_DATA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x07, 0x02
    };
    private static final byte[] DATA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x07, 0x01};
    private static final int OID = 0x06;
    private static final int OCTETS = 0x04;
    private static final int CONSTRUCTED_OCTETS = 0x24;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int EXPLICIT = 0xA0;
    private static final int MAX_DEPTH = 8;

    private final byte[] in;

    private SignedContent(byte[] in) {
        this.in = in;
    }

    /** The content; empty where this is no such thing, or its content is elsewhere. */
    static Optional<ByteRange> of(ByteRange cms) {
        byte[] bytes = cms.head(cms.length());
        return new SignedContent(bytes).content();
    }

    /** @param end of the content where its length is given, else where the enclosing element ends */
    private record Element(int tag, int start, int end, boolean definite) {}

    private Optional<ByteRange> content() {
        return element(0, in.length, SEQUENCE)
                .flatMap(info -> oid(info, SIGNED_DATA))
                .flatMap(explicit -> element(explicit.start, explicit.end, SEQUENCE))
                .flatMap(signed -> element(signed.start, signed.end, INTEGER)
                        .flatMap(version -> element(version.end, signed.end, SET))
                        .flatMap(algorithms -> after(algorithms, MAX_DEPTH))
                        .flatMap(next -> element(next, signed.end, SEQUENCE)))
                .flatMap(info -> oid(info, DATA))
                .flatMap(explicit -> read(explicit.start, explicit.end))
                .flatMap(octets -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    return octets(octets, out, 0).map(_ -> ByteRange.of(out.toByteArray()));
                });
    }

    /** The explicit element that follows this object identifier in a sequence. */
    private Optional<Element> oid(Element sequence, byte[] wanted) {
        return element(sequence.start, sequence.end, OID)
                .filter(id -> Arrays.equals(in, id.start, id.end, wanted, 0, wanted.length))
                .flatMap(id -> element(id.end, sequence.end, EXPLICIT));
    }

    private Optional<Element> element(int at, int limit, int tag) {
        return read(at, limit).filter(e -> e.tag == tag);
    }

    private Optional<Element> read(int at, int limit) {
        if (at + 2 > limit) {
            return Optional.empty();
        }
        int tag = in[at] & 0xFF;
        int first = in[at + 1] & 0xFF;
        if (first == 0x80) {
            return Optional.of(new Element(tag, at + 2, limit, false));
        }
        int start = at + 2;
        long length = first;
        if (first > 0x80) {
            int bytes = first & 0x7F;
            if (bytes > 4 || start + bytes > limit) {
                return Optional.empty();
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | in[start++] & 0xFF;
            }
        }
        return length > limit - start
                ? Optional.empty()
                : Optional.of(new Element(tag, start, (int) (start + length), true));
    }

    /** Where the element after this one starts. */
    private Optional<Integer> after(Element element, int depth) {
        if (element.definite) {
            return Optional.of(element.end);
        }
        int at = element.start;
        while (depth > 0 && at + 2 <= element.end) {
            if (in[at] == 0 && in[at + 1] == 0) {
                return Optional.of(at + 2);
            }
            Optional<Integer> next = read(at, element.end).flatMap(e -> after(e, depth - 1));
            if (next.isEmpty()) {
                return next;
            }
            at = next.get();
        }
        return Optional.empty();
    }

    /** Adds the octets of this string, which may be in pieces, and tells where it ends. */
    private Optional<Integer> octets(Element element, ByteArrayOutputStream out, int depth) {
        if (element.tag == OCTETS && element.definite) {
            out.write(in, element.start, element.end - element.start);
            return Optional.of(element.end);
        }
        if (element.tag != CONSTRUCTED_OCTETS || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        int at = element.start;
        while (at + 2 <= element.end) {
            if (!element.definite && in[at] == 0 && in[at + 1] == 0) {
                return Optional.of(at + 2);
            }
            Optional<Integer> next = read(at, element.end).flatMap(piece -> octets(piece, out, depth + 1));
            if (next.isEmpty()) {
                return next;
            }
            at = next.get();
        }
        return element.definite ? Optional.of(element.end) : Optional.empty();
    }
}
