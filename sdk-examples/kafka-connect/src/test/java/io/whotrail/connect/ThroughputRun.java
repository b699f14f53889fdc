// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Tells how many records the transformation takes in a second of one thread's processor time, by kind of value, without any
 * broker. Who else uses the machine matters little that way.
 */
public final class ThroughputRun {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final String RECORDS = "20000";
    private static final int ROUNDS = 5;

    private ThroughputRun() {}

    /**
     * Measures.
     *
     * @param arguments how many records, if not 20,000
     */
    public static void main(String[] arguments) {
        List<String> records = Events.delivered(1, Integer.parseInt(arguments.length > 0 ? arguments[0] : RECORDS));
        report("text, into the value", Map.of(), records, text -> record(Schema.STRING_SCHEMA, text));
        Map<String, String> header = Map.of("attribution.place", "header");
        report("text, into a header", header, records, text -> record(Schema.STRING_SCHEMA, text));
        report("map, into the value", Map.of(), records, text -> record(null, Structs.map(text)));
        report("struct, into the value", Map.of(), records, text -> {
            Struct struct = Structs.struct(text);
            return record(struct.schema(), struct);
        });
    }

    private static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord("trail", 0, null, null, schema, value, 0);
    }

    /** The best of some rounds, each by a transformation that knows nothing yet. */
    private static void report(
            String kind, Map<String, String> settings, List<String> texts, Function<String, SinkRecord> form) {
        var records = new ArrayList<SinkRecord>(texts.size());
        texts.forEach(text -> records.add(form.apply(text)));
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            var transformation = new AttributeEvent<SinkRecord>();
            transformation.configure(settings);
            long begin = CLOCK.getCurrentThreadCpuTime();
            records.forEach(transformation::apply);
            best = Math.min(best, CLOCK.getCurrentThreadCpuTime() - begin);
        }
        System.out.printf(Locale.ROOT, "%-24s %,9d records/s%n", kind, texts.size() * 1_000_000_000L / best);
    }
}
