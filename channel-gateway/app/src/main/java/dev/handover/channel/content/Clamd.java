package dev.handover.channel.content;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks a ClamAV daemon about contents by its INSTREAM command (clamd(8)): a content goes over in chunks, each with its
 * length before it, and one of no length ends it. Nothing is held as a whole.
 */
final class Clamd {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MAX_ANSWER = 1_000;
    private static final String FOUND = " FOUND";

    private final String host;
    private final int port;
    private final Duration timeout;

    /** @param timeout for the connection, for each answer, and for a whole scan ten times as long */
    Clamd(String host, int port, Duration timeout) {
        this.host = host;
        this.port = port;
        this.timeout = timeout;
    }

    /** @throws IOException when it can't be told now */
    Verdict scan(InputStream content) throws IOException {
        try (Socket socket = new Socket()) {
            // writing has no timeout of its own: it ends when the socket is closed
            CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                    () -> close(socket),
                    CompletableFuture.delayedExecutor(timeout.multipliedBy(10).toMillis(), TimeUnit.MILLISECONDS));
            try {
                socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
                socket.setSoTimeout((int) timeout.toMillis());
                return verdict(ask(socket, content));
            } finally {
                deadline.cancel(false);
            }
        }
    }

    private static String ask(Socket socket, InputStream content) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = content.readNBytes(chunk, 0, CHUNK_BYTES);
                count > 0;
                count = content.readNBytes(chunk, 0, CHUNK_BYTES)) {
            try {
                out.writeInt(count);
                out.write(chunk, 0, count);
            } catch (IOException e) {
                return answer(socket); // it answers before the end where it wants no more
            }
        }
        out.writeInt(0);
        out.flush();
        return answer(socket);
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c > 0 && answer.length() < MAX_ANSWER; c = in.read()) {
            answer.append((char) c);
        }
        return answer.toString().strip();
    }

    private static Verdict verdict(String answer) throws IOException {
        String said = answer.startsWith("stream: ") ? answer.substring("stream: ".length()) : answer;
        if (said.equals("OK")) {
            return new Verdict.Clean();
        }
        if (said.endsWith(FOUND)) {
            return new Verdict.Infected(said.substring(0, said.length() - FOUND.length()));
        }
        if (said.contains("size limit exceeded")) {
            return new Verdict.TooLarge();
        }
        throw new IOException(said.isEmpty() ? "the scanner ended without an answer" : "the scanner says: " + said);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // it is closed, as it should be
        }
    }
}
