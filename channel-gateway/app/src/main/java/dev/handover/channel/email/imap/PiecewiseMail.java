package dev.handover.channel.email.imap;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;

/** A mail's bytes, fetched from the server in pieces as they are read; a piece that is not full is the last. */
final class PiecewiseMail extends InputStream {

    /** Fetches a piece: fewer bytes than asked for, or none, at the end. */
    @FunctionalInterface
    interface Server {
        byte[] piece(long offset, int bytes) throws MessagingException;
    }

    private static final int PIECE_BYTES = 512 * 1024;

    private final Server server;
    private final long maxBytes;
    private byte[] piece = new byte[0];
    private int position;
    private long offset;
    private boolean last;

    /** Reads at most so many bytes, and not a piece more than it takes. */
    PiecewiseMail(Server server, long maxBytes) {
        this.server = server;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int some = Math.min(count, piece.length - position);
        System.arraycopy(piece, position, into, from, some);
        position += some;
        return some;
    }

    private boolean fill() throws IOException {
        int wanted = (int) Math.min(PIECE_BYTES, maxBytes - offset);
        if (position == piece.length && !last && wanted > 0) {
            try {
                piece = server.piece(offset, wanted);
            } catch (MessagingException e) {
                throw new IOException(e);
            }
            position = 0;
            offset += piece.length;
            last = piece.length < wanted;
        }
        return position < piece.length;
    }
}
