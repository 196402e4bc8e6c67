package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources as syntax trees, read by the compiler without compiling them; so no service needs to be a library. */
final class Sources {
    private Sources() {}

    /** A source file and its tree. */
    record Source(String file, CompilationUnitTree tree) {
        @Override
        public String toString() {
            return file;
        }

        List<String> imports() {
            return tree.getImports().stream()
                    .map(one -> one.getQualifiedIdentifier().toString())
                    .toList();
        }

        /** Everything of a kind of tree, in order. */
        <T extends Tree> List<T> all(Class<T> kind) {
            List<T> found = new ArrayList<>();
            new TreeScanner<Void, Void>() {
                @Override
                public Void scan(Tree node, Void nothing) {
                    if (kind.isInstance(node)) {
                        found.add(kind.cast(node));
                    }
                    return super.scan(node, nothing);
                }
            }.scan(tree, null);
            return found;
        }
    }

    private static final class Parsed {
        private static final List<Source> ALL = parse(Repository.java());
    }

    /** The sources among the repository's Java files. */
    static List<Source> all(Predicate<String> wanted) {
        List<Source> sources =
                Parsed.ALL.stream().filter(source -> wanted.test(source.file())).toList();
        assertThat(sources).as("sources").isNotEmpty();
        return sources;
    }

    private static List<Source> parse(List<String> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            Map<String, String> names = new HashMap<>();
            List<File> paths = new ArrayList<>();
            for (String file : files) {
                File path = Repository.path(file).toAbsolutePath().normalize().toFile();
                names.put(path.toString(), file);
                paths.add(path);
            }
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromFiles(paths));
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                String path = new File(unit.getSourceFile().toUri()).toString();
                sources.add(new Source(names.getOrDefault(path, path), unit));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Source> main() {
        return all(file -> file.contains("/src/main/java/"));
    }

    /** The annotation of that simple name, if the tree's modifiers have it. */
    static Optional<AnnotationTree> annotation(List<? extends AnnotationTree> annotations, String name) {
        for (AnnotationTree one : annotations) {
            if (one.getAnnotationType().toString().equals(name)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The strings of an annotation's value, or of its element of that name. */
    static List<String> strings(AnnotationTree annotation) {
        return annotation.getArguments().stream()
                .filter(argument -> !(argument instanceof AssignmentTree named)
                        || named.getVariable().toString().equals("value"))
                .map(argument -> argument instanceof AssignmentTree named ? named.getExpression() : argument)
                .flatMap(value -> value instanceof NewArrayTree array
                        ? array.getInitializers().stream().map(ExpressionTree.class::cast)
                        : java.util.stream.Stream.of(value))
                .map(Sources::text)
                .toList();
    }

    /** The text of a literal, or of literals added up. */
    static String text(Tree tree) {
        return switch (tree) {
            case LiteralTree literal -> String.valueOf(literal.getValue());
            case BinaryTree sum -> text(sum.getLeftOperand()) + text(sum.getRightOperand());
            default -> tree.toString();
        };
    }

    /** The components of a record. */
    static List<VariableTree> components(ClassTree record) {
        return StreamSupport.stream(record.getMembers().spliterator(), false)
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.STATIC))
                .collect(Collectors.toList());
    }

    /** The arguments of every {@code new Type(…)} in the main sources. */
    static List<List<String>> created(List<Source> sources, String type) {
        return sources.stream()
                .flatMap(source -> source.all(NewClassTree.class).stream())
                .filter(made -> made.getIdentifier().toString().equals(type))
                .map(made -> made.getArguments().stream().map(Sources::text).toList())
                .toList();
    }
}
