package dev.handover.local.supervise;

import java.util.List;
import java.util.Map;

/**
 * One process of an installation.
 *
 * @param port where it serves, as `status` shows it
 * @param probe where its health is asked, see {@link Probes}
 * @param stopSignal the signal that ends it in order, without SIG
 * @param beforeStart what must be done before each start
 */
public record Part(
        String name,
        int port,
        String probe,
        List<String> command,
        Map<String, String> environment,
        String stopSignal,
        Runnable beforeStart) {

    public Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A part that needs nothing but its command line. */
    public static Part of(String name, int port, String probe, List<String> command) {
        return new Part(name, port, probe, command, Map.of(), "TERM", () -> {});
    }
}
