package dev.handover.local.mail;

import dev.handover.local.LauncherFailure;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Delivers a message over SMTP (RFC 5321) without touching a byte of it, which a mail library would: broken headers and
 * undeclared charsets arrive as they are. Only a file in which every line ends with a bare LF gets the CRLF that SMTP
 * lines end with.
 */
public final class SmtpDelivery {

    private static final String UNKNOWN_SENDER = "unknown@customer.test";
    private static final Pattern ADDRESS =
            Pattern.compile("[\\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final int PATIENCE_MS = 30_000;

    private SmtpDelivery() {}

    public static void deliver(int port, byte[] message, String recipient) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            expect(in, "220");
            say(in, out, "EHLO customer.test", "250");
            say(in, out, "MAIL FROM:<" + sender(message) + ">", "250");
            say(in, out, "RCPT TO:<" + recipient + ">", "250");
            say(in, out, "DATA", "354");
            out.write(stuffed(withLineEnds(message)));
            say(in, out, ".", "250");
            say(in, out, "QUIT", "221");
        } catch (IOException e) {
            throw new LauncherFailure(
                    "the mail server on port %d did not take the message: %s".formatted(port, e.getMessage()), e);
        }
    }

    private static void say(InputStream in, OutputStream out, String line, String expected) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        expect(in, expected);
    }

    private static void expect(InputStream in, String code) throws IOException {
        String line;
        do {
            line = line(in);
            if (!line.startsWith(code)) {
                throw new IOException("it answered \"" + line + "\" where " + code + " was due");
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) != '\n') {
            if (c < 0) {
                throw new IOException("it closed the connection");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /**
     * The envelope's sender: the address in From, else one that a customer's server would have put there. Nothing (the
     * null sender of bounces) only when the message says {@code Return-Path: <>}.
     */
    static String sender(byte[] message) {
        try {
            InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(message), true);
            String returnPath = headers.getHeader("Return-Path", null);
            if (returnPath != null && returnPath.strip().equals("<>")) {
                return "";
            }
            String from = headers.getHeader("From", ",");
            Matcher address = ADDRESS.matcher(from == null ? "" : from);
            return address.find() ? address.group() : UNKNOWN_SENDER;
        } catch (MessagingException e) {
            return UNKNOWN_SENDER;
        }
    }

    static byte[] withLineEnds(byte[] message) {
        for (byte b : message) {
            if (b == '\r') {
                return message;
            }
        }
        var out = new java.io.ByteArrayOutputStream(message.length + message.length / 40);
        for (byte b : message) {
            if (b == '\n') {
                out.write('\r');
            }
            out.write(b);
        }
        return out.toByteArray();
    }

    /** A dot at the start of a line is doubled (RFC 5321 §4.5.2); the text ends at the end of a line. */
    static byte[] stuffed(byte[] message) {
        var out = new java.io.ByteArrayOutputStream(message.length + 64);
        boolean lineStarts = true;
        int before = 0;
        for (byte b : message) {
            if (b == '.' && lineStarts) {
                out.write('.');
            }
            out.write(b);
            lineStarts = b == '\n' && before == '\r';
            before = b;
        }
        if (!lineStarts) {
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        return out.toByteArray();
    }
}
