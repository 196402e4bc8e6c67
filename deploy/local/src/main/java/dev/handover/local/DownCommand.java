package dev.handover.local;

import dev.handover.local.supervise.Leftovers;
import dev.handover.local.supervise.State;
import dev.handover.local.supervise.Stop;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops an installation. */
@Command(name = "down", description = "stop everything", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        Installation installation = data.installation();
        State state = State.of(installation).orElse(null);
        if (state == null) {
            System.err.println("handover is not running in " + installation.data());
            return 0;
        }
        Stop.supervisor(state);
        List<String> ended = Leftovers.clean(installation);
        System.err.println(ended.isEmpty() ? "handover is down" : "handover is down; ended leftovers: " + ended);
        return 0;
    }
}
