package dev.handover.local;

import dev.handover.local.supervise.State;
import dev.handover.local.supervise.Supervisor;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts an installation and stays until Ctrl-C, or starts it in the background. */
@Command(name = "up", description = "start everything; Ctrl-C stops it", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private UpOptions options = new UpOptions();

    @Option(names = "--background", description = "return when everything is ready; `down` stops it")
    private boolean background;

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = options.data.installation();
        Optional<State> running = State.of(installation).filter(State::running);
        if (running.isPresent() && running.get().ready()) {
            System.out.println(
                    "handover is already running: " + new Ports(running.get().port()).url());
            return 0;
        }
        if (background) {
            Background.up(installation, options);
            Announcement.print(installation, new Ports(options.port));
            return 0;
        }
        return foreground(installation);
    }

    private int foreground(Installation installation) throws InterruptedException {
        Ports ports = new Ports(options.port);
        Startup startup = new Startup(installation, ports, DataOption.root(), System.err::println);
        System.err.println("handover: starting in " + installation.data());
        startup.prepare(options.fresh, options.services());
        Supervisor.logToFile(installation);
        Supervisor supervisor = new Supervisor(installation, ports, System.err::println);
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "stop"));
        OwnClasses.loadAll();
        try {
            startup.run(supervisor, options.services());
        } catch (LauncherFailure e) {
            supervisor.markFailed(String.valueOf(e.getMessage()));
            supervisor.close();
            throw Supervisor.logged(installation, e);
        }
        Announcement.print(installation, ports);
        supervisor.awaitStop();
        return 0;
    }
}
