package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} and the code name the same problems. */
class ProblemsTest {
    private static final String DOCUMENT = "docs/problems.md";

    private record Row(String name, String title, int status) {}

    @Test
    void hasOneRowForEachProblemTypeWithItsTitleAndStatus() {
        List<Row> inCode = Sources.created(Sources.main(), "ProblemType").stream()
                .filter(arguments -> arguments.size() == 3)
                .map(arguments -> new Row(arguments.get(0), arguments.get(1), Integer.parseInt(arguments.get(2))))
                .toList();
        List<Row> inDocument = Repository.rows(DOCUMENT).stream()
                .map(cells -> new Row(Repository.plain(cells.get(0)), cells.get(1), Integer.parseInt(cells.get(2))))
                .toList();

        assertThat(inCode).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(inDocument).containsExactlyInAnyOrderElementsOf(inCode);
    }

    @Test
    void saysWhenEachHappensAndWhatToDo() {
        assertThat(Repository.rows(DOCUMENT)).allSatisfy(cells -> {
            assertThat(cells).hasSize(5);
            assertThat(cells.get(3)).hasSizeGreaterThan(10);
            assertThat(cells.get(4)).hasSizeGreaterThan(10);
        });
    }
}
