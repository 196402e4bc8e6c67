package dev.handover.local.supervise;

import dev.handover.local.Installation;
import dev.handover.local.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a running installation tells the other commands through its state file.
 *
 * @param supervisor the process that started the parts and watches them
 * @param ready whether every part has been ready once
 * @param failure why the start was given up, or null
 */
public record State(
        int port,
        int smtpPort,
        int imapPort,
        ProcessId supervisor,
        boolean ready,
        @Nullable String failure,
        List<PartState> parts) {

    /**
     * One part.
     *
     * @param process its present process, or null while it is down
     * @param probe where its health is asked
     * @param restarts how often it was started again
     */
    public record PartState(
            String name, int port, String probe, @Nullable ProcessId process, int restarts) {}

    public static Optional<State> of(Installation installation) {
        return Files.exists(installation.stateFile())
                ? Optional.of(Json.read(installation.stateFile(), State.class))
                : Optional.empty();
    }

    /** Whether the supervisor that wrote this still runs. */
    public boolean running() {
        return supervisor.alive();
    }

    void writeTo(Installation installation) {
        Json.write(installation.stateFile(), this);
    }

    static void delete(Installation installation) {
        try {
            Files.deleteIfExists(installation.stateFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
