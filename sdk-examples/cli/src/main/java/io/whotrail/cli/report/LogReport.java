// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.cli.input.Input;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.source.ReadStats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** What a page tells of logs: who did what in them, and what proves it. */
public final class LogReport {
    /** How many sessions are told apart unless said otherwise. */
    public static final int HELD_SESSIONS = ReportLimits.HELD_SESSIONS;

    /** How often all logs are read, with the first time: to answer, and to find the proofs. */
    public static final int PASSES = 3;

    private final LearnedLogs logs;
    private final Report report;
    private final ReadStats read;

    private LogReport(LearnedLogs logs, Report report, ReadStats read) {
        this.logs = logs;
        this.report = report;
        this.read = read;
    }

    /**
     * Reads logs again, and adds up what they tell.
     *
     * @param logs the logs
     * @param sessions how many sessions are told apart; those beyond are added up
     */
    public static LogReport of(LearnedLogs logs, int sessions) throws IOException {
        return of(logs, ReportLimits.holding(sessions));
    }

    static LogReport of(LearnedLogs logs, ReportLimits limits) throws IOException {
        var report = new Report(limits);
        ReadStats read = logs.forEachAnswer((answer, place) -> report.add(answer));
        return new LogReport(logs, report, read);
    }

    /** What was read to answer. */
    public ReadStats read() {
        return read;
    }

    /** Whether there is anything to tell. */
    public boolean hasEvents() {
        return report.span().events() > 0;
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param command the command that asked for it, without what does not change the page
     * @param file where to
     */
    public void write(String command, Path file) throws IOException {
        var data = new ByteArrayOutputStream();
        writeData(command, data);
        var page = new ReportPage();
        ReportFile.write(file, out -> page.write(data.toByteArray(), out));
    }

    /** Writes what the page shows. */
    void writeData(String command, OutputStream out) throws IOException {
        ReportJson.write(report, head(command), new ProofPlaces(logs), out);
    }

    private ReportHead head(String command) {
        return new ReportHead(
                command,
                logs.inputs().all().stream().map(Input::name).toList(),
                read,
                logs.repeats().duplicates(),
                logs.repeats().contradictions());
    }
}
