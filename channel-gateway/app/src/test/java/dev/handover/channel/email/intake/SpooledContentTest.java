package dev.handover.channel.email.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.channel.content.SpooledContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledContentTest {

    private static final int THRESHOLD = SpooledContent.IN_MEMORY_BYTES;

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, THRESHOLD - 1, THRESHOLD, THRESHOLD + 1, THRESHOLD + 2, 3 * THRESHOLD + 7})
    void whatIsReadIsWhatCame(int count) throws IOException {
        try (SpooledContent mail = SpooledContent.read(new ByteArrayInputStream(bytes(count)), 4 * THRESHOLD)) {
            assertThat(mail.truncated()).isFalse();
            assertThat(mail.bytes().head(count + 1)).isEqualTo(bytes(count));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, THRESHOLD - 1, THRESHOLD, THRESHOLD + 1, THRESHOLD + 2, 2 * THRESHOLD})
    void noMoreIsReadThanTheLimit(int limit) throws IOException {
        try (SpooledContent exact = SpooledContent.read(new ByteArrayInputStream(bytes(limit)), limit);
                SpooledContent more = SpooledContent.read(new ByteArrayInputStream(bytes(limit + 1)), limit)) {
            assertThat(exact.truncated()).isFalse();
            assertThat(exact.bytes().length()).isEqualTo(limit);
            assertThat(more.truncated()).isTrue();
            assertThat(more.bytes().length()).isEqualTo(limit);
        }
    }

    @Test
    void noFileIsLeftBehindNotEvenWhileItIsRead() throws IOException {
        List<Path> before = files();
        SpooledContent mail = SpooledContent.read(new ByteArrayInputStream(bytes(2 * THRESHOLD)), 3 * THRESHOLD);
        assertThat(files()).isEqualTo(before);
        mail.close();
        assertThatThrownBy(() -> mail.bytes().head(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMailThatBreaksOffLeavesNothing() throws IOException {
        List<Path> before = files();
        InputStream breaking = new InputStream() {
            private int left = 2 * THRESHOLD;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the sender went away");
                }
                return 'x';
            }
        };
        assertThatThrownBy(() -> SpooledContent.read(breaking, 3 * THRESHOLD)).isInstanceOf(IOException.class);
        assertThat(files()).isEqualTo(before);
    }

    /** In a process with a heap that is far smaller than the mail, which fails if the mail is held anywhere. */
    @Test
    void aMailLargerThanTheHeapIsReadAndItsAttachmentDecoded() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeMail.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.strip()).endsWith("the same bytes");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("handover-content-"))
                    .sorted()
                    .toList();
        }
    }
}
