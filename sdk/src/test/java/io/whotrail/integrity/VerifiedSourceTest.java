// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.Provenance;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventPlace;
import io.whotrail.source.EventSource;
import io.whotrail.source.PassedOver;
import io.whotrail.source.ReadStats;
import io.whotrail.testing.Seeds;
import io.whotrail.testing.SignedTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events come out of files that are verified, whatever is held back is counted, and each file is told of once. */
final class VerifiedSourceTest {
    @TempDir
    private Path folder;

    private final List<ObjectIntegrity> results = new ArrayList<>();

    private static List<CloudTrailEvent> read(EventSource source) throws IOException {
        var events = new ArrayList<CloudTrailEvent>();
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            events.add(event);
        }
        return events;
    }

    private static void replace(SignedTrail trail, String key) {
        trail.objects().put(key, SignedTrail.gzip(new String(trail.content(key), StandardCharsets.UTF_8) + ' '));
    }

    @Test
    void ofOneLogFileTheEventsAreProvenByTheDigestThatNamesIt() throws IOException {
        SignedTrail trail = SignedTrail.of(2, 1);
        String key = trail.logFiles().get(1);
        try (EventSource source =
                Verification.of(trail, folder).openVerified(key, CloudTrailReader.create(), results::add)) {
            assertThat(source.name()).isEqualTo("verified log files");
            assertThat(read(source)).singleElement().satisfies(event -> {
                assertThat(event.eventId()).isEqualTo("event-100");
                assertThat(event.inputTrust()).isEqualTo(InputTrust.DIGEST_VERIFIED);
                assertThat(event.provenance())
                        .isEqualTo(new Provenance(trail.digests().get(1), SignedTrail.FIRST.fingerprint()));
            });
            assertThat(source.stats().events()).isEqualTo(1);
            assertThat(source.stats().passedOver()).isEmpty();
        }
        assertThat(results).extracting(ObjectIntegrity::key).containsExactly(key);
    }

    @Test
    void anEventIsPlacedInItsLogFile() throws IOException {
        SignedTrail trail = SignedTrail.of(2, 1);
        try (EventSource source = Verification.of(trail, folder).open(CloudTrailReader.create(), results::add)) {
            assertThat(source.place()).isNull();
            for (String key : trail.logFiles()) {
                assertThat(source.next()).isNotNull();
                String content = new String(trail.content(key), StandardCharsets.UTF_8);
                assertThat(source.place())
                        .isEqualTo(new EventPlace(
                                folder.resolve(key).toString(),
                                null,
                                content.indexOf('{', content.indexOf('[')),
                                "$.Records[0]"));
            }
            assertThat(source.next()).isNull();
            assertThat(source.place()).isNull();
        }
    }

    @Test
    void ofOneLogFileThatIsNotVerifiedNothingIsHandedOutAndThatIsCounted() throws IOException {
        SignedTrail trail = SignedTrail.of(2, 2);
        String modified = trail.logFiles().get(0);
        String appended = trail.logFiles().get(1);
        String unknown = trail.deliver(SignedTrail.BEGINNING.minusSeconds(36_000), 5);
        replace(trail, modified);
        trail.objects().put(appended, SignedTrail.concat(trail.objects().get(appended), new byte[1]));
        LogIntegrity integrity = Verification.of(trail, folder);
        for (String key : List.of(modified, appended, unknown)) {
            try (EventSource source = integrity.openVerified(key, CloudTrailReader.create(), results::add)) {
                assertThat(source.next()).as(key).isNull();
                assertThat(source.stats().events()).isZero();
                assertThat(source.stats().passedOver()).isEqualTo(Map.of(PassedOver.WITHHELD, 1L));
            }
        }
        assertThat(results)
                .extracting(ObjectIntegrity::integrity)
                .containsExactly(Integrity.MODIFIED, Integrity.TRAILING_DATA, Integrity.NOT_COVERED);
    }

    @Test
    void whatIsNoLogFileOfTheMirrorCannotBeOpened() throws IOException {
        SignedTrail trail = SignedTrail.of(1, 2);
        String missing = trail.logFiles().remove(1);
        trail.objects().remove(missing);
        LogIntegrity integrity = Verification.of(trail, folder);
        String digest = trail.digests().get(0);
        for (String key : List.of(missing, digest, digest + LogMirror.METADATA, "AWSLogs/none.json.gz")) {
            assertThatThrownBy(() -> integrity.openVerified(key, CloudTrailReader.create(), results::add))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(integrity.logFiles())
                .isEqualTo(Map.of(
                        trail.logFiles().get(0), folder.resolve(trail.logFiles().get(0))));
    }

    @Test
    void everyFileIsToldOfOnceInOrderAndThoseThatAreMissingAtTheEnd() throws IOException {
        SignedTrail trail = SignedTrail.of(2, 2);
        trail.objects().remove(trail.logFiles().get(0));
        trail.objects().remove(trail.logFiles().get(2));
        replace(trail, trail.logFiles().get(3));
        try (EventSource source = Verification.of(trail, folder).open(CloudTrailReader.create(), results::add)) {
            assertThat(source.next()).isNotNull();
            assertThat(results).hasSize(1);
            assertThat(source.next()).isNull();
            assertThat(source.next()).isNull();
            ReadStats stats = source.stats();
            assertThat(List.of(stats.records(), stats.events())).isEqualTo(List.of(2L, 1L));
            assertThat(stats.passedOver()).isEqualTo(Map.of(PassedOver.WITHHELD, 1L));
        }
        assertThat(results)
                .extracting(ObjectIntegrity::key)
                .containsExactly(
                        trail.logFiles().get(1),
                        trail.logFiles().get(3),
                        trail.logFiles().get(0),
                        trail.logFiles().get(2));
    }

    @Test
    void afterItsEndASourceHandsOutNothing() throws IOException {
        EventSource source =
                Verification.of(SignedTrail.of(1, 2), folder).open(CloudTrailReader.create(), results::add);
        assertThat(source.next()).isNotNull();
        source.close();
        assertThatThrownBy(source::next).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    private static String event(@Nullable Instant time) {
        String shown = time == null ? "" : "\"eventTime\":\"" + time + "\",";
        return "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"Root\"}," + shown
                + "\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"ListBuckets\",\"eventID\":\"" + time + "\"}";
    }

    /** Delivers one log file with events of some seconds; the digest says of them what it is told to. */
    private Integrity judged(List<Long> seconds, String oldest, String newest) throws IOException {
        var trail = new SignedTrail();
        String key = trail.deliver(SignedTrail.BEGINNING.plusSeconds(600), 1);
        String events = String.join(
                ",",
                seconds.stream()
                        .map(second -> event(second < 0 ? null : SignedTrail.BEGINNING.plusSeconds(second)))
                        .toList());
        trail.objects().put(key, SignedTrail.gzip("{\"Records\":[" + events + "]}"));
        String named = trail.named(key)
                .replaceFirst("\"newestEventTime\":\"[^\"]*\"", "\"newestEventTime\":" + newest)
                .replaceFirst("\"oldestEventTime\":\"[^\"]*\"", "\"oldestEventTime\":" + oldest);
        Instant end = SignedTrail.BEGINNING.plusSeconds(3_600);
        trail.digest(SignedTrail.BEGINNING, end, List.of(named), new SignedTrail.Draft());
        return Verification.result(Verification.verify(trail, folder), key);
    }

    private static String time(long second) {
        return SignedTrail.text(SignedTrail.BEGINNING.plusSeconds(second).toString());
    }

    @ParameterizedTest
    @Seeds(10)
    void allEventsAreOfTheTimesThatTheDigestSaysInWhateverOrderTheyStand(Random random) throws IOException {
        var seconds = new ArrayList<Long>(List.of(10L, 20L, 30L, 40L));
        Collections.shuffle(seconds, random);
        assertThat(judged(seconds, time(10), time(40))).isEqualTo(Integrity.VERIFIED);
        assertThat(judged(seconds, time(11), time(40))).isEqualTo(Integrity.MALFORMED);
        assertThat(judged(seconds, time(10), time(39))).isEqualTo(Integrity.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anEventWithoutATimeIsOfAnyTime(int place) throws IOException {
        var seconds = new ArrayList<Long>(List.of(10L, 20L));
        seconds.add(place, -1L);
        assertThat(judged(seconds, time(10), time(20))).isEqualTo(Integrity.VERIFIED);
        assertThat(judged(seconds, time(11), time(20))).isEqualTo(Integrity.MALFORMED);
        assertThat(judged(seconds, time(10), time(19))).isEqualTo(Integrity.MALFORMED);
    }

    @Test
    void aDigestThatSaysNoTimeIsOfAFileWithoutEvents() throws IOException {
        assertThat(judged(List.of(), "null", "null")).isEqualTo(Integrity.VERIFIED);
        assertThat(judged(List.of(10L), "null", "null")).isEqualTo(Integrity.MALFORMED);
        assertThat(judged(List.of(10L), time(10), "null")).isEqualTo(Integrity.MALFORMED);
        assertThat(judged(List.of(10L), "null", time(10))).isEqualTo(Integrity.MALFORMED);
    }
}
