package dev.handover.channel.delivery;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A mail server that speaks real SMTP and does with each mail what its script says. */
public final class FakeSmtp implements AutoCloseable {

    /** What is done with one mail. */
    public enum Deed {
        ACCEPT,
        ACCEPT_SLOWLY,
        REFUSE_SENDER,
        REFUSE_RECIPIENT,
        /** Those whose name begins with gone. */
        REFUSE_COPIES,
        REFUSE_DATA,
        REFUSE_CONTENT,
        ASK_TO_WAIT,
        ASK_TO_WAIT_AT_THE_END,
        BE_BUSY,
        DROP_AT_ONCE,
        DROP_BEFORE_THE_END,
        DROP_AFTER_THE_END
    }

    /**
     * A mail that was taken.
     *
     * @param told whether the client got to know
     */
    public record Taken(String sender, List<String> recipients, String data, boolean told) {

        /** A header's value, unfolded; empty where there is none. */
        public String header(String name) {
            String headers = data.substring(0, data.indexOf("\r\n\r\n"))
                    .replace("\r\n ", " ")
                    .replace("\r\n\t", " ");
            return headers.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private volatile Supplier<Deed> script = () -> Deed.ACCEPT;

    public FakeSmtp() {
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Asked once for each mail. */
    public void script(Supplier<Deed> next) {
        script = next;
    }

    /** In the order in which they were taken. */
    public List<Taken> taken() {
        return taken;
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new Session(client).run();
        } catch (IOException clientIsGone) {
            // as a server it does not mind
        } finally {
            open.remove(client);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Session {
        private final BufferedReader in;
        private final BufferedWriter out;
        private Deed deed = Deed.ACCEPT;
        private String sender = "";
        private final List<String> recipients = new ArrayList<>();

        Session(Socket client) throws IOException {
            in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            out = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), StandardCharsets.ISO_8859_1));
        }

        private boolean say(String line) throws IOException {
            out.write(line + "\r\n");
            out.flush();
            return true;
        }

        void run() throws IOException {
            say("220 fake.test");
            String line = in.readLine();
            while (line != null && answer(line)) {
                line = in.readLine();
            }
        }

        /** False when the connection is to end. */
        private boolean answer(String line) throws IOException {
            String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            return switch (verb) {
                case "EHLO", "HELO" -> say("250 fake.test");
                case "MAIL" -> mail(line);
                case "RCPT" -> recipient(line);
                case "DATA" -> data();
                case "RSET", "NOOP" -> say("250 ok");
                case "QUIT" -> say("221 bye") && false;
                default -> say("500 what?");
            };
        }

        private boolean mail(String line) throws IOException {
            deed = script.get();
            recipients.clear();
            sender = address(line);
            return switch (deed) {
                case REFUSE_SENDER -> say("550 5.7.1 you may not send");
                case BE_BUSY -> say("421 4.3.2 busy") && false;
                case DROP_AT_ONCE -> false;
                default -> say("250 ok");
            };
        }

        private boolean recipient(String line) throws IOException {
            if (deed == Deed.REFUSE_COPIES && address(line).startsWith("gone")) {
                return say("550 5.1.1 gone");
            }
            return switch (deed) {
                case REFUSE_RECIPIENT -> say("550 5.1.1 no such user");
                case ASK_TO_WAIT -> say("451 4.7.1 greylisted, come again");
                default -> {
                    recipients.add(address(line));
                    yield say("250 ok");
                }
            };
        }

        private boolean data() throws IOException {
            if (deed == Deed.REFUSE_DATA) {
                return say("554 5.7.1 not from you");
            }
            say("354 go on");
            StringBuilder data = new StringBuilder();
            for (String line = in.readLine(); !line.equals("."); line = in.readLine()) {
                if (deed == Deed.DROP_BEFORE_THE_END) {
                    return false;
                }
                data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            return end(data.toString());
        }

        private boolean end(String data) throws IOException {
            if (deed == Deed.ACCEPT_SLOWLY) {
                LockSupport.parkNanos(Duration.ofMillis(2500).toNanos());
            }
            return switch (deed) {
                case REFUSE_CONTENT -> say("552 5.3.4 too large for us");
                case ASK_TO_WAIT_AT_THE_END -> say("451 4.3.0 come again");
                default -> {
                    boolean told = deed != Deed.DROP_AFTER_THE_END;
                    taken.add(new Taken(sender, List.copyOf(recipients), data, told));
                    yield told && say("250 taken");
                }
            };
        }

        private static String address(String line) {
            return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }
    }
}
