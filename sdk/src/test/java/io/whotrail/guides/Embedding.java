// SPDX-License-Identifier: Apache-2.0
package io.whotrail.guides;

import io.whotrail.Attribution;
import io.whotrail.Attribution.Attributed;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The code of {@code embedding.md}. */
final class Embedding {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-03T00:00:00Z"));

    private Embedding() {}

    static void consumer(List<CloudTrailEvent> events, PrintStream out) {
        // @start consumer
        Consumer<Attribution> output =
                answer -> out.println(answer.eventId().substring(0, 4) + " revision " + answer.revision());
        Attributor attributor = Attributor.builder(InstantSource.system())
                .maximumMemory(256L << 20)
                .listener(output::accept)
                .build();
        for (CloudTrailEvent event : events) {
            Attribution answer = attributor.attribute(event);
            if (answer != null) {
                output.accept(answer);
            }
        }
        // @end
    }

    static void oneForOne(List<CloudTrailEvent> events, PrintStream out) {
        // @start oneForOne
        Attributor attributor = Attributor.builder(InstantSource.system()).build();
        for (CloudTrailEvent event : events) {
            Attribution answer = attributor.attribute(event);
            if (answer == null) {
                answer = attributor.ask(event); // a duplicate is answered, too, where each record has to come out again
            }
            out.println(answer instanceof Attributed known ? known.origin().name() : "?");
        }
        // @end
    }

    static void held(List<CloudTrailEvent> events, PrintStream out) {
        // @start held
        LineFormat ndjson = LineFormat.ndjson();
        Attributor attributor = Attributor.builder(InstantSource.system())
                .lateness(Duration.ofMinutes(30))
                .holdUntilFinal()
                .listener(answer -> out.writeBytes(ndjson.line(SinkEntry.of(answer))))
                .build();
        events.forEach(attributor::attribute); // what it returns is not final, and not passed on
        attributor.finish(); // at the end of all input only
        // @end
    }

    static void ownState(List<CloudTrailEvent> events, PrintStream out) throws IOException, CheckpointException {
        InstantSource clock = CLOCK;
        // @start ownState
        Attributor.Builder builder = Attributor.builder(clock)
                .watermarkFromHost()
                .listener(answer -> out.println(answer.event().eventName() + ", revision " + answer.revision()));
        Attributor attributor = builder.build();
        attributor.attribute(events.get(0));

        var state = new ByteArrayOutputStream();
        attributor.snapshot(state); // with the host's checkpoint

        Attributor restored = builder.restore(new ByteArrayInputStream(state.toByteArray()));
        restored.attribute(events.get(1));
        restored.advanceTo(Instant.parse("2026-03-02T12:00:00Z")); // with the host's watermark
        // @end
    }

    static void pipeline(Path logs, PrintStream out) throws IOException, CheckpointException {
        // @start pipeline
        Pipeline pipeline = Pipeline.builder(
                        Attributor.builder(InstantSource.system()), new NdjsonSink(out), InstantSource.system())
                .source(CloudTrailReader.create().openAll(logs))
                .incidents(incident -> out.println(incident))
                .finishAtEnd()
                .holdUntilFinal()
                .build();
        pipeline.run(); // in this thread, until stop() or the end; start(executor) elsewhere
        // @end
    }
}
