package dev.handover.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmark on a fresh installation of its own. */
@Command(name = "bench", description = "measure on a fresh installation of its own", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--quick", description = "a short run: for a first look, not for comparing")
    private boolean quick;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path jar = DataOption.root().resolve("deploy/bench/target/handover-bench.jar");
        if (!Files.exists(jar)) {
            throw new LauncherFailure("not built: " + jar + " is missing; ./mvnw -DskipTests package builds it");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dhandover.root=" + DataOption.root(),
                "-jar",
                jar.toString()));
        if (json) {
            command.add("--json");
        }
        if (quick) {
            command.add("--quick");
        }
        command.add(DataOption.root().toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
