// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.CallbackSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.MemorySource;
import io.whotrail.source.SourceException;
import io.whotrail.testing.CapturedLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** What a pipeline logs, and that nothing of a record is ever among it. */
class PipelineLogTest {
    /** Stands in everything that whoever writes records can choose. */
    private static final String CONTENT = "AKIAIOSFODNN7EXAMPLE";

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));

    @TempDir
    private Path folder;

    private final CapturedLog log = new CapturedLog();
    private final List<PipelineIncident> incidents = new ArrayList<>();
    private AttributionSink sink = new CallbackSink(entries -> {});
    private int lettersFail;

    private static CloudTrailEvent event(String id, InputTrust trust) {
        return CloudTrailEvent.builder(id + CONTENT)
                .eventTime(CLOCK.instant())
                .eventSource(CONTENT)
                .eventName(CONTENT)
                .recipientAccountId("111122223333")
                .inputTrust(trust)
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .principalId(CONTENT)
                        .arn("arn:aws:iam::111122223333:user/" + CONTENT + trust)
                        .accountId("111122223333")
                        .accessKeyId(CONTENT)
                        .userName(CONTENT + trust)
                        .build())
                .build();
    }

    private static EventSource events(CloudTrailEvent... events) {
        return new MemorySource("memory", List.of(events));
    }

    private PipelineBuilder pipeline(EventSource source) {
        return Pipeline.builder(Attributor.builder(CLOCK), sink, CLOCK)
                .source(source)
                .log(log)
                .batchSize(1)
                .checkpointEvery(1)
                .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 5, RetryPolicy.Exhausted.STOP))
                .random(new SplittableRandom(1))
                .sleeper(time -> {})
                .deadLetters(new DeadLetters() {
                    @Override
                    public void add(DeadLetter letter) {}

                    @Override
                    public void flush() throws IOException {
                        if (lettersFail-- > 0) {
                            throw new IOException("no space left on device");
                        }
                    }

                    @Override
                    public void close() {}
                })
                .incidents(incidents::add);
    }

    /** A sink that fails a few times with a message that breaks the contract. */
    private static AttributionSink failing(SinkException.Remedy remedy, int times) {
        var left = new int[] {times};
        return new AttributionSink() {
            @Override
            public void write(List<SinkEntry> batch) throws SinkException {
                if (left[0]-- > 0) {
                    throw new SinkException(remedy, CONTENT, new IllegalStateException(CONTENT));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private CapturedLog.Line incident(PipelineIncident.Kind kind) {
        return log.lines().stream()
                .filter(line -> kind.name().equals(line.facts().get("incident")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not in " + log.lines()));
    }

    private void assertThatNothingOfARecordIsThere() {
        assertThat(log.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.toString()).doesNotContain(CONTENT));
    }

    @Test
    void startAndEndAreLoggedWithTheCounts() throws IOException, CheckpointException {
        pipeline(events(event("a", InputTrust.UNAUTHENTICATED)))
                .checkpoints(folder)
                .build()
                .run();
        assertThat(log.lines()).hasSize(2).allMatch(line -> line.level() == Level.INFO);
        assertThat(log.lines().get(0).facts())
                .isEqualTo(Map.of("sources", "1", "checkpoints", "true", "resumed", "false"));
        assertThat(log.lines().get(1).facts())
                .contains(
                        entry("state", "STOPPED"),
                        entry("records", "1"),
                        entry("answered", "1"),
                        entry("delivered", "1"),
                        entry("balances", "true"));
        assertThatNothingOfARecordIsThere();
        sink = new CallbackSink(entries -> {});
        pipeline(events(event("a", InputTrust.UNAUTHENTICATED)))
                .checkpoints(folder)
                .build()
                .run();
        assertThat(log.lines().get(2).facts()).containsEntry("resumed", "true");
    }

    @Test
    void aRunThatFailsIsAnErrorThatNamesTheFailure() {
        sink = failing(SinkException.Remedy.STOP, 1);
        Pipeline pipeline =
                pipeline(events(event("a", InputTrust.UNAUTHENTICATED))).build();
        assertThatThrownBy(pipeline::run).isInstanceOf(SinkException.class);
        CapturedLog.Line last = log.lines().get(log.lines().size() - 1);
        assertThat(last.level()).isEqualTo(Level.ERROR);
        assertThat(last.facts())
                .contains(entry("state", "FAILED"), entry("failure", "SinkException: IllegalStateException"));
        assertThatNothingOfARecordIsThere();
    }

    @Test
    void retriesSayWhichAttemptFailedAndHow() throws IOException, CheckpointException {
        sink = failing(SinkException.Remedy.RETRY, 2);
        lettersFail = 1;
        pipeline(failingOnce(event("a", InputTrust.UNAUTHENTICATED))).build().run();
        assertThat(incident(PipelineIncident.Kind.SINK_RETRY))
                .extracting(CapturedLog.Line::level, CapturedLog.Line::facts)
                .containsExactly(
                        Level.WARN,
                        Map.of(
                                "incident", "SINK_RETRY",
                                "attempt", "1",
                                "failure", "SinkException: IllegalStateException"));
        assertThat(incident(PipelineIncident.Kind.SOURCE_RETRY).facts())
                .contains(entry("attempt", "1"), entry("failure", "SourceException"));
        assertThat(incident(PipelineIncident.Kind.DEAD_LETTER_RETRY).facts())
                .contains(
                        entry("attempt", "1"),
                        entry("failure", "IOException"),
                        entry("detail", "attempt 1 failed: java.io.IOException: no space left on device"));
        assertThat(log.lines())
                .filteredOn(line -> "SINK_RETRY".equals(line.facts().get("incident")))
                .extracting(line -> line.facts().get("attempt"))
                .containsExactly("1", "2");
        assertThatNothingOfARecordIsThere();
    }

    private static EventSource failingOnce(CloudTrailEvent event) {
        return new NotedSource(new MemorySource("memory", List.of(event)), position -> {}) {
            private boolean failed;

            @Override
            public @Nullable CloudTrailEvent next() throws IOException {
                if (!failed) {
                    failed = true;
                    throw new SourceException(SourceException.Remedy.RETRY, CONTENT);
                }
                return super.next();
            }
        };
    }

    @Test
    void deadLettersAndRecordsSetAsideSayWhatTheyAre() throws IOException, CheckpointException {
        sink = failing(SinkException.Remedy.SKIP, 1);
        pipeline(events(event("a", InputTrust.DIGEST_VERIFIED), event("a", InputTrust.UNAUTHENTICATED)))
                .build()
                .run();
        assertThat(incident(PipelineIncident.Kind.DEAD_LETTER).facts())
                .contains(entry("letter", "ENTRY"), entry("count", "1"), entry("remedy", "SKIP"));
        assertThat(incident(PipelineIncident.Kind.QUARANTINED).facts())
                .contains(entry("reason", "OTHER_CONTENT"), entry("trust", "UNAUTHENTICATED"));
        assertThat(incidents).extracting(PipelineIncident::kind).hasSize(2);
        assertThatNothingOfARecordIsThere();
    }

    @Test
    void anEventThatIsRefusedIsLoggedWithoutIt() throws IOException, CheckpointException {
        var finished = new ReplayedEngine(List.of(), () -> Attributor.builder(CLOCK)) {
            @Override
            public Attributor begin(AttributionListener listener) {
                Attributor attributor = super.begin(listener);
                attributor.finish();
                return attributor;
            }
        };
        Pipeline.builder(finished, sink, CLOCK)
                .source(events(event("a", InputTrust.UNAUTHENTICATED)))
                .log(log)
                .build()
                .run();
        assertThat(incident(PipelineIncident.Kind.DEAD_LETTER).facts())
                .contains(entry("letter", "EVENT"), entry("failure", "IllegalStateException"));
        assertThatNothingOfARecordIsThere();
    }

    @Test
    void recordsThatCannotBeReadLeaveNothingInTheLog() throws IOException, CheckpointException {
        String lines = String.join(
                "\n",
                CONTENT,
                "{\"eventID\":\"" + CONTENT + "\",\"userIdentity\":\"" + CONTENT + "\"}",
                "{\"" + CONTENT + "\":{\"" + CONTENT + "\":",
                "{\"eventVersion\":\"1.08\",\"eventID\":\"" + CONTENT + "\",\"eventTime\":\"" + CONTENT
                        + "\",\"userIdentity\":{\"type\":\"" + CONTENT + "\",\"sessionToken\":\"" + CONTENT + "\"}}");
        Pipeline pipeline = pipeline(CloudTrailReader.create()
                        .open(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "lines"))
                .build();
        pipeline.run();
        assertThat(pipeline.health().stats().rejected()).isGreaterThanOrEqualTo(2);
        assertThat(log.lines().get(log.lines().size() - 1).facts())
                .containsEntry(
                        "rejected", Long.toString(pipeline.health().stats().rejected()));
        assertThatNothingOfARecordIsThere();
    }

    @Test
    void whoListensIsToldTheDetailsThatTheLogIsNot() throws IOException, CheckpointException {
        sink = failing(SinkException.Remedy.RETRY, 1);
        pipeline(events(event("a", InputTrust.UNAUTHENTICATED))).build().run();
        assertThat(incidents).singleElement().satisfies(incident -> {
            assertThat(incident.detail()).isEqualTo("attempt 1 failed: " + CONTENT);
            assertThat(incident.facts()).doesNotContainKey("detail").containsEntry("attempt", "1");
        });
        assertThatNothingOfARecordIsThere();
    }
}
