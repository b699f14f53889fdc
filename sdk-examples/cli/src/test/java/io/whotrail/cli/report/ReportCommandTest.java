// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.whotrail.Attributor;
import io.whotrail.cli.Json;
import io.whotrail.cli.Program;
import io.whotrail.cli.Records;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.input.Reading;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final int SIMULATED = 2_000;
    private static final ReportLimits NARROW = new ReportLimits(40, 60, 3, 3, 2, 2, 20, 5, 15, 2, 2);

    static final Reading.Watcher UNWATCHED = new Reading.Watcher() {
        @Override
        public void advance(long bytes) {}

        @Override
        public void event() {}
    };

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void nameThePage() {
        out = folder.resolve("report.html");
    }

    private ReportData report(Object... more) throws IOException {
        var arguments = new Object[3 + more.length];
        arguments[0] = "report";
        arguments[1] = "--out";
        arguments[2] = out;
        System.arraycopy(more, 0, arguments, 3, more.length);
        Program run = Program.run(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        return ReportData.of(out);
    }

    private Path simulated() throws IOException {
        Path logs = folder.resolve("logs");
        Simulation.small(Profile.TYPICAL, 1).delivered(SIMULATED).writeTo(logs);
        return logs;
    }

    /** Whatever part of the page one adds up, it is all events. */
    private static void assertBalanced(ReportData report) {
        long events = report.number("head", "events");
        assertThat(events).isPositive();
        assertThat(report.number("head", "read"))
                .isEqualTo(events + report.number("head", "duplicates") + report.number("head", "contradictions"));
        assertThat(report.sum("events", "bases")).isEqualTo(events);
        assertThat(report.sum("events", "sessions") + report.number("sessionsLeft", "events"))
                .isEqualTo(events);
        assertThat(sumOf(report.rows("rows"), 5) + report.number("rowsLeft", "events"))
                .isEqualTo(events);
        List<List<Object>> bins = report.rows("times", "bins");
        assertThat(sumOf(bins, 1) + sumOf(bins, 2) + sumOf(bins, 3) + report.number("times", "untimed"))
                .isEqualTo(events);
        assertThat(eventsOf(report, "origin")).isEqualTo(events);
        assertThat(eventsOf(report, "account")).isEqualTo(events);
        assertThat(intoAccounts(report)).isEqualTo(events);
    }

    private static long sumOf(List<List<Object>> rows, int column) {
        return rows.stream()
                .mapToLong(row -> ((Number) row.get(column)).longValue())
                .sum();
    }

    private static long eventsOf(ReportData report, String layer) {
        return report.objects("graph", "nodes").stream()
                .filter(node -> node.get("layer").equals(layer))
                .mapToLong(node -> ((Number) node.get("events")).longValue())
                .sum();
    }

    private static long intoAccounts(ReportData report) {
        List<Map<String, Object>> nodes = report.objects("graph", "nodes");
        return report.objects("graph", "edges").stream()
                .filter(edge -> nodes.get(((Number) edge.get("to")).intValue())
                        .get("layer")
                        .equals("account"))
                .mapToLong(edge -> ((Number) edge.get("events")).longValue())
                .sum();
    }

    @Test
    void everyPartOfThePageAddsUpToAllEvents() throws IOException {
        assertBalanced(report(Program.story()));
        assertBalanced(report("samples"));
        ReportData simulated = report(simulated());
        assertBalanced(simulated);
        assertThat(simulated.number("head", "events")).isGreaterThan(SIMULATED / 2);
    }

    @Test
    void whatIsNotToldApartIsCountedAllTheSame() throws IOException {
        ReportData report = report("--told-apart", 7, simulated());
        assertBalanced(report);
        assertThat(Json.at(report.data(), "sessionsLeft", "more")).isEqualTo(true);
        assertThat(report.objects("sessions")).hasSize(7);
    }

    private static Map<Object, List<Object>> eventsByOrigin(ReportData report) {
        return report.objects("graph", "nodes").stream()
                .filter(node -> node.get("layer").equals("origin"))
                .collect(Collectors.groupingBy(
                        node -> List.of(node.get("label"), node.get("detail")),
                        Collectors.mapping(node -> node.get("events"), Collectors.toList())));
    }

    @Test
    void whatIsNotToldApartIsCountedWithItsOriginWhereThatIsShown() throws IOException {
        Map<Object, List<Object>> all = eventsByOrigin(report(simulated()));
        Map<Object, List<Object>> few = eventsByOrigin(report("--told-apart", 7, simulated()));
        few.keySet().retainAll(all.keySet());
        few.keySet().removeIf(origin -> origin.toString().startsWith("[others"));
        assertThat(few)
                .isNotEmpty()
                .allSatisfy(
                        (origin, events) -> assertThat(events).as("%s", origin).isEqualTo(all.get(origin)));
    }

    @Test
    void whatIsNotShownIsCountedAllTheSame() throws IOException {
        ReportData report = narrow(simulated());
        assertBalanced(report);
        assertThat(report.objects("sessions")).hasSize(NARROW.sessions());
        assertThat(report.rows("rows")).hasSize(NARROW.rows());
        assertThat(report.objects("graph", "nodes")).hasSizeLessThanOrEqualTo(3 + 2 + 2 + 3);
        assertThat(report.objects("graph", "nodes"))
                .filteredOn(node -> ((Number) node.get("joined")).intValue() > 0)
                .isNotEmpty();
        assertThat(report.objects("graph", "edges"))
                .allSatisfy(edge -> assertThat((List<?>) edge.get("proofs")).hasSizeLessThanOrEqualTo(2));
    }

    private static ReportData narrow(Path logs) throws IOException {
        return ReportData.ofJson(data(logs, NARROW));
    }

    /** What a page of narrow limits shows. */
    static String data(Path logs, ReportLimits limits) throws IOException {
        try (Inputs inputs = Inputs.find(List.of(logs.toString()), Set.of(), InputStream.nullInputStream())) {
            Attributor attributor =
                    Attributor.builder(InstantSource.fixed(Instant.EPOCH)).build();
            LearnedLogs learned = LearnedLogs.of(inputs, 1, attributor, Long.MAX_VALUE, new Reading(UNWATCHED));
            var json = new ByteArrayOutputStream();
            LogReport.of(learned, limits).writeData("", json);
            return json.toString(StandardCharsets.US_ASCII);
        }
    }

    @Test
    void everyHopIsProvenByItsEventsAndTheirPlaces() throws IOException {
        ReportData report = report(Program.story());
        assertThat((List<?>) report.edge("alice", "Dev").get("proofs"))
                .extracting(report::place)
                .containsExactly(Records.id(1) + ", a-morning.json, 1, 14, $.Records[0]");
        assertThat((List<?>) report.edge("Dev", "Prod").get("proofs"))
                .extracting(report::place)
                .containsExactly(Records.id(3) + ", c-late.json, 1, 14, $.Records[0]");
        assertThat((List<?>) report.edge("Prod", "444455556666").get("examples"))
                .extracting(report::place)
                .containsExactly(Records.id(4) + ", b-noon.json, 1, 14, $.Records[0]");
    }

    @Test
    void theByteOfAPlaceIsWhereItsEventBeginsWithoutGzip() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        String text = Records.file(Records.of(Records.id(1), "alice"), Records.of(Records.id(2), "bob")) + "\n"
                + "{\"Type\":\"Notification\",\"Message\":\""
                + Records.of(Records.id(3), "carol").replace("\"", "\\\"") + "\"}\n";
        Files.write(logs.resolve("log.json.gz"), Records.gzip(text));
        ReportData report = report(logs);
        assertThat(report.rows("events"))
                .extracting(event -> event.get(0), event -> event.get(6), event -> report.text(event.get(7)))
                .containsExactlyInAnyOrder(
                        tuple(Records.id(1), 12, "$.Records[0]"),
                        tuple(Records.id(2), text.indexOf(",{\"eventVersion") + 1, "$.Records[1]"),
                        tuple(Records.id(3), text.indexOf("{\"Type"), "$.Message"));
    }

    @Test
    void whatHasNoAnswerIsToldWithItsReason() throws IOException {
        ReportData report = report(Program.story());
        assertThat(report.edge("? issuance not in logs", "Ops").get("events")).isEqualTo(1);
        assertThat(report.edge("bob or carol", "Shared").get("events")).isEqualTo(1);
        assertThat(report.objects("bases"))
                .filteredOn(kind -> kind.get("name").equals("ISSUANCE_NOT_SEEN"))
                .singleElement()
                .satisfies(kind -> assertThat((String) kind.get("advice")).startsWith("Add the logs"));
    }

    @Test
    void theSameLogsGiveTheSameBytes() throws IOException {
        Path logs = simulated();
        report(logs, "--threads", 1);
        byte[] once = Files.readAllBytes(out);
        report(logs, "--threads", 4);
        assertThat(Files.readAllBytes(out)).isEqualTo(once);
    }

    @Test
    void anEventThatCameTwiceIsToldOnceWithItsCopies() throws IOException {
        Path log = Records.write(
                folder.resolve("log"), Records.file(Records.of(Records.id(1), "a"), Records.of(Records.id(1), "a")));
        ReportData report = report(log);
        assertBalanced(report);
        assertThat(report.rows("events"))
                .singleElement()
                .satisfies(event -> assertThat(event.subList(4, 6)).isEqualTo(List.of(1, 2)));
    }

    @Test
    void standardInputIsReadToo() throws IOException {
        Program run = Program.fed(Records.gzip(Records.of(Records.id(1), "alice")), "report", "-", "--out", out);
        assertThat(run.exit()).isZero();
        assertBalanced(ReportData.of(out));
    }

    @Test
    void whatCouldNotBeReadIsToldInTheExitCodeToo() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.of(Records.id(1), "alice") + "\nnot json\n");
        Program run = Program.run("report", log, "--out", out);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("1 record could not be read");
        assertThat(ReportData.of(out).number("head", "rejected")).isEqualTo(1);
    }

    @Test
    void logsWithoutEventsGiveAPageWithoutEvents() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.file());
        assertThat(Program.run("report", log, "--out", out).exit()).isEqualTo(1);
        assertThat(ReportData.of(out).number("head", "events")).isZero();
    }

    @Test
    void noInputIsOverwritten() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.of(Records.id(1), "alice"));
        for (Path named : List.of(log, folder)) {
            Program run = Program.run("report", named, "--out", log);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("cannot be read and written at once");
        }
        assertThat(Program.run("report", log, "--trust-policies", out, "--out", out)
                        .exit())
                .isEqualTo(2);
        assertThat(log).content().isEqualTo(Records.of(Records.id(1), "alice"));
    }

    @Test
    void anEarlierReportAmongTheLogsIsReplaced() throws IOException {
        Records.write(folder.resolve("log"), Records.of(Records.id(1), "alice"));
        report(folder);
        byte[] once = Files.readAllBytes(out);
        assertThat(report(folder).number("head", "inputs")).isEqualTo(1);
        assertThat(Files.readAllBytes(out)).isEqualTo(once);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whereNoPageCanBeIsKnownBeforeTheWorkBegins() {
        assertThat(Program.run("report", Program.story(), "--out", folder).exit())
                .isEqualTo(3);
        assertThat(Program.run("report", Program.story(), "--out", folder.resolve("none/report.html"))
                        .exit())
                .isEqualTo(3);
        assertThat(Program.run("report", Program.story()).exit()).isEqualTo(2);
        assertThat(Program.run("report", Program.story(), "--out", out, "--told-apart", 0)
                        .exit())
                .isEqualTo(2);
        assertThat(out).doesNotExist();
    }
}
