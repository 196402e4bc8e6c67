package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} names every setting that a {@code @ConfigurationProperties} record has, with its default. */
class SettingsTest {
    private static final String NONE = "none";

    /** The name of each setting and its default. */
    static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        for (Sources.Source source : Sources.main()) {
            Map<String, ClassTree> records = source.all(ClassTree.class).stream()
                    .filter(type -> type.getKind() == Tree.Kind.RECORD)
                    .collect(Collectors.toMap(type -> type.getSimpleName().toString(), type -> type));
            for (ClassTree record : records.values()) {
                Optional<AnnotationTree> prefix =
                        Sources.annotation(record.getModifiers().getAnnotations(), "ConfigurationProperties");
                prefix.ifPresent(found -> add(settings, Sources.strings(found).getFirst(), record, records));
            }
        }
        return settings;
    }

    private static void add(
            Map<String, String> settings, String prefix, ClassTree record, Map<String, ClassTree> records) {
        for (VariableTree component : Sources.components(record)) {
            String name = prefix + "." + kebab(component.getName().toString());
            String type = simpleType(component.getType().toString());
            boolean list = type.startsWith("List<");
            ClassTree nested = records.get(list ? type.substring(5, type.length() - 1) : type);
            if (nested != null) {
                add(settings, list ? name + "[]" : name, nested, records);
            } else {
                settings.put(name, defaultOf(component));
            }
        }
    }

    /** Without annotations that stand in the type, such as in {@code List<@Valid Account>}. */
    private static String simpleType(String type) {
        return type.replaceAll("@[A-Za-z.]+(\\(\\))? ?", "").replace(" ", "");
    }

    private static String defaultOf(VariableTree component) {
        return Sources.annotation(component.getModifiers().getAnnotations(), "DefaultValue")
                .map(Sources::strings)
                .map(values -> String.join(", ", values))
                .filter(value -> !value.isEmpty())
                .orElse(NONE);
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    @Test
    void namesEverySettingWithItsDefaultAndNoOther() {
        Map<String, String> inCode = settings();
        Map<String, String> inDocument = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (List<String> cells : Repository.rows("docs/settings.md")) {
            String name = Repository.plain(cells.getFirst());
            if (name.startsWith("handover.") && inDocument.put(name, Repository.plain(cells.get(1))) != null) {
                twice.add(name);
            }
        }

        assertThat(inCode).hasSizeGreaterThan(30);
        assertThat(twice).isEmpty();
        assertThat(inDocument.keySet()).containsExactlyElementsOf(inCode.keySet());
        assertThat(inDocument).containsExactlyEntriesOf(inCode);
    }

    @Test
    void saysWhatEachOneDoes() {
        assertThat(Repository.rows("docs/settings.md")).allSatisfy(cells -> {
            assertThat(cells).hasSize(3);
            assertThat(cells.get(2)).hasSizeGreaterThan(5);
        });
    }
}
