package dev.handover.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the parts have logged. */
@Command(name = "logs", description = "show the log of one part, or the end of each", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            description = "ticket-service, …, kafka, postgresql, mail, issuer, front-door, supervisor")
    private @Nullable String part;

    @Option(
            names = {"-f", "--follow"},
            description = "go on as more is logged")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "200",
            description = "how many lines of each (default: 200)")
    private int lines;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = data.installation();
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        files(installation).forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<Path> files(Installation installation) throws IOException {
        String wanted = part;
        if (wanted != null) {
            Path log = installation.log(wanted);
            if (!wanted.matches("[a-z-]+") || !Files.exists(log)) {
                throw new LauncherFailure("there is no log of " + wanted + " in " + installation.logs());
            }
            return List.of(log);
        }
        if (!Files.isDirectory(installation.logs())) {
            throw new LauncherFailure("there are no logs in " + installation.data());
        }
        try (Stream<Path> logs = Files.list(installation.logs())) {
            return logs.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
