package dev.handover.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command is about. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the installation's data directory (default: .handover)")
    private @Nullable Path data;

    Installation installation() {
        Path chosen = data;
        return new Installation(chosen == null ? root().resolve(".handover") : chosen);
    }

    /** The repository, in which the services' jars lie. */
    static Path root() {
        return Path.of(System.getProperty("handover.root", "."))
                .toAbsolutePath()
                .normalize();
    }
}
