package dev.handover.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.local.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path directory;

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void endsTheRecordedPartsOfADeadSupervisor() throws InterruptedException {
        Installation installation = recorded(ProcessId.of(process.toHandle()));

        assertThat(Leftovers.clean(installation)).containsExactly("mail");

        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(State.of(installation)).isEmpty();
    }

    @Test
    void sparesAProcessThatOnlyHasTheSameNumber() {
        ProcessId id = ProcessId.of(process.toHandle());
        Installation installation = recorded(new ProcessId(id.pid(), id.startedAtMs() - 60_000));

        assertThat(Leftovers.clean(installation)).isEmpty();

        assertThat(process.isAlive()).isTrue();
    }

    private Installation recorded(ProcessId part) {
        Installation installation = new Installation(directory);
        new State(
                        8080,
                        8095,
                        8096,
                        new ProcessId(Long.MAX_VALUE, 1),
                        true,
                        null,
                        List.of(new State.PartState("mail", 8095, "smtp://127.0.0.1:8095", part, 0)))
                .writeTo(installation);
        return installation;
    }
}
