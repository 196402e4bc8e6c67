package dev.handover.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One installation's data directory: what lies where in it. */
public record Installation(Path data) {

    private static final String PRODUCT = "handover";
    private static final long NEEDED_BYTES = 1L << 30;

    public Installation {
        data = data.toAbsolutePath().normalize();
    }

    /** The file that makes a directory recognisable as ours, with the port it was last started on. */
    public record Marker(String product, int port) {}

    public Path logs() {
        return data.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path stateFile() {
        return data.resolve("state.json");
    }

    public Path lockFile() {
        return data.resolve("lock");
    }

    public Path signingKey() {
        return data.resolve("issuer-key.json");
    }

    public Path secretsFile() {
        return data.resolve("secrets.json");
    }

    public Path postgresql() {
        return data.resolve("postgresql");
    }

    public Path kafka() {
        return data.resolve("kafka");
    }

    /** What can be made again: unpacked binaries and class caches. */
    public Path cache() {
        String other = System.getProperty("handover.cache");
        return other == null ? data.resolve("cache") : Path.of(other);
    }

    /** Makes the directory; refuses one with foreign content or without room. */
    public void create() {
        try {
            Files.createDirectories(data);
            if (marker().isEmpty() && !isEmpty()) {
                throw new LauncherFailure(
                        data + " is neither empty nor a data directory of Handover: choose another --data");
            }
            long usable = Files.getFileStore(data).getUsableSpace();
            if (usable < NEEDED_BYTES) {
                throw new LauncherFailure("no space: %s has %d MB left, Handover needs %d MB"
                        .formatted(data, usable >> 20, NEEDED_BYTES >> 20));
            }
            Files.createDirectories(logs());
            Files.createDirectories(cache());
        } catch (IOException e) {
            throw new LauncherFailure("can't use " + data + " as data directory: " + e, e);
        }
        if (marker().isEmpty()) {
            remember(0);
        }
    }

    /** Notes the port on which it is started. */
    public void remember(int port) {
        Json.write(markerFile(), new Marker(PRODUCT, port));
    }

    /** The port this installation was last started on; empty when it never was. */
    public Optional<Integer> lastPort() {
        return marker().map(Marker::port).filter(port -> port > 0);
    }

    /** Deletes all data, the caches excepted. Refuses a directory that is not ours. */
    public void wipe() {
        if (!Files.exists(data)) {
            return;
        }
        try {
            if (marker().isEmpty() && !isEmpty()) {
                throw new LauncherFailure(data + " is not a data directory of Handover: --fresh deletes no others");
            }
            try (Stream<Path> entries = Files.list(data)) {
                for (Path entry : entries.toList()) {
                    if (!entry.endsWith("cache") && !entry.equals(markerFile())) {
                        deleteTree(entry);
                    }
                }
            }
        } catch (IOException e) {
            throw new LauncherFailure("can't empty " + data + ": " + e, e);
        }
    }

    private Path markerFile() {
        return data.resolve("installation.json");
    }

    private Optional<Marker> marker() {
        if (!Files.exists(markerFile())) {
            return Optional.empty();
        }
        Marker marker = Json.read(markerFile(), Marker.class);
        return PRODUCT.equals(marker.product()) ? Optional.of(marker) : Optional.empty();
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(data)) {
            return entries.findAny().isEmpty();
        }
    }

    static void deleteTree(Path top) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The last lines of a part's log, for a message about why it failed. */
    public String tail(String part, int lines) {
        Path log = log(part);
        if (!Files.exists(log)) {
            return "";
        }
        try {
            byte[] all = Files.readAllBytes(log);
            String text = new String(all, java.nio.charset.StandardCharsets.UTF_8);
            String[] split = text.split("\n");
            return Stream.of(split).skip(Math.max(0, split.length - lines)).reduce("", (a, b) -> a + "  | " + b + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
