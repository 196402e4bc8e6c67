package dev.handover.local;

import java.util.concurrent.ThreadLocalRandom;

/** Finds room for a whole installation's ports. */
final class FreePorts {

    private FreePorts() {}

    static Ports find() {
        while (true) {
            Ports ports = new Ports(ThreadLocalRandom.current().nextInt(20_000, 30_000));
            try {
                ports.requireFree();
                return ports;
            } catch (LauncherFailure e) {
                // taken by another: try elsewhere
            }
        }
    }
}
