package dev.handover.channel.email.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The mails under {@code src/test/resources/mails}, exact to the byte. */
public final class Samples {

    private Samples() {}

    /** The bytes of one sample. */
    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder().resolve(name + ".eml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in an attachment. */
    public static byte[] content(MailAttachment attachment) {
        try (InputStream content = attachment.content().open()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString().replace(".eml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(java.util.Objects.requireNonNull(Samples.class.getResource("/mails"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
