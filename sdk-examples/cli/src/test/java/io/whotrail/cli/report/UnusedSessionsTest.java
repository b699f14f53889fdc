// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.cli.Program;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.input.Reading;
import io.whotrail.investigation.SessionForest;
import io.whotrail.investigation.SessionNode;
import io.whotrail.investigation.TimeRange;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import io.whotrail.story.Account;
import io.whotrail.story.RoleSession;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that were opened and never used are told, with the event that opened them. */
class UnusedSessionsTest {
    @TempDir
    private Path folder;

    private final Story story = new Story(5);
    private final Account acme = story.account("111122223333");
    private final Account other = story.account("444455556666");

    private Path log() throws IOException {
        String lines = story.events().stream().map(StoryEvent::json).collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("log.json"), lines);
    }

    private ReportData report(Object... more) throws IOException {
        Path log = log();
        Path out = folder.resolve("report.html");
        var arguments = new Object[4 + more.length];
        arguments[0] = "report";
        arguments[1] = log;
        arguments[2] = "--out";
        arguments[3] = out;
        System.arraycopy(more, 0, arguments, 4, more.length);
        assertThat(Program.run(arguments).exit()).isZero();
        return ReportData.of(out);
    }

    private static List<Map<String, Object>> unused(ReportData report) {
        return report.objects("sessions").stream()
                .filter(session -> session.get("events").equals(0))
                .toList();
    }

    /** The events that prove the last hop of a session's only chain. */
    private static List<Object> proofs(ReportData report, Map<String, Object> session) {
        List<?> hops = (List<?>) ((Map<?, ?>) ((List<?>) session.get("chains")).get(0)).get("hops");
        List<?> numbers = (List<?>) ((Map<?, ?>) hops.get(hops.size() - 1)).get("proofs");
        return numbers.stream()
                .map(number ->
                        report.rows("events").get(((Number) number).intValue()).get(0))
                .toList();
    }

    private static List<String> ids(RoleSession session) {
        return session.issuances().stream().map(event -> event.text("eventID")).toList();
    }

    @Test
    void aSessionThatNobodyUsedIsToldWithTheEventThatOpenedIt() throws IOException {
        var alice = acme.user("alice");
        alice.assumes(acme.role("Dev"), "used").calls("s3.amazonaws.com", "ListBuckets");
        RoleSession idle = alice.assumes(acme.role("Ops"), "idle");
        ReportData report = report();
        assertThat(unused(report)).singleElement().satisfies(session -> {
            assertThat(report.text(session.get("who"))).isEqualTo("alice");
            assertThat(report.text(session.get("label"))).isEqualTo("Ops/idle");
            assertThat(session).containsEntry("arn", idle.arn()).containsEntry("key", idle.key());
            assertThat(session).containsEntry("born", (int) idle.birth().getEpochSecond());
            assertThat(session.get("first")).isEqualTo("null");
            assertThat(proofs(report, session)).isEqualTo(ids(idle));
        });
        assertThat(report.number("unused", "sessions")).isEqualTo(1);
        assertThat(report.number("head", "sessions")).isEqualTo(1);
        Map<String, Object> line = report.edge("alice", "Ops");
        assertThat(line).containsEntry("events", 0).containsEntry("sessions", 1).containsEntry("unused", 1);
        assertThat((List<?>) line.get("proofs"))
                .extracting(report::place)
                .singleElement()
                .asString()
                .startsWith(ids(idle).get(0));
        assertThat(report.edge("alice", "Dev")).containsEntry("sessions", 1).containsEntry("unused", 0);
    }

    @Test
    void aSessionInAnotherAccountThatBothToldOfIsOne() throws IOException {
        RoleSession dev = acme.user("alice").assumes(acme.role("Dev"), "dev");
        RoleSession idle = dev.assumes(other.role("Prod"), "idle");
        assertThat(idle.issuances()).hasSize(2);
        ReportData report = report();
        assertThat(unused(report)).singleElement().satisfies(session -> {
            assertThat(report.text(session.get("label"))).isEqualTo("Prod/idle");
            assertThat(proofs(report, session)).containsExactlyInAnyOrderElementsOf(List.copyOf(ids(idle)));
        });
        assertThat(report.edge("Dev", "Prod")).containsEntry("events", 0);
    }

    @Test
    void whatMayHaveBeenUsedIsNotCalledUnused() throws IOException {
        var alice = acme.user("alice");
        var bob = acme.user("bob");
        RoleSession one = alice.assumes(acme.role("Shared"), "shared");
        story.sameSecond();
        bob.assumes(acme.role("Shared"), "shared");
        one.inConsole().calls("s3.amazonaws.com", "ListBuckets");
        ReportData report = report();
        assertThat(report.text(report.objects("sessions").stream()
                        .filter(session -> session.get("verdict").equals(1))
                        .findFirst()
                        .orElseThrow()
                        .get("who")))
                .isEqualTo("alice or bob");
        assertThat(unused(report)).isEmpty();
    }

    @Test
    void aCallThatFailedOpenedNone() throws IOException {
        acme.user("alice").failsToAssume(acme.role("Ops"));
        ReportData report = report();
        assertThat(unused(report)).isEmpty();
        assertThat(report.number("unused", "sessions")).isZero();
    }

    @Test
    void aSessionThatIssuesNoKeyOfARoleIsToldByItsName() throws IOException {
        acme.user("alice").getsFederationToken("visitor");
        ReportData report = report();
        assertThat(unused(report))
                .singleElement()
                .satisfies(
                        session -> assertThat(report.text(session.get("label"))).contains("visitor"));
    }

    @Test
    void whereNotAllSessionsAreToldApartNoneIsCalledUnused() throws IOException {
        var alice = acme.user("alice");
        for (int i = 0; i < 5; i++) {
            alice.assumes(acme.role("Dev"), "used-" + i).calls("s3.amazonaws.com", "ListBuckets");
        }
        alice.assumes(acme.role("Ops"), "idle");
        ReportData few = report("--told-apart", 3);
        assertThat(unused(few)).isEmpty();
        assertThat(few.data().get("unused")).extracting("known").isEqualTo(false);
        ReportData all = report("--told-apart", 12);
        assertThat(unused(all)).hasSize(1);
        assertThat(all.data().get("unused")).extracting("known", "more").containsExactly(true, false);
        ReportData justUsed = report("--told-apart", 6);
        assertThat(justUsed.data().get("unused")).extracting("known", "more").containsExactly(true, false);
    }

    @Test
    void whereThereIsNoRoomForAllSomeIsKeptForThoseThatNobodyUsed() throws IOException {
        var alice = acme.user("alice");
        for (int i = 0; i < 25; i++) {
            alice.assumes(acme.role("Dev"), "used-" + i).calls("s3.amazonaws.com", "ListBuckets");
            alice.assumes(acme.role("Ops"), "idle-" + i);
        }
        ReportData report = ReportData.ofJson(
                ReportCommandTest.data(log(), new ReportLimits(100, 400, 100, 9, 9, 9, 20, 10, 50, 9, 8)));
        assertThat(unused(report)).hasSize(2);
        assertThat(report.objects("sessions")).hasSize(20);
        assertThat(report.number("unused", "sessions")).isEqualTo(25);
        assertThat(report.number("unused", "left")).isEqualTo(23);
        assertThat(report.edge("alice", "Ops")).containsEntry("unused", 25);
    }

    /** But not the other way round: what a service opened is used by its workload, and then not unused at all. */
    @Test
    void whoIsToldAsUnusedIsUnusedInTheTreesOfSessionsToo() throws IOException {
        Path logs = folder.resolve("logs");
        Simulation.small(Profile.TYPICAL, 1).delivered(2_000).writeTo(logs);
        try (Inputs inputs = Inputs.find(List.of(logs.toString()), Set.of(), InputStream.nullInputStream())) {
            Attributor attributor =
                    Attributor.builder(InstantSource.fixed(Instant.EPOCH)).build();
            LearnedLogs learned = LearnedLogs.of(inputs, 1, attributor, 1, new Reading(ReportCommandTest.UNWATCHED));
            SessionForest forest = SessionForest.ofAll(TimeRange.ALWAYS, 1_000_000);
            var report = new Report(ReportLimits.holding(1_000_000));
            learned.forEachAnswer((answer, place) -> {
                forest.add(answer);
                report.add(answer);
            });
            var ofTrees = new TreeSet<String>();
            forest.trees().stream()
                    .flatMap(tree -> tree.allSessions().stream())
                    .filter(session -> session.activity().events() == 0)
                    .map(SessionNode::hop)
                    .forEach(hop -> ofTrees.addAll(hop.issuanceEventIds()));
            var ofReport = new TreeSet<String>();
            for (Strand strand : report.unused()) {
                List<Hop> hops = ((Explanation) strand.verdict()).chain().hops();
                ofReport.addAll(hops.get(hops.size() - 1).issuanceEventIds());
            }
            assertThat(ofReport).isNotEmpty().isSubsetOf(ofTrees);
        }
    }
}
