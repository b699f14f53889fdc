// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import io.whotrail.sink.MemorySink;
import io.whotrail.source.MemorySource;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whoever runs a pipeline hears of each record that was set aside because a signed digest covers one that contradicts it. */
class QuarantinedRecordsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static CloudTrailEvent event(String id, String user, InputTrust trust) {
        return CloudTrailEvent.builder(id)
                .eventTime(NOON)
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .recipientAccountId("111122223333")
                .inputTrust(trust)
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .arn("arn:aws:iam::111122223333:user/" + user)
                        .accountId("111122223333")
                        .userName(user)
                        .build())
                .build();
    }

    private static Pipeline pipeline(String id, Consumer<PipelineIncident> incidents) {
        return Pipeline.builder(
                        Attributor.builder(InstantSource.fixed(NOON)), new MemorySink(10), InstantSource.fixed(NOON))
                .source(new MemorySource(
                        "memory",
                        List.of(
                                event(id, "alice", InputTrust.DIGEST_VERIFIED),
                                event(id, "mallory", InputTrust.UNAUTHENTICATED))))
                .incidents(incidents)
                .build();
    }

    @Test
    void eachIsAnIncidentThatSaysWhichAndWhy() throws IOException, CheckpointException {
        var incidents = new ArrayList<PipelineIncident>();
        pipeline("event-1", incidents::add).run();
        assertThat(incidents)
                .containsExactly(new PipelineIncident(
                        PipelineIncident.Kind.QUARANTINED,
                        "a record of event event-1 (UNAUTHENTICATED), OTHER_CONTENT: event-1 counts",
                        Map.of("reason", "OTHER_CONTENT", "trust", "UNAUTHENTICATED")));
    }

    @Test
    void anIdThatCouldActOnItsReaderIsToldWithoutWhatActs() throws IOException, CheckpointException {
        var incidents = new ArrayList<PipelineIncident>();
        pipeline("x\n\u001b[2J\u202e" + "y".repeat(500), incidents::add).run();
        assertThat(incidents)
                .singleElement()
                .satisfies(incident -> assertThat(incident.detail())
                        .matches("[ -~]*")
                        .contains("x??[2J?yyy")
                        .hasSizeLessThan(300));
    }

    @Test
    void whatFailsAtItEndsTheRunAsAnywhere() {
        var broken = new IllegalStateException("nobody takes incidents");
        Pipeline pipeline = pipeline("event-1", incident -> {
            throw broken;
        });
        assertThatThrownBy(pipeline::run).isSameAs(broken);
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.FAILED);
        assertThat(pipeline.health().stats().balances()).isTrue();
    }
}
