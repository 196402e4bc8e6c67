package dev.handover.channel.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClamdTest {

    private static Verdict scan(FakeClamd clamd, byte[] content) throws IOException {
        return new Clamd("127.0.0.1", clamd.port(), Duration.ofMillis(500)).scan(new ByteArrayInputStream(content));
    }

    private static byte[] eicar(int before) {
        return (" ".repeat(before) + FakeClamd.EICAR).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aHarmlessContentIsClean() throws IOException {
        try (FakeClamd clamd = FakeClamd.started()) {
            assertThat(scan(clamd, new byte[500_000])).isEqualTo(new Verdict.Clean());
            assertThat(scan(clamd, new byte[0])).isEqualTo(new Verdict.Clean());
        }
    }

    @Test
    void malwareIsNamedAlsoWhereItLiesAcrossTwoChunks() throws IOException {
        try (FakeClamd clamd = FakeClamd.started()) {
            assertThat(scan(clamd, eicar(0))).isEqualTo(new Verdict.Infected("Eicar-Test-Signature"));
            assertThat(scan(clamd, eicar(64 * 1024 - 20))).isEqualTo(new Verdict.Infected("Eicar-Test-Signature"));
        }
    }

    @Test
    void aContentAboveTheScannersLimitIsTooLarge() throws IOException {
        try (FakeClamd clamd = new FakeClamd(100_000, false)) {
            assertThat(scan(clamd, new byte[110_000])).isEqualTo(new Verdict.TooLarge());
        }
    }

    @Test
    void aScannerThatDoesNotAnswerIsNotWaitedForForLong() {
        try (FakeClamd clamd = new FakeClamd(1_000_000, true)) {
            assertThatThrownBy(() -> scan(clamd, new byte[10])).isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutAScannerItCanNotBeTold() {
        FakeClamd clamd = FakeClamd.started();
        clamd.close();
        assertThatThrownBy(() -> scan(clamd, new byte[10])).isInstanceOf(IOException.class);
    }
}
