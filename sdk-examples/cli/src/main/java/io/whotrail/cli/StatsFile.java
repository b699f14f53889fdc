// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.whotrail.AttributorStats;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the counters of a run as JSON, with the equations that bind them. */
final class StatsFile {
    private static final JsonFactory JSON = new JsonFactory();

    private StatsFile() {}

    static void write(Outcome outcome, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter()
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
                    .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n")));
            json.writeStartObject();
            write(outcome.attributor(), json);
            write(outcome.reader(), json);
            json.writeObjectFieldStart("lines");
            json.writeNumberField("verdicts", outcome.verdictLines());
            json.writeNumberField("sessionRevisions", outcome.noticeLines());
            json.writeEndObject();
            json.writeArrayFieldStart("equations");
            for (Equation equation : outcome.equations()) {
                write(equation, json);
            }
            json.writeEndArray();
            json.writeBooleanField("balances", outcome.balances());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(AttributorStats stats, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("attributor");
        json.writeNumberField("offered", stats.offered());
        json.writeNumberField("learned", stats.learned());
        json.writeNumberField("duplicates", stats.duplicates());
        json.writeNumberField("contradictions", stats.contradictions());
        json.writeNumberField("conflicts", stats.conflicts());
        json.writeNumberField("quarantined", stats.quarantined());
        write("quarantinedBy", stats.quarantinedBy(), json);
        json.writeNumberField("attributed", stats.attributed());
        write("attributedBy", stats.attributedBy(), json);
        json.writeNumberField("ambiguous", stats.ambiguous());
        json.writeNumberField("unattributed", stats.unattributed());
        write("unattributedBy", stats.unattributedBy(), json);
        json.writeNumberField("late", stats.late());
        json.writeNumberField("waiting", stats.waiting());
        json.writeNumberField("revisions", stats.revisions());
        json.writeNumberField("sessionRevisions", stats.sessionRevisions());
        json.writeNumberField("finalizedEarly", stats.finalizedEarly());
        json.writeNumberField("sessionsIssued", stats.sessionsIssued());
        json.writeNumberField("sessionsLive", stats.sessionsLive());
        json.writeNumberField("sessionsEvicted", stats.sessionsEvicted());
        json.writeNumberField("sessionsExpired", stats.sessionsExpired());
        json.writeNumberField("sessionsCorrected", stats.sessionsCorrected());
        json.writeNumberField("sessionsSaturated", stats.sessionsSaturated());
        json.writeEndObject();
    }

    private static void write(ReadStats stats, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("reader");
        json.writeNumberField("records", stats.records());
        json.writeNumberField("events", stats.events());
        json.writeNumberField("rejected", stats.rejected());
        write("rejectedBy", stats.rejects(), json);
        json.writeNumberField("passedOver", stats.passedOverInAll());
        write("passedOverBy", stats.passedOver(), json);
        json.writeNumberField("gzipMembers", stats.gzipMembers());
        json.writeNumberField("bytesRead", stats.bytesRead());
        json.writeNumberField("bytesScanned", stats.bytesScanned());
        json.writeNumberField("bytesIgnored", stats.bytesIgnored());
        json.writeEndObject();
    }

    private static void write(String name, Map<? extends Enum<?>, Long> counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<? extends Enum<?>, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey().name(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void write(Equation equation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("equation", equation.text());
        json.writeNumberField("left", equation.left());
        json.writeNumberField("right", equation.right());
        json.writeBooleanField("holds", equation.holds());
        json.writeEndObject();
    }
}
