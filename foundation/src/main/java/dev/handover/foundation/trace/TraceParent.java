package dev.handover.foundation.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a trace: the value of {@code traceparent}, W3C Trace Context §3.2, in its version 00. Of the
 * flags only "sampled" is kept, as the specification asks of those who know no other.
 *
 * @param text 55 characters: version, trace id, parent id and flags
 */
public record TraceParent(String text) {
    /** The name of the HTTP header, and of the extension of CloudEvents. */
    public static final String NAME = "traceparent";

    private static final int LENGTH = 55;

    public TraceParent {
        if (text.length() != LENGTH || !text.startsWith("00-") || !wellFormed(text)) {
            throw new IllegalArgumentException("no traceparent of version 00: " + text);
        }
    }

    /** What a header says; empty where it is absent or not valid. A version that is not known yet is read as 00. */
    public static Optional<TraceParent> parse(@Nullable String given) {
        if (given == null
                || given.length() < LENGTH
                || !wellFormed(given)
                || given.startsWith("ff")
                || (given.startsWith("00") && given.length() > LENGTH)) {
            return Optional.empty();
        }
        boolean sampled = Character.digit(given.charAt(54), 16) % 2 == 1;
        return Optional.of(new TraceParent("00" + given.substring(2, 53) + (sampled ? "01" : "00")));
    }

    /** The beginning of a trace of our own, not sampled. */
    public static TraceParent begin() {
        return new TraceParent("00-" + id() + id() + "-" + id() + "-00");
    }

    /** The next one in what is given; the beginning of a trace where that is absent or not valid. */
    public static TraceParent following(@Nullable String given) {
        return parse(given).map(TraceParent::next).orElseGet(TraceParent::begin);
    }

    /** The same trace, a new parent id: for what this one caused. */
    public TraceParent next() {
        return new TraceParent(text.substring(0, 36) + id() + text.substring(52));
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return text.substring(3, 35);
    }

    @Override
    public String toString() {
        return text;
    }

    /** 16 hexadecimal digits, not all zero. Ids need to be distinct and no secret: a cheap generator will do. */
    private static String id() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }

    private static boolean wellFormed(String text) {
        return hex(text, 0, 2)
                && text.charAt(2) == '-'
                && hex(text, 3, 35)
                && !zero(text, 3, 35)
                && text.charAt(35) == '-'
                && hex(text, 36, 52)
                && !zero(text, 36, 52)
                && text.charAt(52) == '-'
                && hex(text, 53, 55)
                && (text.length() == LENGTH || text.charAt(LENGTH) == '-');
    }

    private static boolean zero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }
}
