// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

/** What the SDK must not do inside other people's processes, and which of its packages may know which. */
@AnalyzeClasses(packages = "io.whotrail", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.whotrail";
    private static final String EVENT = "io.whotrail.event..";
    private static final String POLICY = "io.whotrail.policy..";
    private static final String SOURCE = "io.whotrail.source..";
    private static final String SINK = "io.whotrail.sink..";
    private static final String GZIP = "io.whotrail.gzip..";
    private static final String INTEGRITY = "io.whotrail.integrity..";
    private static final String CHECKPOINT = "io.whotrail.checkpoint..";
    private static final String IMAGE = "io.whotrail.image..";
    private static final String DISK = "io.whotrail.disk..";
    private static final String METRICS = "io.whotrail.metrics..";
    private static final String PIPELINE = "io.whotrail.pipeline..";
    private static final String INVESTIGATION = "io.whotrail.investigation..";
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String CAFFEINE = "com.github.benmanes.caffeine..";

    // Who may know whom

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().assignedFrom(new ByPackage())
            .should()
            .beFreeOfCycles()
            .because("packages that know each other are one package");

    @ArchTest
    static final ArchRule everyPackageHasItsDirection = classes()
            .should()
            .resideInAnyPackage(
                    ROOT,
                    EVENT,
                    POLICY,
                    GZIP,
                    SOURCE,
                    INTEGRITY,
                    SINK,
                    CHECKPOINT,
                    IMAGE,
                    DISK,
                    METRICS,
                    PIPELINE,
                    INVESTIGATION)
            .because("a new package needs a rule here on what it may know");

    @ArchTest
    static final ArchRule eventsKnowNothingOfOurs =
            knowsOfOurs(EVENT, EVENT).because("the model of an event is the ground on which all else stands");

    @ArchTest
    static final ArchRule policiesKnowEventsOnly = knowsOfOurs(POLICY, POLICY, EVENT, IMAGE, CHECKPOINT)
            .because("what a policy asks does not depend on who asks");

    @ArchTest
    static final ArchRule imagesKnowWhatCanBeWrongOnly =
            knowsOfOurs(IMAGE, IMAGE, CHECKPOINT).because("bytes are kept whatever they mean");

    @ArchTest
    static final ArchRule whatCanBeWrongKnowsNothingOfOurs =
            knowsOfOurs(CHECKPOINT, CHECKPOINT).because("it is the same whatever is kept");

    @ArchTest
    static final ArchRule metricsKnowNothingOfOurs =
            knowsOfOurs(METRICS, METRICS).because("whoever counts tells what it counts");

    @ArchTest
    static final ArchRule theEngineKnowsEventsAndPolicies = knowsOfOurs(
                    ROOT, ROOT, EVENT, POLICY, IMAGE, CHECKPOINT, METRICS)
            .because("attribution knows nothing of JSON, files or outputs");

    @ArchTest
    static final ArchRule gzipKnowsNothingOfOurs =
            knowsOfOurs(GZIP, GZIP).because("bytes are compressed whatever they mean");

    @ArchTest
    static final ArchRule disksKnowNothingOfOurs =
            knowsOfOurs(DISK, DISK).because("files are kept whatever is in them");

    @ArchTest
    static final ArchRule integrityKnowsReadingAndEvents = knowsOfOurs(INTEGRITY, INTEGRITY, SOURCE, GZIP, EVENT)
            .because("what was delivered unchanged does not depend on what it means");

    @ArchTest
    static final ArchRule sourcesKnowEventsOnly =
            knowsOfOurs(SOURCE, SOURCE, GZIP, EVENT, METRICS).because("reading knows nothing of attribution");

    @ArchTest
    static final ArchRule sinksKnowTheEngineAndEvents =
            knowsOfOurs(SINK, SINK, ROOT, EVENT, DISK).because("writing knows nothing of reading");

    @ArchTest
    static final ArchRule investigationsKnowAnswersOnly = knowsOfOurs(INVESTIGATION, INVESTIGATION, ROOT, EVENT)
            .because("questions are asked of answers, wherever these come from");

    @ArchTest
    static final ArchRule nobodyKnowsThePipeline = noClasses()
            .that()
            .resideOutsideOfPackage(PIPELINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PIPELINE)
            .because("it is a host, as others are");

    @ArchTest
    static final ArchRule thePipelineKnowsWhatItJoins = knowsOfOurs(
                    PIPELINE, PIPELINE, ROOT, EVENT, SOURCE, SINK, DISK, IMAGE, CHECKPOINT, METRICS)
            .because("policies, digests and compression are no matter of delivery");

    @ArchTest
    static final ArchRule jacksonStaysWhereJsonIs = noClasses()
            .that()
            .resideOutsideOfPackages(SOURCE, SINK, POLICY, INTEGRITY, PIPELINE, INVESTIGATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JACKSON)
            .because(
                    "JSON is a matter of reading and writing, and of policies, digests and dead letters, which are JSON");

    @ArchTest
    static final ArchRule caffeineStaysInTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CAFFEINE)
            .because("only the engine keeps state");

    @ArchTest
    static final ArchRule theApiIsMadeOfOurOwnTypesAndOfJavas = classes()
            .that()
            .arePublic()
            .or()
            .areProtected()
            .should(new SpeakOfOwnTypes())
            .because("a dependency in a signature is a dependency of every user");

    // What a guest in a process does not do

    @ArchTest
    static final ArchRule nothingReadsAClock =
            nothing(ForbiddenUse.CLOCK).because("event time comes from events, processing time from an InstantSource");

    @ArchTest
    static final ArchRule nothingStartsThreads = nothing(ForbiddenUse.THREADS).because("the host owns the threads");

    @ArchTest
    static final ArchRule cachesWorkOnTheCallersThread = noClasses()
            .that(describe("build a cache", type -> calls(type, "newBuilder")))
            .should(be(describe("without an executor named", type -> !calls(type, "executor"))))
            .allowEmptyShould(true)
            .because("Caffeine's own choice is the common pool, and the host did not give us that");

    @ArchTest
    static final ArchRule nothingPrints =
            nothing(ForbiddenUse.STANDARD_STREAMS).because("the streams are the host's; operators have SLF4J");

    @ArchTest
    static final ArchRule nothingIsLeftToChance = noClasses()
            .that()
            .doNotBelongToAnyOf(TableSeed.class)
            .should()
            .accessTargetWhere(describe("the use is of chance", ForbiddenUse.CHANCE))
            .because("the same events give the same verdicts, byte for byte; where they stand in a table decides none");

    @ArchTest
    static final ArchRule nothingReflects = noClasses()
            .that()
            // Eight bytes at once: a view of arrays, of nobody's fields or methods.
            .doNotHaveFullyQualifiedName("io.whotrail.source.Words")
            .should()
            .accessTargetWhere(describe("the use is of reflection", ForbiddenUse.REFLECTION))
            .because("what nobody reflects on needs no opening and may be shrunk");

    @ArchTest
    static final ArchRule nothingOpensAConnection =
            nothing(ForbiddenUse.NETWORK).because("events come from the host, and nothing leaves by another way");

    @ArchTest
    static final ArchRule datesAreOfJavaTime = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar|TimeZone)|java\\.text\\..*Format")
            .because("they are mutable, and java.time says the same better");

    @ArchTest
    static final ArchRule staticFieldsAreConstants =
            fields().that().areStatic().should(new BeConstant()).because("two engines in one process must not meet");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
            .because("such a name says nothing of what is inside");

    private static ArchRule knowsOfOurs(String knowing, String... known) {
        return noClasses()
                .that()
                .resideInAPackage(knowing)
                .should()
                .dependOnClassesThat(resideInAPackage("io.whotrail..")
                        .and(not(resideInAnyPackage(known)))
                        .as("are ours outside of %s", List.of(known)));
    }

    private static ArchRule nothing(ForbiddenUse use) {
        return noClasses().should().accessTargetWhere(describe("the use is of " + use, use));
    }

    private static boolean calls(JavaClass type, String methodOfCaffeine) {
        return type.getCodeUnitAccessesFromSelf().stream()
                .anyMatch(access -> access.getTargetOwner().isEquivalentTo(Caffeine.class)
                        && access.getName().equals(methodOfCaffeine));
    }

    /** Each package a slice, the root package too. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
