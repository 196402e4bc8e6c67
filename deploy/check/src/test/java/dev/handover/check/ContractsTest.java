package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.LiteralTree;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/contracts.md} names every topic and every type of event that the contract modules declare. */
class ContractsTest {
    private static final Pattern NAME = Pattern.compile("`((?:dev\\.)?handover\\.[a-z_.-]+\\.v\\d+)[.…]?`");

    @Test
    void namesEveryTopicAndTypeAndNoOther() {
        Set<String> inCode = new TreeSet<>();
        for (Sources.Source source : Sources.all(file -> file.contains("/contract/src/main/java/"))) {
            for (LiteralTree literal : source.all(LiteralTree.class)) {
                if (literal.getValue() instanceof String text
                        && text.matches("(dev\\.)?handover\\.[a-z_.-]+\\.v\\d+\\.?")) {
                    inCode.add(text.replaceAll("\\.$", ""));
                }
            }
        }
        Set<String> inDocument = new TreeSet<>();
        Matcher name = NAME.matcher(Repository.read("docs/contracts.md"));
        while (name.find()) {
            inDocument.add(name.group(1));
        }
        assertThat(inCode).hasSizeGreaterThan(30);
        assertThat(inDocument).isEqualTo(inCode);
    }
}
