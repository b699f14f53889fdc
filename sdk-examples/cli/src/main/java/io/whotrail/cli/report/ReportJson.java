// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.SignalType;
import io.whotrail.cli.input.Places;
import io.whotrail.cli.report.ProofPlaces.Found;
import io.whotrail.cli.text.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what a report tells, for the page's script to read. */
final class ReportJson {
    private static final int FILES_NAMED = 40;

    private final PageJson page;
    private final JsonGenerator json;
    private final Report report;

    private ReportJson(Report report, OutputStream out) throws IOException {
        this.page = new PageJson(out);
        this.json = page.json();
        this.report = report;
    }

    /**
     * Writes.
     *
     * @param report what was added up
     * @param head what was read
     * @param places finds where the events lie that are told
     * @param out where to
     */
    static void write(Report report, ReportHead head, ProofPlaces places, OutputStream out) throws IOException {
        var writer = new ReportJson(report, out);
        writer.write(head, places);
        writer.json.flush();
    }

    private void write(ReportHead head, ProofPlaces places) throws IOException {
        json.writeStartObject();
        head(head);
        times();
        List<Strand> unused = report.unused();
        var graph = new ReportGraph(report, unused);
        GraphJson.write(graph, page);
        var sessions = new SessionsJson(report, unused, graph, page);
        sessions.write();
        new VerdictsJson(report, sessions, page).write();
        signals(sessions);
        places(places);
        page.writeStrings();
        json.writeEndObject();
    }

    private void head(ReportHead head) throws IOException {
        json.writeObjectFieldStart("head");
        page.text("command", head.command());
        json.writeNumberField("inputs", head.inputs().size());
        json.writeArrayFieldStart("files");
        for (String name : head.inputs().stream().limit(FILES_NAMED).toList()) {
            json.writeString(PageJson.seen(name));
        }
        json.writeEndArray();
        json.writeNumberField("records", head.read().records());
        json.writeNumberField("read", head.read().events());
        json.writeNumberField("rejected", head.read().rejected());
        json.writeNumberField("passedOver", head.read().passedOverInAll());
        json.writeNumberField("duplicates", head.duplicates());
        json.writeNumberField("contradictions", head.contradictions());
        json.writeNumberField("events", report.span().events());
        json.writeNumberField("failed", report.span().failed());
        json.writeNumberField("sessions", report.sessions());
        json.writeNumberField("signalled", report.signalled());
        page.time("first", report.span().first());
        page.time("last", report.span().last());
        json.writeEndObject();
    }

    private void times() throws IOException {
        TimeBins times = report.times();
        json.writeObjectFieldStart("times");
        json.writeNumberField("width", times.width());
        json.writeNumberField("untimed", times.untimed());
        json.writeArrayFieldStart("bins");
        for (Map.Entry<Long, long[]> bin : times.told().entrySet()) {
            json.writeStartArray();
            json.writeNumber(bin.getKey());
            for (long count : bin.getValue()) {
                json.writeNumber(count);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void signals(SessionsJson sessions) throws IOException {
        json.writeArrayFieldStart("signals");
        for (Map.Entry<SignalType, List<SignalTally.Entry>> type :
                report.signals().told().entrySet()) {
            List<SignalTally.Entry> details = type.getValue();
            int told = Math.min(details.size(), report.limits().signals());
            json.writeStartObject();
            json.writeStringField("type", type.getKey().name());
            json.writeStringField("brief", Words.brief(type.getKey()));
            json.writeNumberField("further", details.size() - told);
            json.writeNumberField(
                    "furtherEvents",
                    report.signals().untold(type.getKey())
                            + details.stream()
                                    .skip(told)
                                    .mapToLong(SignalTally.Entry::events)
                                    .sum());
            json.writeArrayFieldStart("details");
            for (SignalTally.Entry detail : details.subList(0, told)) {
                signal(detail, sessions);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void signal(SignalTally.Entry detail, SessionsJson sessions) throws IOException {
        json.writeStartObject();
        page.text("detail", detail.detail());
        json.writeNumberField("events", detail.events());
        page.events("shown", detail.eventIds(), report.limits().examples());
        page.events("bearers", detail.bearers(), report.limits().examples());
        json.writeNumberField("session", sessions.number(detail.strand()));
        json.writeEndObject();
    }

    private void places(ProofPlaces places) throws IOException {
        Map<String, Found> found = places.find(page.eventIds());
        Map<String, Integer> files = new LinkedHashMap<>();
        json.writeArrayFieldStart("events");
        for (String id : List.copyOf(page.eventIds())) {
            json.writeStartArray();
            json.writeString(PageJson.seen(id));
            Found event = found.get(id);
            if (event != null) {
                String file = places.file(event);
                files.putIfAbsent(file, files.size());
                json.writeNumber(page.shared(event.what()));
                page.time(event.time());
                json.writeNumber(files.getOrDefault(file, 0));
                json.writeNumber(Places.event(event.place()) + 1);
                json.writeNumber(event.copies());
                if (event.inBytes() != null) {
                    json.writeNumber(event.inBytes().byteOffset());
                    json.writeNumber(page.shared(event.inBytes().path()));
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("files");
        for (String file : files.keySet()) {
            json.writeString(PageJson.seen(file));
        }
        json.writeEndArray();
    }
}
