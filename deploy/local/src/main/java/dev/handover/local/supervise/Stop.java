package dev.handover.local.supervise;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a running supervisor to stop, and waits for it. */
public final class Stop {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private Stop() {}

    /** Returns when the supervisor is gone; one that does not go is killed, its parts stay recorded. */
    public static void supervisor(State state) {
        state.supervisor().handle().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                process.destroyForcibly();
                Leftovers.await(process);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
