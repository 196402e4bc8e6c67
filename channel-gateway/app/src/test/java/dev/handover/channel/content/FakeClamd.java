package dev.handover.channel.content;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks clamd's INSTREAM, and knows one piece of malware: the test file that all scanners know. */
final class FakeClamd implements AutoCloseable {

    /** In two pieces, so that no scanner finds this file. */
    static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private final int limit;
    private final boolean silent;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private Thread accepting = Thread.currentThread();

    /**
     * @param limit bytes above which it answers that it is too much
     * @param silent whether it takes everything and never answers
     */
    FakeClamd(int limit, boolean silent) {
        this.limit = limit;
        this.silent = silent;
        this.server = listen(0);
    }

    static FakeClamd started() {
        return new FakeClamd(1024 * 1024, false);
    }

    int port() {
        return server.getLocalPort();
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            // not a virtual one: a socket that such a thread waits at is closed only after it has woken up
            accepting = Thread.ofPlatform().daemon().start(() -> accept(listening));
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] command = in.readNBytes("zINSTREAM\0".length());
            if (!new String(command, StandardCharsets.US_ASCII).equals("zINSTREAM\0")) {
                say(client, "UNKNOWN COMMAND");
                return;
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int count = in.readInt(); count > 0; count = in.readInt()) {
                content.write(in.readNBytes(count));
                if (content.size() > limit) {
                    say(client, "INSTREAM size limit exceeded. ERROR");
                    in.skipNBytes(in.available());
                    return;
                }
            }
            if (silent) {
                in.read();
                return;
            }
            boolean infected = content.toString(StandardCharsets.ISO_8859_1).contains(EICAR);
            say(client, infected ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        } catch (IOException gone) {
            // the other side has had enough
        }
    }

    private static void say(Socket client, String words) throws IOException {
        client.getOutputStream().write((words + "\0").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    void comeBack() {
        server = listen(server.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.close();
            accepting.join();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
