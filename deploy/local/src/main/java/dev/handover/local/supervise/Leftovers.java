package dev.handover.local.supervise;

import dev.handover.local.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends what a supervisor that was itself killed has left behind; never a process that is not recorded. */
public final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Leftovers() {}

    /** Ends the recorded parts whose supervisor is gone, and answers their names. */
    public static List<String> clean(Installation installation) {
        List<String> ended = new ArrayList<>();
        State.of(installation).filter(state -> !state.running()).ifPresent(state -> {
            for (int i = 0; i < state.parts().size(); i++) {
                State.PartState part = state.parts().get(i);
                ProcessId id = part.process();
                if (id != null && id.handle().isPresent()) {
                    end(id.handle().orElseThrow(), part.name().equals("postgresql") ? "INT" : "TERM");
                    ended.add(part.name());
                }
            }
            State.delete(installation);
        });
        return ended;
    }

    static void end(ProcessHandle process, String signal) {
        Signals.send(process, signal);
        if (!await(process)) {
            process.destroyForcibly();
            await(process);
        }
    }

    /** Waits for a process to end; false when it takes too long. */
    static boolean await(ProcessHandle process) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        try {
            exit.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
