package dev.handover.channel.content;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Bytes that can be read at any place and are not copied: those of an array, or of a mapped file, which take no heap.
 * Usable while what they lie in is open, by several threads.
 */
public final class ByteRange {

    /** No bytes. */
    public static final ByteRange EMPTY = of(new byte[0]);

    private static final long ONES = 0x0101_0101_0101_0101L;

    private final MemorySegment bytes;
    private final boolean returnsEndLines;

    private ByteRange(MemorySegment bytes, boolean returnsEndLines) {
        this.bytes = bytes;
        this.returnsEndLines = returnsEndLines;
    }

    /** The bytes of this array, which is not to be changed. */
    public static ByteRange of(byte[] bytes) {
        return of(MemorySegment.ofArray(bytes));
    }

    /** The bytes of this memory. */
    public static ByteRange of(MemorySegment bytes) {
        return new ByteRange(bytes, false);
    }

    public long length() {
        return bytes.byteSize();
    }

    /** The bytes from the beginning, at most so many. */
    public byte[] head(long max) {
        byte[] head = new byte[Math.toIntExact(Math.min(max, length()))];
        copy(0, head, 0, head.length);
        return head;
    }

    /** The bytes in their order; it needs no closing. */
    public InputStream stream() {
        return new Stream();
    }

    public byte at(long position) {
        return shown(bytes.get(ValueLayout.JAVA_BYTE, position));
    }

    public ByteRange range(long from, long to) {
        return new ByteRange(bytes.asSlice(from, to - from), returnsEndLines);
    }

    /** The same bytes with a newline for each carriage return. */
    public ByteRange withReturnsAsNewlines() {
        return new ByteRange(bytes, true);
    }

    /** Where the byte comes first, from a position on; the length where it does not. */
    public long find(char wanted, long from) {
        long i = returnsEndLines ? from : beforeFound(wanted, from);
        for (; i < length(); i++) {
            if (at(i) == wanted) {
                return i;
            }
        }
        return length();
    }

    /** Goes on in steps of eight bytes, as long as the byte is in none of them. */
    private long beforeFound(long wanted, long from) {
        long eightTimes = (wanted & 0xFF) * ONES;
        long i = from;
        for (; i + Long.BYTES <= length(); i += Long.BYTES) {
            long differing = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, i) ^ eightTimes;
            if ((differing - ONES & ~differing & ONES << 7) != 0) {
                return i;
            }
        }
        return i;
    }

    /** Whether there is nothing but white space. */
    public boolean isBlank() {
        for (long i = 0; i < length(); i++) {
            if (!Character.isWhitespace((char) (at(i) & 0xFF))) {
                return false;
            }
        }
        return true;
    }

    private void copy(long from, byte[] into, int offset, int count) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, into, offset, count);
        if (returnsEndLines) {
            for (int i = offset; i < offset + count; i++) {
                into[i] = shown(into[i]);
            }
        }
    }

    private byte shown(byte b) {
        return returnsEndLines && b == '\r' ? (byte) '\n' : b;
    }

    private final class Stream extends InputStream {

        private long position;

        @Override
        public int read() {
            return position < length() ? at(position++) & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            int some = (int) Math.min(count, length() - position);
            if (some <= 0) {
                return count == 0 ? 0 : -1;
            }
            copy(position, into, offset, some);
            position += some;
            return some;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length() - position);
        }
    }
}
