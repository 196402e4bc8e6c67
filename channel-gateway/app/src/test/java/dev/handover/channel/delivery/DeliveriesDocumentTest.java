package dev.handover.channel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/deliveries.md} has the sentence that operators read for each problem. */
class DeliveriesDocumentTest {

    @Test
    void hasARowForEachProblem() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../../docs/deliveries.md")).stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', line.indexOf('|', 2) + 1) + 1)))
                .toList();
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Problem.values())
                        .map(problem -> "| `" + problem + "` | " + problem.sentence() + " | "
                                + (problem.retryable() ? "yes " : "no "))
                        .toList());
    }
}
