package dev.handover.local;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What `up` and `demo` can be told. */
final class UpOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "the front door's port; all others follow it (default: 8080)")
    int port;

    @Option(names = "--fresh", description = "delete the installation's data first")
    boolean fresh;

    /** For work on the launcher itself. */
    @Option(names = "--without-services", hidden = true)
    boolean withoutServices;

    @Mixin
    DataOption data = new DataOption();

    List<Service> services() {
        return withoutServices ? List.of() : List.of(Service.values());
    }
}
