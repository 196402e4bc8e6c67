package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Documents lead where they say. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\s]+/[^`\\s]+\\.[a-z]+)`");

    private static List<String> documents() {
        List<String> documents =
                Repository.files().stream().filter(file -> file.endsWith(".md")).toList();
        assertThat(documents).hasSizeGreaterThan(15);
        return documents;
    }

    @Test
    void everyLinkLeadsToAFile() {
        List<String> broken = new ArrayList<>();
        for (String document : documents()) {
            Matcher link = LINK.matcher(Repository.read(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !target.startsWith("mailto:") && !leads(document, target)) {
                    broken.add(document + " → " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(String document, String target) {
        Path folder = Path.of(document).getParent();
        Path path = folder == null ? Path.of(target) : folder.resolve(target).normalize();
        return Repository.exists(path.toString());
    }

    @Test
    void everyFileThatFollowOneEventNamesExists() {
        Matcher name = CODE.matcher(Repository.read("docs/follow-one-event.md"));
        List<String> named = new ArrayList<>();
        while (name.find()) {
            named.add(name.group(1));
        }
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named)
                .allSatisfy(file -> assertThat(Repository.exists(file)).as(file).isTrue());
    }

    @Test
    void everyTestThatShowsAGuaranteeExists() {
        Matcher name = Pattern.compile("`([A-Za-z]+(?:Test|IT))`").matcher(Repository.read("docs/architecture.md"));
        Set<String> named = new TreeSet<>();
        while (name.find()) {
            named.add(name.group(1) + ".java");
        }
        Set<String> files = Repository.java().stream()
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(files).containsAll(named);
    }

    @Test
    void theReadmeFitsOnOneScreen() {
        assertThat(Repository.read("README.md").lines()).hasSizeBetween(30, 75);
    }

    @Test
    void everyDecisionHasItsFiveParts() {
        List<String> decisions = documents().stream()
                .filter(document -> document.matches("docs/adr/\\d{4}-.+\\.md"))
                .toList();
        assertThat(decisions).hasSizeGreaterThanOrEqualTo(7);
        assertThat(decisions).allSatisfy(decision -> {
            String text = Repository.read(decision);
            assertThat(text.lines().filter(line -> line.startsWith("## ")))
                    .as(decision)
                    .containsExactly("## Status", "## Context", "## Decision", "## Consequences", "## Alternatives");
            assertThat(text.lines()).as(decision).hasSizeLessThan(70);
        });
    }
}
