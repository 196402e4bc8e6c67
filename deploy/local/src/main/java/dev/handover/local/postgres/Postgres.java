package dev.handover.local.postgres;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Secrets;
import dev.handover.local.supervise.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL server of an installation: durable, with the settings of a real one. */
public final class Postgres {

    static final String SUPERUSER = "handover";

    private final Installation installation;
    private final int port;
    private final Path home;
    private final List<String> asOther;

    public Postgres(Installation installation, int port) {
        this.installation = installation;
        this.port = port;
        this.home = Binaries.unpackedIn(installation.cache());
        this.asOther = asAnotherUser();
    }

    /** PostgreSQL refuses to run as root: there it runs in a user namespace of its own. */
    private static List<String> asAnotherUser() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> unshare = List.of("unshare", "-U");
        List<String> trial = new ArrayList<>(unshare);
        trial.add("true");
        try {
            Process process =
                    new ProcessBuilder(trial).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            if (process.waitFor() == 0) {
                return unshare;
            }
        } catch (IOException e) {
            throw new LauncherFailure("PostgreSQL does not run as root, and `unshare` is not there to help: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LauncherFailure("PostgreSQL does not run as root, and this machine allows no user namespaces:"
                + " run ./handover as an ordinary user");
    }

    /** Makes the database cluster when there is none yet. */
    public void initialise() {
        Path data = installation.postgresql();
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        try {
            Path password = Files.createTempFile(installation.data(), "password", "");
            Files.writeString(password, Secrets.of(installation).postgresPassword());
            List<String> command = new ArrayList<>(asOther);
            command.addAll(List.of(
                    program("initdb"),
                    "--pgdata=" + data,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--data-checksums"));
            Path log = installation.log("postgresql");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            Files.delete(password);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw LauncherFailure.withLog(
                        "PostgreSQL can't make its data directory:\n" + installation.tail("postgresql", 8), log);
            }
        } catch (IOException e) {
            throw new LauncherFailure("PostgreSQL can't be set up: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("interrupted", e);
        }
    }

    public Part part() {
        List<String> command = new ArrayList<>(asOther);
        command.addAll(
                List.of(program("postgres"), "-D", installation.postgresql().toString()));
        Map.ofEntries(
                        Map.entry("port", Integer.toString(port)),
                        Map.entry("listen_addresses", "127.0.0.1"),
                        Map.entry("unix_socket_directories", ""),
                        Map.entry("max_connections", "200"),
                        Map.entry("shared_buffers", "256MB"),
                        Map.entry("fsync", "on"),
                        Map.entry("synchronous_commit", "on"),
                        Map.entry("full_page_writes", "on"),
                        Map.entry("max_wal_size", "2GB"),
                        Map.entry("random_page_cost", "1.1"),
                        Map.entry("jit", "off"),
                        Map.entry("timezone", "UTC"),
                        Map.entry("log_timezone", "UTC"))
                .forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        return new Part(
                "postgresql", port, "postgresql://127.0.0.1:" + port, command, Map.of(), "INT", this::forgetDeadServer);
    }

    /** After a SIGKILL the old server's pid file stays; a process that now has its number would keep a new one away. */
    private void forgetDeadServer() {
        Path pidFile = installation.postgresql().resolve("postmaster.pid");
        try {
            if (Files.exists(pidFile)) {
                long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
                boolean ours = ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.endsWith("/postgres"))
                        .isPresent();
                if (!ours) {
                    Files.deleteIfExists(pidFile);
                }
            }
        } catch (IOException | NumberFormatException e) {
            throw new LauncherFailure("can't read " + pidFile + ": " + e, e);
        }
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
