package dev.handover.local;

import dev.handover.local.demo.DemoWorkspace;
import dev.handover.local.issuer.Tokens;
import dev.handover.local.postgres.Databases;
import dev.handover.local.postgres.Postgres;
import dev.handover.local.supervise.Leftovers;
import dev.handover.local.supervise.Part;
import dev.handover.local.supervise.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Brings an installation up: what others need first, everything that can start together at once. */
public final class Startup {

    private final Installation installation;
    private final Ports ports;
    private final Path root;
    private final Consumer<String> progress;

    public Startup(Installation installation, Ports ports, Path root, Consumer<String> progress) {
        this.installation = installation;
        this.ports = ports;
        this.root = root;
        this.progress = progress;
    }

    /** Ends leftovers, checks that jars, ports and room are there. */
    public void prepare(boolean fresh, List<Service> services) {
        List<String> ended = Leftovers.clean(installation);
        if (!ended.isEmpty()) {
            progress.accept("  ended what an earlier run left behind: " + String.join(", ", ended));
        }
        if (fresh) {
            installation.wipe();
        }
        services.stream()
                .map(service -> service.jar(root))
                .filter(jar -> !Files.exists(jar))
                .findFirst()
                .ifPresent(jar -> {
                    throw new LauncherFailure(
                            "not built: " + jar + " is missing; ./mvnw -DskipTests package builds it");
                });
        installation.create();
        try {
            ports.requireFree();
        } catch (LauncherFailure e) {
            throw Supervisor.logged(installation, e);
        }
        installation.remember(ports.frontDoor());
        Secrets.of(installation);
        Tokens.createKey(installation);
    }

    /** Starts everything; when it returns, every part has been ready. */
    public void run(Supervisor supervisor, List<Service> services) {
        Parts parts = new Parts(installation, ports);
        List<Part> unpacked = new CopyOnWriteArrayList<>();
        inParallel(
                () -> startPostgresql(supervisor),
                () -> unpacked.addAll(services.stream()
                        .map(service -> parts.service(service, root))
                        .toList()),
                () -> supervisor.startAllAndAwait(
                        List.of(parts.kafka(), parts.mail(), parts.issuer(), parts.frontDoor())));
        supervisor.startAllAndAwait(unpacked);
        if (services.size() == Service.values().length) {
            new DemoWorkspace(installation, ports, progress).ensure();
        }
        supervisor.markReady();
    }

    private void startPostgresql(Supervisor supervisor) {
        Postgres postgres = new Postgres(installation, ports.postgresql());
        postgres.initialise();
        supervisor.startAndAwait(postgres.part());
        Databases.create(ports.postgresql(), installation);
    }

    private static void inParallel(Runnable... tasks) {
        CompletableFuture<?>[] running = Stream.of(tasks)
                .map(task -> CompletableFuture.runAsync(task, Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(running).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
