// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of some JVMs, as a table, and as JSON with all that they were made from. */
final class Report {
    private final Map<String, String> environment;
    private final Size size;
    private final List<Figures> forks;

    Report(Map<String, String> environment, Size size, List<Figures> forks) {
        this.environment = environment;
        this.size = size;
        this.forks = forks;
    }

    /** The median over the JVMs. */
    double median(Ratio ratio) {
        return Figures.median(forks.stream().mapToDouble(ratio::of).toArray());
    }

    /** The median over the JVMs. */
    double median(String figure) {
        return Figures.median(
                forks.stream().mapToDouble(figures -> figures.get(figure)).toArray());
    }

    void print(PrintStream out) {
        out.println("|  | measure | median | from | to | goal |  |");
        out.println("|---|---|---:|---:|---:|---:|---|");
        for (Ratio ratio : Ratio.ALL) {
            double least = forks.stream().mapToDouble(ratio::of).min().orElseThrow();
            double most = forks.stream().mapToDouble(ratio::of).max().orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | %.2f | %s | %s |%n",
                    ratio.title(),
                    ratio.words(),
                    median(ratio),
                    least,
                    most,
                    ratio.goalInWords(),
                    ratio.isMet(median(ratio)) ? "met" : "missed");
        }
        out.printf("%n%s%n%s%n", size, environment);
    }

    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeObjectFieldStart("environment");
            for (Map.Entry<String, String> fact : environment.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeStringField("size", size.toString());
            json.writeArrayFieldStart("ratios");
            for (Ratio ratio : Ratio.ALL) {
                write(ratio, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("forks");
            for (Figures fork : forks) {
                json.writeStartObject();
                for (Map.Entry<String, Double> figure : fork.all().entrySet()) {
                    json.writeNumberField(figure.getKey(), figure.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void write(Ratio ratio, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", ratio.title());
        json.writeStringField("measure", ratio.words());
        json.writeNumberField("median", median(ratio));
        json.writeStringField("goal", ratio.goalInWords());
        json.writeBooleanField("met", ratio.isMet(median(ratio)));
        json.writeEndObject();
    }
}
