package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files of this repository. */
final class Repository {
    private static final Path ROOT = Path.of(System.getProperty("handover.root", "../.."));
    private static final Set<String> NOT_SOURCES =
            Set.of("target", ".git", ".handover", ".mvn", ".idea", "node_modules");

    /** The services and the packages that are their own. */
    static final List<Service> SERVICES = List.of(
            new Service("ticket-service", "ticket-service/app", "dev.handover.ticket"),
            new Service("routing-service", "routing-service/app", "dev.handover.routing"),
            new Service("channel-gateway", "channel-gateway/app", "dev.handover.channel"),
            new Service("notification-service", "notification-service", "dev.handover.notification"),
            new Service("query-service", "query-service", "dev.handover.query"));

    private Repository() {}

    /** A service: its folder, the module that runs, and its package. */
    record Service(String name, String module, String packageName) {
        /** The service of a file of its own, contracts left out. */
        static Optional<Service> owning(String file) {
            return SERVICES.stream()
                    .filter(service -> file.startsWith(service.module() + "/"))
                    .findFirst();
        }
    }

    /** Every file that is no build product, as a path from the root, in order. */
    static List<String> files() {
        Set<String> files = new TreeSet<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_SOURCES.contains(String.valueOf(folder.getFileName()))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(ROOT.relativize(file).toString().replace('\\', '/'));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(files).as("files of the repository").hasSizeGreaterThan(300);
        return List.copyOf(files);
    }

    static List<String> java() {
        return files().stream().filter(file -> file.endsWith(".java")).toList();
    }

    static Path path(String file) {
        return ROOT.resolve(file);
    }

    static boolean exists(String file) {
        return Files.exists(path(file));
    }

    static String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells of the rows of every table in a document, headers and rules left out. */
    static List<List<String>> rows(String document) {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = read(document).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean rule = lines.get(i).startsWith("|--");
            boolean header = i + 1 < lines.size() && lines.get(i + 1).startsWith("|--");
            if (lines.get(i).startsWith("|") && !rule && !header) {
                rows.add(cells(lines.get(i)));
            }
        }
        assertThat(rows).as("rows of " + document).isNotEmpty();
        return rows;
    }

    private static List<String> cells(String line) {
        String inner = line.strip();
        return List.of(inner.substring(1, inner.length() - (inner.endsWith("|") ? 1 : 0))
                        .split("(?<!\\\\)\\|", -1))
                .stream()
                .map(String::strip)
                .toList();
    }

    /** A cell's text without the marks of code. */
    static String plain(String cell) {
        return cell.replace("`", "").replace("\\|", "|").strip();
    }
}
