package dev.handover.local.supervise;

import java.io.IOException;

/** Sends a signal by name: Java itself knows SIGTERM and SIGKILL only. */
final class Signals {

    private Signals() {}

    static void send(ProcessHandle process, String name) {
        if (name.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
