// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.whotrail.AttributorStats;
import io.whotrail.cli.input.Inputs;
import io.whotrail.metrics.Equation;
import io.whotrail.pipeline.PipelineHealth;
import io.whotrail.pipeline.PipelineStats;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the counters of a run as JSON, with the equations that bind them. */
final class StatsFile {
    private static final JsonFactory JSON = new JsonFactory();

    /** What every one begins with. */
    private static final String BEGINNING = "{\n  \"attributor\" : {";

    private StatsFile() {}

    /** Whether there are counters already. */
    static boolean isStats(Path file) throws IOException {
        return Inputs.begins(file, BEGINNING);
    }

    /** Writes what a batch counted. */
    static void write(Outcome outcome, Path file) throws IOException {
        write(file, outcome.equations(), json -> {
            write(outcome.attributor(), json);
            write(outcome.reader(), json);
            json.writeObjectFieldStart("lines");
            json.writeNumberField("verdicts", outcome.verdictLines());
            json.writeNumberField("sessionRevisions", outcome.noticeLines());
            json.writeEndObject();
        });
    }

    /** Writes what a run counted. */
    static void write(PipelineHealth health, Path file) throws IOException {
        write(file, health.equations(), json -> {
            write(health.attributor(), json);
            write(health.read(), json);
            write(health.stats(), json);
        });
    }

    /** Writes counters. */
    @FunctionalInterface
    private interface Counts {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static void write(Path file, List<Equation> equations, Counts counts) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter()
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
                    .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n")));
            json.writeStartObject();
            counts.writeTo(json);
            json.writeArrayFieldStart("equations");
            for (Equation equation : equations) {
                write(equation, json);
            }
            json.writeEndArray();
            json.writeBooleanField("balances", Equation.hold(equations));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(PipelineStats stats, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("pipeline");
        json.writeNumberField("records", stats.records());
        json.writeNumberField("answered", stats.answered());
        json.writeNumberField("repeated", stats.repeated());
        json.writeNumberField("refused", stats.refused());
        json.writeNumberField("rejected", stats.rejected());
        json.writeNumberField("filtered", stats.filtered());
        json.writeNumberField("entries", stats.entries());
        json.writeNumberField("delivered", stats.delivered());
        json.writeNumberField("deadLettered", stats.deadLettered());
        json.writeNumberField("inFlight", stats.inFlight());
        json.writeNumberField("unacknowledged", stats.unacknowledged());
        json.writeNumberField("retries", stats.retries());
        json.writeNumberField("checkpoints", stats.checkpoints());
        json.writeEndObject();
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
        write("signalsBy", stats.signalsBy(), json);
        json.writeNumberField("accounts", stats.accounts());
        json.writeNumberField("largestAccount", stats.largestAccount());
        json.writeStringField("watermark", Objects.toString(stats.watermark(), null));
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
