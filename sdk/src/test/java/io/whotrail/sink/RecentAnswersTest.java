// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.testing.ScenarioAnswers;
import io.whotrail.testing.SinkEntries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is remembered of earlier answers changes no byte of a line, and is bounded. */
class RecentAnswersTest {
    private static final int EVENTS = 1_500;
    private static final List<LineFormat> FORMATS = List.of(
            LineFormat.ndjson(),
            LineFormat.ecs(EcsPlacement.NAMESPACE),
            LineFormat.ecs(EcsPlacement.USER),
            LineFormat.ocsf());

    @ParameterizedTest
    @EnumSource(names = {"TYPICAL", "CHAINS", "FEDERATION", "COLLISIONS", "HOSTILE", "LATE", "MIXED"})
    void everyLineOfAnOrganisationIsThatOfASinkThatWroteNothingBefore(Profile profile) {
        List<SinkEntry> entries = simulated(profile);
        assertThat(entries).hasSizeGreaterThan(EVENTS);
        assertLinesAreThoseOfFreshSinks(entries);
    }

    @Test
    void everyLineOfAScenarioIsThatOfASinkThatWroteNothingBefore() throws IOException {
        List<SinkEntry> entries = ScenarioAnswers.all();
        assertThat(entries).anyMatch(SinkEntry.Notice.class::isInstance);
        assertLinesAreThoseOfFreshSinks(entries);
    }

    private static void assertLinesAreThoseOfFreshSinks(List<SinkEntry> entries) {
        for (LineFormat format : FORMATS) {
            var lines = new LineBuffer(format);
            for (SinkEntry entry : entries) {
                lines.set(List.of(entry));
                assertThat(lines.toByteArray()).isEqualTo(format.line(entry));
            }
        }
    }

    /** Each answer beside those of the same credential that differ in one thing. */
    private static List<SinkEntry> simulated(Profile profile) {
        var entries = new ArrayList<SinkEntry>();
        Attributor attributor = Attributor.builder(
                        InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(3_650))))
                .listener(new Collector(entries))
                .build();
        Deliveries deliveries = Simulation.small(profile, 7).delivered(EVENTS);
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            CloudTrailEvent event = next.event();
            Attribution answer = attributor.attribute(event);
            if (answer != null) {
                entries.add(SinkEntry.of(answer));
                entries.add(SinkEntry.of(answer.asFinalizedEarly()));
                entries.add(SinkEntry.of(answer.contradicted()));
                entries.add(SinkEntry.of(verified(answer)));
                entries.add(SinkEntry.of(answer.revised(3)));
            }
        }
        attributor.finish();
        return entries;
    }

    private static Attribution verified(Attribution answer) {
        return Attribution.of(
                answer.event().withInputTrust(InputTrust.SOURCE_AUTHENTICATED),
                answer.revision(),
                answer.isFinal(),
                answer.finalizedEarly(),
                List.of(),
                answer.sessionRevision(),
                answer.verdict());
    }

    private record Collector(List<SinkEntry> entries) implements AttributionListener {
        @Override
        public void onAttribution(Attribution attribution) {
            entries.add(SinkEntry.of(attribution));
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            entries.add(SinkEntry.of(revision));
        }
    }

    @Test
    void whatIsWrittenAgainIsNotMadeAgain() {
        Attribution answer = user("alice");
        var recent = RecentAnswers.create();
        assertThat(recent.find(answer, null)).isNull();
        recent.keep(answer, null, bytes(100));
        assertThat(recent.find(user("alice"), null)).hasSize(100);
        assertThat(recent.find(user("bob"), null)).isNull();
        assertThat(RecentAnswers.none().find(answer, null)).isNull();
    }

    @Test
    void manySessionsTakeNoMoreThanTheBound() {
        var recent = RecentAnswers.create();
        var kept = new ArrayList<Attribution>();
        for (int i = 0; i < 4 * RecentAnswers.SLOTS; i++) {
            Attribution answer = user("user-" + i);
            kept.add(answer);
            recent.keep(answer, null, bytes(RecentAnswers.LONGEST));
        }
        long bound = (long) RecentAnswers.SLOTS * RecentAnswers.LONGEST;
        assertThat(bound).isEqualTo(8L << 20);
        assertThat(recent.bytes()).isGreaterThan(bound / 2).isLessThanOrEqualTo(bound);
        assertThat(kept)
                .filteredOn(answer -> recent.find(answer, null) != null)
                .hasSizeLessThanOrEqualTo(RecentAnswers.SLOTS);
    }

    @Test
    void whatIsLongerThanUsualIsNotKept() {
        var recent = RecentAnswers.create();
        recent.keep(user("alice"), null, bytes(RecentAnswers.LONGEST + 1));
        assertThat(recent.bytes()).isZero();
    }

    private static byte[] bytes(int length) {
        return new byte[length];
    }

    private static Attribution user(String name) {
        return SinkEntries.answer(CloudTrailEvent.builder("e-" + name)
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .arn("arn:aws:iam::111122223333:user/" + name)
                        .userName(name)
                        .build())
                .build());
    }

    @Test
    void aSinkWritesAnswersOfOneSessionAlike() throws SinkException {
        var out = new ByteArrayOutputStream();
        List<SinkEntry> answers = SinkEntries.answers(0, 3);
        try (NdjsonSink sink = new NdjsonSink(out)) {
            sink.write(answers);
            sink.write(answers);
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.subList(3, 6)).isEqualTo(lines.subList(0, 3));
    }
}
