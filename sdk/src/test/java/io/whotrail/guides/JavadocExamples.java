// SPDX-License-Identifier: Apache-2.0
package io.whotrail.guides;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.integrity.LogIntegrity;
import io.whotrail.integrity.LogMirror;
import io.whotrail.integrity.PublicKeys;
import io.whotrail.investigation.IdentityQuery;
import io.whotrail.investigation.Investigation;
import io.whotrail.investigation.SessionTree;
import io.whotrail.investigation.TimeRange;
import io.whotrail.pipeline.FileDeadLetters;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.policy.MalformedTrustPolicyException;
import io.whotrail.policy.SessionNameRequirement;
import io.whotrail.policy.TrustPolicy;
import io.whotrail.sink.FileSink;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.WatchedFolderSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The examples of the Javadoc, each under the name of the file that shows it. */
final class JavadocExamples {
    private JavadocExamples() {}

    /** A metrics library. */
    interface Library {
        void record(String name, Map<String, String> labels, double value);
    }

    static void module(Path logs) throws IOException {
        // @start module-info
        Attributor attributor = Attributor.builder(InstantSource.system())
                .listener(revised -> System.out.println("later: " + revised))
                .build();
        try (EventSource source = CloudTrailReader.create().openAll(logs)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                if (attributor.attribute(event) instanceof Attribution.Attributed known) {
                    System.out.println(
                            event.eventName() + " by " + known.origin().name() + ", " + known.basis());
                }
            }
        }
        // @end
    }

    static void attributor(CloudTrailEvent event) {
        // @start package-info
        var attributor = Attributor.builder(InstantSource.system())
                .listener(revised -> write(revised))
                .build();
        Attribution answer = attributor.attribute(event);
        if (answer instanceof Attribution.Attributed known) {
            System.out.println(known.origin().name() + " by " + known.basis());
        }
        // @end
    }

    static void investigation(CloudTrailEvent event) {
        // @start investigation/package-info
        var investigation = Investigation.keeping(100_000);
        var attributor = Attributor.builder(InstantSource.system())
                .listener(investigation)
                .build();
        investigation.add(attributor.attribute(event));
        for (SessionTree tree : investigation.sessions(new IdentityQuery("alice"), TimeRange.ALWAYS)) {
            System.out.println(tree.origin().name() + ": " + tree.total().events() + " events");
        }
        // @end
    }

    static void reader() throws IOException {
        // @start source/CloudTrailReader
        CloudTrailReader reader =
                CloudTrailReader.builder().rejected(System.err::println).build();
        try (EventSource source = reader.open(Path.of("trail.json.gz"))) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                System.out.println(event.eventTime() + " " + event.eventName());
            }
        }
        // @end
    }

    static void metrics(Attributor attributor, Library library) {
        // @start metrics/package-info
        attributor.metrics().read((metric, value) -> library.record(metric.name(), metric.labels(), value));
        // @end
    }

    static void policy(String document) throws MalformedTrustPolicyException {
        // @start policy/package-info
        SessionNameRequirement requirement = TrustPolicy.parse(document).requirement();
        System.out.println(requirement.answer() + ", decided by " + requirement.statement() + ": " + requirement.why());
        // @end
    }

    static void integrity(Path folder, Path keys) throws IOException {
        // @start integrity/LogIntegrity
        LogIntegrity integrity = LogIntegrity.of(LogMirror.of(folder), PublicKeys.read(keys));
        System.out.println(integrity.verify().logFilesBy());
        // @end
    }

    static void pipeline(InstantSource clock, Path out, Path mirror, Path state) throws Exception {
        // @start pipeline/Pipeline
        var letters = FileDeadLetters.open(Path.of("rejected.ndjson"));
        var reader = CloudTrailReader.builder().rejected(letters::rejected).build();
        Pipeline pipeline = Pipeline.builder(
                        Attributor.builder(clock),
                        FileSink.builder(out, "answers").open(),
                        clock)
                .source(WatchedFolderSource.builder(mirror, reader, clock).build())
                .deadLetters(letters)
                .checkpoints(state)
                .build();
        pipeline.run();
        // @end
    }

    private static void write(Attribution revised) {
        System.out.println(revised);
    }
}
