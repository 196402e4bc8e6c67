package dev.handover.ticket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How the parts of ticket-service may depend on each other. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.handover.ticket");

    @Test
    void thereAreClassesToLookAt() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals("dev.handover.ticket.domain"))
                        .count())
                .isGreaterThan(40);
        assertThat(CLASSES.size()).isGreaterThan(100);
    }

    @Test
    void theDomainIsPlainJava() {
        classes()
                .that()
                .resideInAPackage("dev.handover.ticket.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.handover.ticket.domain..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theDomainHasNoClockAndNoRandomness() {
        noClasses()
                .that()
                .resideInAPackage("dev.handover.ticket.domain..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.Clock|java\\.util\\.Random|java\\.security\\.SecureRandom")
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("dev.handover.ticket.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheEdgesKnowTheirTechnology() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.handover.ticket.http..", "dev.handover.ticket")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.handover.ticket.publish..",
                        "dev.handover.ticket.intake..",
                        "dev.handover.ticket.directory..",
                        "dev.handover.ticket.contract..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(CLASSES);
    }
}
