package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.handover.check.Repository.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for every source file, whichever module it is in. */
class RulesTest {
    private static final Predicate<String> TESTS = file -> file.contains("/src/test/java/");
    private static final Predicate<String> MAIN = file -> file.contains("/src/main/java/");

    /** Their pauses are what they are for: nothing is waited for. */
    private static final Set<String> PACES_A_LOAD = Set.of("deploy/e2e/src/test/java/dev/handover/e2e/Storm.java");

    @Test
    void noServiceReachesIntoAnother() {
        List<String> reaching = new ArrayList<>();
        Set<Service> seen = new HashSet<>();
        for (Sources.Source source : Sources.all(MAIN.or(TESTS))) {
            Service.owning(source.file()).ifPresent(own -> {
                seen.add(own);
                source.imports().stream()
                        .filter(name -> Repository.SERVICES.stream()
                                .filter(other -> !other.equals(own))
                                .anyMatch(other -> name.startsWith(other.packageName() + ".")
                                        && !name.startsWith(other.packageName() + ".contract.")))
                        .forEach(name -> reaching.add(source.file() + " imports " + name));
            });
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(Repository.SERVICES);
        assertThat(reaching).isEmpty();
    }

    @Test
    void whatAllShareKnowsNoService() {
        List<Sources.Source> shared =
                Sources.all(file -> file.startsWith("foundation/") || file.contains("/contract/src/main/"));
        assertThat(shared)
                .allSatisfy(source -> assertThat(source.imports())
                        .as(source.file())
                        .noneMatch(name -> Repository.SERVICES.stream()
                                .anyMatch(service -> name.startsWith(service.packageName() + ".")
                                        && !name.startsWith(service.packageName() + ".contract."))));
    }

    @Test
    void whatChannelsShareKnowsNoChannel() {
        String gateway = "channel-gateway/app/src/main/java/dev/handover/channel/";
        List<Sources.Source> shared = Sources.all(file -> Stream.of("account/", "content/", "delivery/", "receipt/")
                .anyMatch(folder -> file.startsWith(gateway + folder)));
        assertThat(shared)
                .hasSizeGreaterThan(40)
                .allSatisfy(source -> assertThat(source.imports())
                        .as(source.file())
                        .noneMatch(name -> name.startsWith("dev.handover.channel.email.")));
    }

    @Test
    void noTestIsSwitchedOff() {
        List<Sources.Source> tests = Sources.all(TESTS);
        assertThat(tests).hasSizeGreaterThan(20);
        assertThat(tests.stream()
                        .filter(source -> source.all(AnnotationTree.class).stream()
                                .anyMatch(annotation -> annotation
                                        .getAnnotationType()
                                        .toString()
                                        .startsWith("Disabled"))))
                .isEmpty();
    }

    @Test
    void noTestWaitsForATimeInsteadOfAFact() {
        List<Sources.Source> tests = Sources.all(TESTS);
        assertThat(tests).hasSizeGreaterThan(20);
        assertThat(tests.stream()
                        .filter(source -> !PACES_A_LOAD.contains(source.file()))
                        .filter(source -> source.all(MethodInvocationTree.class).stream()
                                .anyMatch(call -> call.getMethodSelect()
                                        .toString()
                                        .matches("(Thread|TimeUnit(\\.[A-Z]+)?)\\.sleep"))))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsForAndThatNothingInItIsNull() {
        Set<String> folders = new HashSet<>();
        Repository.java().stream().filter(MAIN).forEach(file -> folders.add(file.substring(0, file.lastIndexOf('/'))));
        assertThat(folders).hasSizeGreaterThan(50);
        assertThat(folders).allSatisfy(folder -> {
            String file = folder + "/package-info.java";
            assertThat(Repository.exists(file)).as(file).isTrue();
            assertThat(Repository.read(file)).as(file).startsWith("/**").contains("@NullMarked");
        });
    }

    @Test
    void everyServiceHasAReadmeOfTheSameForm() {
        assertThat(Repository.SERVICES).hasSize(5).allSatisfy(service -> {
            String readme = service.name() + "/README.md";
            assertThat(Repository.exists(readme)).as(readme).isTrue();
            String text = Repository.read(readme);
            assertThat(text.lines()).as(readme).hasSizeLessThanOrEqualTo(70);
            assertThat(text)
                    .as(readme)
                    .contains(
                            "Purpose", "Owns", "Listens to", "Publishes", "HTTP", "Settings", "Where to start reading");
        });
    }

    @Test
    void theDomainKnowsNoFramework() {
        List<Sources.Source> domain = Sources.all(MAIN.and(file -> file.contains("/domain/")));
        assertThat(domain)
                .hasSizeGreaterThan(20)
                .allSatisfy(source -> assertThat(source.imports())
                        .as(source.file())
                        .allMatch(name -> name.startsWith("java.")
                                || name.startsWith("org.jspecify.")
                                || name.startsWith("com.fasterxml.jackson.annotation.")
                                || name.startsWith("dev.handover.")));
    }

    @Test
    void theDomainMakesNoTimesAndNoIds() {
        List<Sources.Source> domain = Sources.all(MAIN.and(file -> file.contains("/domain/")));
        assertThat(domain)
                .allSatisfy(source -> assertThat(source.all(MethodInvocationTree.class))
                        .as(source.file())
                        .noneMatch(call -> call.getMethodSelect()
                                .toString()
                                .matches("Instant\\.now|UUID\\.randomUUID|System\\..+")));
    }
}
