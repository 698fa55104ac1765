package dev.yardstick.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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

    private static final String[] ARITHMETIC = {
        "dev.yardstick.query.facts..",
        "dev.yardstick.query.measure..",
        "dev.yardstick.query.forecast..",
        "dev.yardstick.query.compare..",
        "dev.yardstick.query.view..",
        "dev.yardstick.query.wording.event.."
    };

    private static final String[] INFRASTRUCTURE = {
        "org.springframework..",
        "java.sql..",
        "javax.sql..",
        "org.apache.kafka..",
        "jakarta..",
        "dev.yardstick.command.log..",
        "dev.yardstick.command.web..",
        "dev.yardstick.command.axon..",
        "dev.yardstick.command.input..",
        "dev.yardstick.command.access..",
        "dev.yardstick.command.intake.."
    };

    private static final Set<String> UNBOUNDED =
            Set.of(
                    "decimalValue",
                    "decimalValueOpt",
                    "asDecimal",
                    "asDecimalOpt",
                    "bigIntegerValue",
                    "bigIntegerValueOpt",
                    "asBigInteger",
                    "asBigIntegerOpt",
                    "getDecimalValue",
                    "getBigIntegerValue");

    @Test
    void theRulesLookAtEveryModule() {
        for (String module :
                new String[] {"events", "runtime", "command", "query", "standalone", "benchmark"}) {
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

    /** So a loop cannot end in silence by a list of exceptions of its own. */
    @Test
    void loopsRunOnWorkers() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.yardstick.command..", "dev.yardstick.query..")
                .should()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.scheduling.annotation.Scheduled")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.context.SmartLifecycle")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.runtime..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "dev.yardstick.events..",
                                        "dev.yardstick.command..",
                                        "dev.yardstick.query..",
                                        "dev.yardstick.standalone..")
                                .and(not(resideInAPackage("dev.yardstick.events.refusal.."))))
                .check(CLASSES);
    }

    /**
     * What somebody entered an address for is called by one guarded client; our own services not.
     */
    @Test
    void callsToEnteredAddressesGoThroughOneClient() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.yardstick.command..", "dev.yardstick.query..")
                .and()
                .doNotHaveFullyQualifiedName("dev.yardstick.query.access.CommandService")
                .and()
                .doNotHaveFullyQualifiedName("dev.yardstick.query.access.PersonalKeys")
                .and()
                .doNotHaveFullyQualifiedName("dev.yardstick.query.pages.kit.CommandServiceClient")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.hc..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .callMethod(java.net.URL.class, "openConnection")
                .orShould()
                .callMethod(java.net.URL.class, "openStream")
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
                .resideInAnyPackage(ARITHMETIC)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "org.apache.kafka..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(ARITHMETIC)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.yardstick.query..")
                                .and(not(resideInAnyPackage(ARITHMETIC))))
                .check(CLASSES);
        for (Class<?> time : new Class<?>[] {LocalDate.class, Instant.class}) {
            noClasses()
                    .that()
                    .resideInAnyPackage(ARITHMETIC)
                    .should()
                    .callMethod(time, "now")
                    .check(CLASSES);
        }
    }

    /** A short text can be a number of a billion digits: one reader looks before it expands. */
    @Test
    void decimalsComeInThroughOneReader() {
        DescribedPredicate<AccessTarget> unbounded =
                DescribedPredicate.describe(
                        "make a number of a text, however long",
                        target ->
                                isMadeOfText(target)
                                        || UNBOUNDED.contains(target.getName())
                                                && target.getOwner()
                                                        .getPackageName()
                                                        .startsWith("tools.jackson."));
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.yardstick.events.Decimals")
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                unbounded.getDescription(),
                                (JavaAccess<?> access) -> unbounded.test(access.getTarget())))
                .check(CLASSES);
        assertThat(CLASSES.get("dev.yardstick.events.Decimals").getAccessesFromSelf())
                .as("the rule sees what it forbids")
                .anyMatch(access -> isMadeOfText(access.getTarget()))
                .anyMatch(access -> UNBOUNDED.contains(access.getTarget().getName()));
    }

    private static boolean isMadeOfText(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget made
                && made.getName().equals("<init>")
                && (made.getOwner().isEquivalentTo(BigDecimal.class)
                        || made.getOwner().isEquivalentTo(BigInteger.class))
                && made.getRawParameterTypes().stream()
                        .anyMatch(type ->
                                type.isEquivalentTo(String.class)
                                        || type.isEquivalentTo(char[].class));
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

    /** Neither do rooms within rooms, nor a room and the one around it. */
    @Test
    void roomsDoNotGoInCircles() {
        SlicesRuleDefinition.slices()
                .assignedFrom(
                        new SliceAssignment() {
                            @Override
                            public String getDescription() {
                                return "each package";
                            }

                            @Override
                            public SliceIdentifier getIdentifierOf(JavaClass type) {
                                return SliceIdentifier.of(type.getPackageName());
                            }
                        })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** What the pages of one place show is put together there, or in what all of them share. */
    @Test
    void pagesSeeOnlyWhatTheyNeed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.yardstick.query.pages..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.yardstick.query.pages..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.query.pages..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "org.springframework.jdbc..", "org.apache.kafka..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.yardstick.query.pages.kit..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.yardstick.query.pages..")
                                .and(not(resideInAPackage("dev.yardstick.query.pages.kit.."))))
                .check(CLASSES);
    }

    /** Each says in one sentence what it is for, and holds no more than one can look through. */
    @Test
    void roomsAreNamedAndNotCrowded() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            Map<Path, List<Path>> rooms =
                    files.filter(file ->
                                    file.toString().matches("\\.\\./[^/]+/src/main/java/.*\\.java"))
                            .collect(Collectors.groupingBy(Path::getParent));
            assertThat(rooms).hasSizeGreaterThan(50);
            for (Map.Entry<Path, List<Path>> room : rooms.entrySet()) {
                assertThat(room.getValue())
                        .as(room.getKey().toString())
                        .hasSizeLessThanOrEqualTo(25);
                assertThat(room.getKey().resolve("package-info.java")).exists();
                assertThat(Files.readString(room.getKey().resolve("package-info.java")))
                        .as(room.getKey().toString())
                        .containsPattern("(?s)^/\\*\\*.{20,}?\\.\\s.*@NullMarked\\n");
            }
        }
    }
}
