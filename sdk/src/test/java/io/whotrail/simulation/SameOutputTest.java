// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.golden.GoldenFile;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.EcsSink;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.OcsfSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read, answered and written is the same to the byte on every JDK: the hashes of all formats for many small worlds. */
class SameOutputTest {
    private static final List<Profile> PROFILES = List.of(Profile.values());
    private static final int SEEDS = 50;
    private static final int EVENTS = 200;
    private static final int SHOWN_BYTES = 8;
    private static final GoldenFile HASHES = GoldenFile.at("src/test/resources/simulation/output-hashes.txt");

    /** A format of lines. */
    private enum Format {
        NDJSON,
        ECS_USER,
        ECS_NAMESPACE,
        OCSF;

        private AttributionSink open(OutputStream out) {
            return switch (this) {
                case NDJSON -> new NdjsonSink(out);
                case ECS_USER -> new EcsSink(out, EcsPlacement.USER);
                case ECS_NAMESPACE -> new EcsSink(out, EcsPlacement.NAMESPACE);
                case OCSF -> new OcsfSink(out);
            };
        }

        String hash(List<SinkEntry> entries) throws IOException, NoSuchAlgorithmException {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (AttributionSink lines = open(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                lines.write(entries);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
        }
    }

    /** Keeps all that is said, in its order. */
    private record Said(List<SinkEntry> entries) implements AttributionListener {
        @Override
        public void onAttribution(Attribution attribution) {
            entries.add(SinkEntry.of(attribution));
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            entries.add(SinkEntry.of(revision));
        }
    }

    private static List<SinkEntry> said(Profile profile, long seed) throws IOException {
        var said = new Said(new ArrayList<>());
        Deliveries deliveries = Simulation.small(profile, seed).delivered(EVENTS);
        Attributor attributor = Attributor.builder(deliveries.clock())
                .lateness(profile.lateness())
                .maximumSessions(profile.maximumSessions())
                .listener(said)
                .build();
        CloudTrailReader reader = CloudTrailReader.create();
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            var bytes = new ByteArrayOutputStream();
            file.writeTo(bytes);
            try (EventSource source = reader.open(new ByteArrayInputStream(bytes.toByteArray()), file.objectKey())) {
                for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                    Attribution answer = attributor.attribute(event);
                    if (answer != null) {
                        said.onAttribution(answer);
                    }
                }
            }
        }
        attributor.finish();
        return said.entries();
    }

    @Test
    void aSeedAndAProfileHaveTheSameOutputInEveryFormat() throws IOException, NoSuchAlgorithmException {
        var text = new StringBuilder();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Profile profile = PROFILES.get(seed % PROFILES.size());
            List<SinkEntry> said = said(profile, seed);
            text.append(seed).append(' ').append(profile.title());
            for (Format format : Format.values()) {
                text.append(' ').append(format.hash(said));
            }
            text.append('\n');
        }
        HASHES.assertMatches(text.toString());
    }
}
