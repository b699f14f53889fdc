// SPDX-License-Identifier: Apache-2.0
package io.whotrail.guides;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.whotrail.Attribution;
import io.whotrail.Attribution.Ambiguous;
import io.whotrail.Attribution.Attributed;
import io.whotrail.Attribution.Unattributed;
import io.whotrail.Attributor;
import io.whotrail.Basis;
import io.whotrail.Hop;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.investigation.IdentityQuery;
import io.whotrail.investigation.Investigation;
import io.whotrail.investigation.RevocationPlan;
import io.whotrail.investigation.SessionTree;
import io.whotrail.investigation.TimeRange;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The code of {@code getting-started.md}. */
final class GettingStarted {
    private GettingStarted() {}

    static void asTheyCome(Path logs, PrintStream out) throws IOException {
        // @start asTheyCome
        Attributor attributor = Attributor.builder(InstantSource.system())
                .listener(revised ->
                        out.println("  later: " + revised.event().eventName() + ", revision " + revised.revision()))
                .build();
        try (EventSource source = CloudTrailReader.create().openAll(logs)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                Attribution answer = attributor.attribute(event);
                if (answer instanceof Attributed known && known.basis() != Basis.DIRECT) {
                    out.println(event.eventName() + ": " + known.origin().name() + ", " + known.basis());
                } else if (answer instanceof Ambiguous ambiguous) {
                    out.println(event.eventName() + ": one of "
                            + ambiguous.candidates().size());
                } else if (answer instanceof Unattributed unknown) {
                    out.println(event.eventName() + ": " + unknown.reason());
                } // null: a duplicate, which was answered before
            }
        }
        // @end
    }

    static void whenAllIsKnown(Path logs, PrintStream out) throws IOException {
        // @start whenAllIsKnown
        Attributor attributor = Attributor.builder(InstantSource.system()).build();
        CloudTrailReader reader = CloudTrailReader.create();
        try (EventSource source = reader.openAll(logs)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                attributor.learn(event);
            }
        }
        attributor.finish();
        try (EventSource source = reader.openAll(logs)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                if (attributor.ask(event) instanceof Attributed known
                        && known.chain().length() == 2) {
                    out.println(event.eventName() + ": " + known.origin().arn());
                    for (Hop hop : known.chain().hops()) {
                        out.println("  " + hop.link() + " to " + hop.roleArn());
                    }
                    break;
                }
            }
        }
        // @end
    }

    static void asked(Path logs, PrintStream out) throws IOException {
        // @start asked
        Investigation investigation = Investigation.keeping(100_000);
        Attributor attributor = Attributor.builder(InstantSource.system())
                .listener(investigation)
                .build();
        try (EventSource source = CloudTrailReader.create().openAll(logs)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                investigation.add(attributor.attribute(event));
            }
        }
        for (SessionTree tree : investigation.sessions(new IdentityQuery("bob"), TimeRange.ALWAYS)) {
            out.println(tree.origin().arn() + ": " + tree.total().events() + " events");
            tree.allSessions().forEach(session -> out.println("  " + session.arn()));
            RevocationPlan.of(tree, Instant.now())
                    .revocations()
                    .forEach(revocation -> out.println("  revoke at " + revocation.roleArn() + ": "
                            + revocation.policies().size() + " policy"));
        }
        investigation
                .timeline("bob", TimeRange.ALWAYS)
                .forEach(answer ->
                        out.println(answer.eventTime() + " " + answer.event().eventName()));
        // @end
    }

    static void rejected(PrintStream out) throws IOException {
        // @start rejected
        CloudTrailReader reader = CloudTrailReader.builder()
                .rejected(rejected -> out.println(rejected.source() + ", byte " + rejected.byteOffset() + ", "
                        + rejected.path() + ": " + rejected.reason()))
                .build();
        byte[] file =
                "{\"Records\":[{\"eventID\":\"e-1\",\"userIdentity\":7},{\"eventID\":\"e-2\",\"eventName\":\"ListBuckets\",\"userIdentity\":{\"type\":\"Root\"}}]}"
                        .getBytes(UTF_8);
        try (EventSource source = reader.open(new ByteArrayInputStream(file), "log.json")) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                out.println("read " + event.eventId());
            }
        }
        // @end
    }
}
