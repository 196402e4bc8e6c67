package dev.handover.local;

import dev.handover.local.demo.Demo;
import dev.handover.local.supervise.State;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts an installation, plays the main job on screen, and leaves it running. */
@Command(
        name = "demo",
        description = "start everything, play the main job step by step, leave it running",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private UpOptions options = new UpOptions();

    @Override
    public Integer call() {
        Installation installation = options.data.installation();
        Optional<State> running = State.of(installation).filter(State::running).filter(State::ready);
        Ports ports = new Ports(running.map(State::port).orElse(options.port));
        if (running.isEmpty()) {
            Background.up(installation, options);
        }
        new Demo(installation, ports, System.out::println).play();
        Announcement.print(installation, ports);
        return 0;
    }
}
