package dev.handover.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * How many ordinary mails of 20 kB one thread parses in a second: the parser of the gateway's jar, in this process and
 * without the rest of the service.
 */
final class Parsing {

    private static final String PACKAGE = "dev.handover.channel.email.mime.";
    private static final String BYTES = "dev.handover.channel.content.ByteRange";
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int MAIL_BYTES = 20_000;

    private Parsing() {}

    static double perSecond(Path repository, Duration duration) throws IOException {
        Path folder = Files.createTempDirectory("handover-parser");
        try (URLClassLoader gateway = unpacked(repository, folder)) {
            Class<?> limits = gateway.loadClass(PACKAGE + "MailLimits");
            Class<?> range = gateway.loadClass(BYTES);
            Class<?> type = gateway.loadClass(PACKAGE + "MailParser");
            Object parser = type.getConstructor(limits)
                    .newInstance(limits.getField("DEFAULT").get(null));
            Method parse = type.getMethod("parse", range);
            List<Object> mails = new ArrayList<>();
            for (byte[] mail : mails()) {
                mails.add(range.getMethod("of", byte[].class).invoke(null, (Object) mail));
            }
            run(parser, parse, mails, WARM_UP);
            return Math.round(10 * run(parser, parse, mails, duration)) / 10.0;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the gateway's parser is not where it was", e);
        } finally {
            delete(folder);
        }
    }

    private static double run(Object parser, Method parse, List<Object> mails, Duration duration)
            throws IllegalAccessException, InvocationTargetException {
        long begin = System.nanoTime();
        int parsed = 0;
        while (System.nanoTime() - begin < duration.toNanos()) {
            parse.invoke(parser, mails.get(parsed++ % mails.size()));
        }
        return parsed / ((System.nanoTime() - begin) / 1e9);
    }

    private static URLClassLoader unpacked(Path repository, Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(CLASSES)); // there before its address is asked for
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        try (JarFile jar = new JarFile(repository
                .resolve("channel-gateway/app/target/channel-gateway.jar")
                .toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                boolean library = entry.getName().startsWith(LIBRARIES);
                if (!entry.isDirectory() && (library || entry.getName().startsWith(CLASSES))) {
                    Path file = folder.resolve(entry.getName()).normalize();
                    Files.createDirectories(file.getParent());
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                    if (library) {
                        urls.add(file.toUri().toURL());
                    }
                }
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Answers with words in two forms, what they answer, and a picture; some in other character sets. */
    private static List<byte[]> mails() {
        List<byte[]> mails = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            mails.add(mail(n));
        }
        return mails;
    }

    private static byte[] mail(int n) {
        Random random = new Random(n);
        StringBuilder plain = new StringBuilder("Hello,\r\n\r\n");
        StringBuilder html = new StringBuilder("<html><body><p>Hello,</p>");
        for (int i = 0; i < 25; i++) {
            String line = words(random);
            plain.append(line).append("\r\n");
            html.append("<p style=3D\"color:red\">").append(line).append("<br>\r\n</p>");
        }
        plain.append("\r\nOn Mon, 2 Mar 2026, Support <support@acme.test> wrote:\r\n");
        html.append("<blockquote>");
        for (int i = 0; i < 25; i++) {
            String line = words(random);
            plain.append("> ").append(line).append("\r\n");
            html.append("<div>").append(line).append("</div>\r\n");
        }
        html.append("</blockquote></body></html>");
        byte[] picture = new byte[Math.max(100, (MAIL_BYTES - 1_200 - plain.length() - html.length()) * 3 / 4)];
        random.nextBytes(picture);
        return ("Received: from mx.customer.test by mx.acme.test; Mon, 2 Mar 2026 10:00:00 +0000\r\n"
                        + "From: =?utf-8?q?J=C3=B6rg?= <joerg@customer.test>\r\nTo: support@acme.test\r\n"
                        + "Subject: Re: [#" + n + "] =?utf-8?b?R3LDvMOfZQ==?=\r\nMessage-ID: <" + n
                        + "@customer.test>\r\n"
                        + "In-Reply-To: <0@acme.test>\r\nReferences: <a@acme.test> <0@acme.test>\r\n"
                        + "Date: Mon, 2 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n"
                        + "Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + plain + "\r\n--a\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                        + html + "\r\n--a--\r\n--m\r\nContent-Type: image/png; name=picture.png\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(picture)
                        + "\r\n--m--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String words(Random random) {
        StringBuilder line = new StringBuilder();
        while (line.length() < 60) {
            for (int i = random.nextInt(2, 9); i > 0; i--) {
                line.append((char) ('a' + random.nextInt(26)));
            }
            line.append(' ');
        }
        return line.toString().strip();
    }
}
