// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.Provenance;
import io.whotrail.event.UserIdentity;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What proves an event goes with its answer wherever that goes. */
class ProvenanceTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Provenance PROOF =
            new Provenance("digests/of/an/hour.json.gz", "120a71561db86acafb7dc9cf0d1205e5");

    private static CloudTrailEvent event() {
        return CloudTrailEvent.builder("event")
                .eventTime(NOON)
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .recipientAccountId("111122223333")
                .userIdentity(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId("AROAEXAMPLE:alice")
                        .arn("arn:aws:sts::111122223333:assumed-role/Dev/alice")
                        .accountId("111122223333")
                        .accessKeyId("ASIAEXAMPLE000000001")
                        .build())
                .build()
                .provenBy(PROOF);
    }

    private static Attributor.Builder builder() {
        return Attributor.builder(InstantSource.fixed(NOON)).holdUntilFinal();
    }

    static Stream<LineFormat> formats() {
        return Stream.concat(
                Stream.of(LineFormat.ndjson(), LineFormat.ocsf()),
                Stream.of(EcsPlacement.values()).map(LineFormat::ecs));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFormatSaysWhichDigestAndKeyProveAnEvent(LineFormat format) {
        byte[] line = format.line(SinkEntry.of(builder().build().ask(event())));

        assertThat(new String(line, StandardCharsets.UTF_8))
                .contains(PROOF.digest(), PROOF.fingerprint(), "DIGEST_VERIFIED");
    }

    @Test
    void anEventThatWaitsKeepsItThroughACheckpoint() throws IOException, CheckpointException {
        Attributor before = builder().build();
        before.attribute(event());
        var image = new ByteArrayOutputStream();
        before.snapshot(image);
        List<Attribution> told = new ArrayList<>();
        Attributor after = builder().listener(told::add).restore(new ByteArrayInputStream(image.toByteArray()));
        after.finish();

        assertThat(told).singleElement().satisfies(answer -> {
            assertThat(answer.event().provenance()).isEqualTo(PROOF);
            assertThat(answer.event().inputTrust()).isEqualTo(InputTrust.DIGEST_VERIFIED);
        });
    }
}
