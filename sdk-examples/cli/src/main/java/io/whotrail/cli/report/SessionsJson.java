// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.Ambiguity;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Hop;
import io.whotrail.Session;
import io.whotrail.SignalType;
import io.whotrail.Verdict;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.Words;
import io.whotrail.event.Arn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes sessions, and what was done in each. */
final class SessionsJson {
    /** Where there is no room for all, one in so many is kept for sessions that nobody used. */
    private static final int UNUSED_ONE_IN = 10;

    /** A row of the table. */
    private record Row(int session, Deed.Key what, Deed deed) {}

    private final Report report;
    private final ReportGraph graph;
    private final PageJson page;
    private final JsonGenerator json;
    private final List<Strand> unused;
    private final List<Strand> told;
    private final List<Strand> left;
    private final Map<Strand, Integer> numbers = new HashMap<>();

    /**
     * Prepares to write.
     *
     * @param report what was added up
     * @param unused the sessions that were opened and never used: told behind all others
     * @param graph the graph that they are in
     * @param page the page
     */
    SessionsJson(Report report, List<Strand> unused, ReportGraph graph, PageJson page) {
        this.report = report;
        this.unused = unused;
        this.graph = graph;
        this.page = page;
        this.json = page.json();
        List<Strand> all = report.strands();
        int room = report.limits().sessions();
        int roomForUnused = Math.min(unused.size(), Math.max(room / UNUSED_ONE_IN, room - all.size()));
        int count = Math.min(all.size(), room - roomForUnused);
        this.told = Stream.concat(all.subList(0, count).stream(), unused.subList(0, roomForUnused).stream())
                .toList();
        this.left = new ArrayList<>(all.subList(count, all.size()));
        this.left.addAll(report.rests());
        told.forEach(strand -> numbers.put(strand, numbers.size()));
    }

    /** The number of a session; -1 where the page does not tell it. */
    int number(Strand strand) {
        return numbers.getOrDefault(strand, -1);
    }

    void write() throws IOException {
        json.writeArrayFieldStart("sessions");
        for (Strand strand : told) {
            session(strand);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("sessionsLeft");
        json.writeNumberField("sessions", left.size() - report.rests().size());
        json.writeBooleanField("more", !report.rests().isEmpty());
        json.writeNumberField("events", left.stream().mapToLong(Strand::events).sum());
        json.writeEndObject();
        json.writeObjectFieldStart("unused");
        json.writeBooleanField("known", report.isUseKnown());
        json.writeNumberField("sessions", unused.size());
        json.writeNumberField(
                "left", unused.size() - told.stream().filter(Strand::isUnused).count());
        json.writeBooleanField("more", report.isMoreOpened());
        json.writeEndObject();
        json.writeNumberField("bars", report.limits().bars());
        rows();
    }

    private void session(Strand strand) throws IOException {
        json.writeStartObject();
        json.writeNumberField("who", page.shared(who(strand.verdict())));
        json.writeNumberField("verdict", TimeBins.index(strand.verdict()));
        json.writeNumberField("why", page.shared(why(strand.verdict())));
        json.writeNumberField("label", page.shared(label(strand)));
        Session session = strand.session();
        if (session != null) {
            page.text("arn", session.arn());
            page.text("key", session.accessKeyId());
            page.time("born", session.createdAt());
        }
        page.time("first", strand.span().first());
        page.time("last", strand.span().last());
        json.writeNumberField("events", strand.events());
        json.writeNumberField("failed", strand.span().failed());
        json.writeNumberField("signalled", strand.signalled());
        json.writeArrayFieldStart("signals");
        for (SignalType type : strand.signals().keySet()) {
            json.writeNumber(page.shared(Words.brief(type)));
        }
        json.writeEndArray();
        way(strand);
        new ChainsJson(page, report.limits()).write(strand.verdict());
        page.events("examples", strand.examples(), report.limits().examples());
        json.writeEndObject();
    }

    private void way(Strand strand) throws IOException {
        json.writeArrayFieldStart("path");
        for (int node : graph.path(strand)) {
            json.writeNumber(node);
        }
        json.writeEndArray();
    }

    static String who(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return People.brief(explanation.origin());
        }
        return verdict instanceof Ambiguity ambiguity ? NodeKeys.names(ambiguity) : "?";
    }

    static String why(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return Words.brief(explanation.basis());
        }
        return verdict instanceof Gap gap ? Words.brief(gap.reason()) : "ambiguous";
    }

    /** {@code Dev/alice}, as the session's ARN has it; empty for what was done without a session. */
    private static String label(Strand strand) {
        Session session = strand.session();
        Arn arn = session == null ? null : Arn.parse(session.arn());
        if (session == null || strand.isUnused() && arn == null) {
            return strand.verdict() instanceof Explanation explanation ? label(explanation) : "";
        }
        if (arn == null) {
            return String.valueOf(session.arn() == null ? session.accessKeyId() : session.arn());
        }
        String name = arn.roleName();
        return name == null ? arn.resource() : name + '/' + arn.roleSessionName();
    }

    /** The session at the end of a chain, where the event itself does not show it, as another account's copy of a call. */
    private static String label(Explanation explanation) {
        List<Hop> hops = explanation.chain().hops();
        if (hops.isEmpty()) {
            return "";
        }
        Hop last = hops.get(hops.size() - 1);
        return People.role(last) + (last.sessionName() == null ? "" : '/' + last.sessionName());
    }

    private void rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (Strand strand : told) {
            strand.deeds().forEach((what, deed) -> rows.add(new Row(number(strand), what, deed)));
        }
        // Sorted by what is cut; the page sorts anew.
        List<Row> kept = rows.size() <= report.limits().rows()
                ? rows
                : rows.stream()
                        .sorted(Comparator.comparing(
                                        (Row row) -> told.get(row.session()).signalled() == 0)
                                .thenComparing(Comparator.comparingLong(
                                                (Row row) -> row.deed().span().events())
                                        .reversed()))
                        .limit(report.limits().rows())
                        .toList();
        long events = 0;
        json.writeArrayFieldStart("rows");
        for (Row row : kept) {
            row(row);
            events += row.deed().span().events();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("rowsLeft");
        json.writeNumberField("rows", rows.size() - kept.size());
        json.writeNumberField("events", report.span().events() - events);
        json.writeEndObject();
    }

    private void row(Row row) throws IOException {
        Deed deed = row.deed();
        json.writeStartArray();
        json.writeNumber(row.session());
        json.writeNumber(page.shared(row.what().service()));
        json.writeNumber(page.shared(row.what().action()));
        json.writeNumber(graph.account(row.what().account()));
        json.writeNumber(page.shared(row.what().account()));
        json.writeNumber(deed.span().events());
        json.writeNumber(deed.span().failed());
        page.time(deed.span().first());
        page.time(deed.span().last());
        json.writeStartArray();
        for (String address : deed.addresses()) {
            json.writeNumber(page.shared(address));
        }
        json.writeEndArray();
        json.writeNumber(deed.further());
        json.writeNumber(page.event(deed.example()));
        json.writeEndArray();
    }
}
