// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.sink.AttributionSink;
import io.whotrail.testing.AttributionSinkContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The table keeps the contract of the SDK's test jar, as a sink of anybody's own can. */
class TableSinkContractTest extends AttributionSinkContract {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    protected AttributionSink open() {
        return new TableSink(out, TableLayout.of(160));
    }

    @Override
    protected List<String> arrived() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(TableSinkContractTest::name)
                .toList();
    }

    /** A table has no ids of events; those of the contract have a second each. */
    private static String name(String line) {
        if (line.startsWith("all earlier events")) {
            return line.replaceAll(".*? of (ASIA[0-9]).*", "$1");
        }
        Instant time = Instant.parse(line.substring(0, line.indexOf('Z') + 1));
        return "event-" + Duration.between(NOON, time).toSeconds();
    }
}
