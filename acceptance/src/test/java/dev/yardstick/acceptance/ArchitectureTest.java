package dev.yardstick.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.yardstick");

    private static final String[] DOMAIN = {
        "dev.yardstick.command.rep..",
        "dev.yardstick.command.account..",
        "dev.yardstick.command.expectation..",
        "dev.yardstick.command.company..",
        "dev.yardstick.command.activity..",
        "dev.yardstick.command.deal.."
    };

    private static final String[] INFRASTRUCTURE = {
        "org.springframework..",
        "java.sql..",
        "javax.sql..",
        "org.apache.kafka..",
        "jakarta..",
        "dev.yardstick.command.log..",
        "dev.yardstick.command.web..",
        "dev.yardstick.command.intake.."
    };

    @Test
    void theRulesLookAtEveryModule() {
        for (String module :
                new String[] {"events", "command", "query", "standalone", "benchmark"}) {
            assertThat(
                            CLASSES.that(
                                    JavaClass.Predicates.resideInAPackage(
                                            "dev.yardstick." + module + "..")))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @Test
    void eventsDependOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.yardstick.command..",
                        "dev.yardstick.query..",
                        "dev.yardstick.standalone..")
                .check(CLASSES);
    }

    @Test
    void theTwoServicesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.yardstick.query..", "dev.yardstick.standalone..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.yardstick.command..", "dev.yardstick.standalone..")
                .check(CLASSES);
    }

    @Test
    void theDomainKnowsNoFrameworkButAxonsHandlers() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INFRASTRUCTURE)
                .check(CLASSES);
    }

    @Test
    void theArithmeticIsPure() {
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.query.timeline..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "java.sql..",
                        "org.apache.kafka..",
                        "dev.yardstick.query.facts..",
                        "dev.yardstick.query.consuming..",
                        "dev.yardstick.query.access..",
                        "dev.yardstick.query.web..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.query.timeline..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(CLASSES);
        for (Class<?> time : new Class<?>[] {LocalDate.class, Instant.class}) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.yardstick.query.timeline..")
                    .should()
                    .callMethod(time, "now")
                    .check(CLASSES);
        }
    }

    @Test
    void nobodyIsCalledAfterNothing() {
        classes()
                .that()
                .resideInAPackage("dev.yardstick..")
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Dto")
                .check(CLASSES);
    }

    @Test
    void capabilitiesDoNotGoInCircles() {
        SlicesRuleDefinition.slices()
                .matching("dev.yardstick.query.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
