package dev.handover.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

/** What may know what. */
class ArchitectureTest {
    private final JavaClasses service = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.handover.query");

    @Test
    void packagesDependInOneDirection() {
        assertThat(service.size()).isGreaterThan(40);
        slices().matching("dev.handover.query.(*)..").should().beFreeOfCycles().check(service);
    }

    @Test
    void theFoldIsPure() {
        noClasses()
                .that()
                .haveNameMatching("dev\\.handover\\.query\\.projection\\.(Fold|TicketRow|Views|Sql|[A-Za-z]+Table)")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(service);
    }

    @Test
    void controllersReadInTransactionsThatNameTheWorkspace() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .and()
                .resideOutsideOfPackage("..rebuild..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.springframework.jdbc..", "java.sql..")
                .check(service);
    }
}
