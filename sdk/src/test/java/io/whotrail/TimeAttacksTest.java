// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.MalformedEventException;
import io.whotrail.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Times that are far off, or just beyond what clocks may be off.
 *
 * <ul>
 *   <li>T14: one event of the year 9999.
 *   <li>T15: last month's file once more.
 *   <li>T16: a key used before its issue or after its expiration.
 *   <li>T17: an expiration that pins a key for ever.
 * </ul>
 *
 * {@code -Dattacks.step=1} tries every position of ten thousand.
 */
final class TimeAttacksTest {
    /** How far it is from a position among ten thousand events that is tried to the next one. */
    private static final int STEP = Integer.getInteger("attacks.step", 9_998);

    private static final Instant FAR_FUTURE = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration LATE = Duration.ofMinutes(15);

    /** All of an answer but the event's other members, and how many notices it took. */
    private record Said(String eventId, int revision, boolean isFinal, Verdict verdict, List<Signal> signals) {
        static Said of(Attribution answer) {
            return new Said(answer.eventId(), answer.revision(), answer.isFinal(), answer.verdict(), answer.signals());
        }
    }

    private static Attributor.Builder small(Answers answers) {
        return Answers.builder(answers).lateness(Duration.ofMinutes(1)).retention(Duration.ofHours(2));
    }

    /** All that is said of some events, at once and later, when something else comes before each of some of them. */
    private static List<Object> said(List<CloudTrailEvent> events, Set<Integer> before, boolean forgesIssuance) {
        var answers = new Answers();
        Attributor attributor = small(answers).build();
        var said = new ArrayList<Object>();
        for (int i = 0; i < events.size(); i++) {
            if (before.contains(i)) {
                Attribution future = attributor.attribute(
                        forgesIssuance ? futureIssuance(i) : use("future" + i, user("mallory"), FAR_FUTURE));
                assertThat(future.signals())
                        .filteredOn(signal -> signal.type() == SignalType.FUTURE_TIME)
                        .extracting(Signal::eventIds)
                        .containsExactly(List.of(future.eventId()));
            }
            said.add(Said.of(attributor.attribute(events.get(i))));
        }
        attributor.finish();
        Set<String> ids =
                new HashSet<>(events.stream().map(CloudTrailEvent::eventId).toList());
        answers.told().stream().filter(told -> ids.contains(told.eventId())).forEach(told -> said.add(Said.of(told)));
        answers.sessionRevisions().forEach(said::add);
        return said;
    }

    private static CloudTrailEvent futureIssuance(int number) {
        return assume("future" + number, user("mallory"), "Dev", "alice", "ASIAFUTURE" + number, FAR_FUTURE)
                .build();
    }

    /** Events of several hours, so that answers become final and sessions expire among them. */
    private static List<CloudTrailEvent> hours(int parts) {
        var events = new ArrayList<CloudTrailEvent>();
        for (int part = 0; part < parts; part++) {
            Instant start = NOON.plus(Duration.ofHours(12L * part / parts));
            events.addAll(new Intrigue(new Random(part), "p" + part + "x", start, 25).events());
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void oneEventOfTheFarFutureAnywhereChangesNoOtherAnswer(boolean forgesIssuance) {
        List<CloudTrailEvent> events = hours(3);
        List<Object> expected = said(events, Set.of(), forgesIssuance);
        for (int position = 0; position < events.size(); position++) {
            assertThat(said(events, Set.of(position), forgesIssuance)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void norDoTenThousandOfThemOneBeforeEachOfTenThousandEvents(boolean forgesIssuance) {
        List<CloudTrailEvent> events = hours(125);
        assertThat(events).hasSize(10_000);
        List<Object> expected = said(events, Set.of(), forgesIssuance);
        var everywhere = new HashSet<Integer>();
        for (int i = 0; i < events.size(); i++) {
            everywhere.add(i);
        }
        assertThat(said(events, everywhere, forgesIssuance)).isEqualTo(expected);
        for (int position = 1; position < events.size(); position += STEP) {
            assertThat(said(events, Set.of(position), forgesIssuance)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @Seeds(10)
    void aFileThatIsReplayedThreeTimesChangesNothing(Random random) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        List<CloudTrailEvent> events = new World(random, 200, 0).delivered();
        events.forEach(event -> answers.offer(attributor, event));
        var known = answers.known();
        int told = answers.told().size() + answers.sessionRevisions().size();
        AttributorStats before = attributor.stats();
        for (int replay = 0; replay < 3; replay++) {
            var shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            shuffled.forEach(event ->
                    assertThat(attributor.attribute(event)).as("answered once").isNull());
        }

        assertThat(answers.known()).isEqualTo(known);
        assertThat(answers.told().size() + answers.sessionRevisions().size()).isEqualTo(told);
        AttributorStats after = attributor.stats();
        assertThat(after.duplicates()).isEqualTo(before.duplicates() + 3L * events.size());
        assertThat(after.sessionsIssued()).isEqualTo(before.sessionsIssued());
        assertThat(after.sessionsLive()).isEqualTo(before.sessionsLive());
        assertThat(after.waiting()).isEqualTo(before.waiting());
        assertThat(after.balances()).isTrue();
    }

    @ParameterizedTest
    @Seeds(20)
    void lastMonthsFileChangesNoAnswerOfTodayAndIsAnsweredRightIfAtAll(Random random) {
        var lastMonth = new Intrigue(new Random(1), "l", NOON.minus(Duration.ofDays(30)), 20);
        var today = new Intrigue(random, "n", NOON, 20);
        var alone = new Answers();
        Attributor undisturbed = small(alone).build();
        lastMonth.events().forEach(event -> alone.offer(undisturbed, event));
        today.events().forEach(event -> alone.offer(undisturbed, event));

        var heard = new Answers();
        Attributor attributor = small(heard).maximumRememberedEvents(16).build();
        lastMonth.events().forEach(event -> heard.offer(attributor, event));
        for (CloudTrailEvent event : today.events()) {
            heard.offer(attributor, event);
            CloudTrailEvent old =
                    lastMonth.events().get(random.nextInt(lastMonth.events().size()));
            Attribution again = attributor.attribute(old);
            if (again != null && again.verdict() instanceof Explanation) {
                assertThat(Intrigue.text(again.verdict()))
                        .isEqualTo(lastMonth.madeWith(old.eventId()).owner());
            }
        }

        for (CloudTrailEvent event : today.events()) {
            assertThat(heard.known().get(event.eventId()))
                    .isEqualTo(alone.known().get(event.eventId()));
        }
        assertThat(attributor.stats().balances()).isTrue();
    }

    /** CloudTrail's times are whole seconds. */
    @ParameterizedTest
    @CsvSource({
        "900, -301, false", "900, -300, true", "900, -299, true", "900, 0, true", "900, 900, true",
        "900, 1799, true", "900, 1800, true", "900, 1801, false", "3600, -301, false", "3600, -300, true",
        "3600, 4499, true", "3600, 4500, true", "3600, 4501, false", "43200, 44099, true", "43200, 44100, true",
        "43200, 44101, false", "86400, 44100, true", "86400, 44101, false"
    })
    void aKeyCountsFromFiveMinutesBeforeItsIssueToFifteenAfterItsExpiration(long lifetime, long used, boolean counts) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        answers.offer(attributor, issuance(NOON.plusSeconds(lifetime)));
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIAKEY1", NOON), NOON.plusSeconds(used)));

        Answers.Known known = answers.known("e1");
        if (counts) {
            assertThat(Intrigue.text(known.verdict())).isEqualTo("alice");
            assertThat(known.signals()).isEmpty();
        } else {
            assertThat(Intrigue.text(known.verdict()))
                    .isEqualTo("OUT_OF_VALIDITY arn:aws:sts::111122223333:assumed-role/Dev/x x");
            assertThat(known.signals()).singleElement().satisfies(signal -> {
                assertThat(signal.type()).isEqualTo(SignalType.OUT_OF_VALIDITY);
                assertThat(signal.eventIds()).containsExactly(Events.id(used < 0 ? "e1" : "a1"));
            });
        }
    }

    private static CloudTrailEvent issuance(Instant expiration) {
        CloudTrailEvent plain =
                assume("a1", user("alice"), "Dev", "x", "ASIAKEY1", NOON).build();
        return assume("a1", user("alice"), "Dev", "x", "ASIAKEY1", NOON)
                .responseElements(ResponseElements.builder()
                        .accessKeyId("ASIAKEY1")
                        .expiration(expiration)
                        .assumedRoleId(plain.responseElements().assumedRoleId())
                        .assumedRoleArn(plain.responseElements().assumedRoleArn())
                        .build())
                .build();
    }

    /** Expirations in all shapes in which dates come, and in some in which they do not. */
    static Stream<String> expirations() {
        Stream<String> known = Stream.of(
                "\"Dec 31, 9999, 11:59:59 PM\"",
                "\"Dec 31, 9999, 11:59:59\u202fPM\"",
                "\"Dec 31, 9999 11:59:59 PM\"",
                "\"9999-12-31T23:59:59Z\"",
                "\"9999-12-31T23:59:59.999999999Z\"",
                "\"9999-12-31T23:59:59-18:00\"",
                "\"99991231T235959Z\"",
                "\"Fri Dec 31 23:59:59 UTC 9999\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"-9999-01-01T00:00:00Z\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"1970-01-01T00:00:00Z\"",
                "\"2026-13-45T99:99:99Z\"",
                "\"2026-03-02T12:00:60Z\"",
                "\"253402300799\"",
                "253402300799",
                "253402300799000",
                "1e999",
                "-1",
                "0",
                "9223372036854775807",
                "true",
                "null",
                "\"\"",
                "\"never\"",
                "\"NaN\"",
                "\"\\u0000\"",
                "{}",
                "[]",
                "[\"9999-12-31T23:59:59Z\"]");
        var random = new Random(17);
        String alphabet = "0123456789-+:TZ ,.JanDec PM";
        Stream<String> fuzzed = Stream.generate(() -> {
                    var text = new StringBuilder("\"9999-12-31T23:59:59Z\"");
                    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                        text.setCharAt(
                                1 + random.nextInt(text.length() - 2),
                                alphabet.charAt(random.nextInt(alphabet.length())));
                    }
                    return text.toString();
                })
                .limit(300);
        return Stream.concat(known, fuzzed);
    }

    @ParameterizedTest
    @MethodSource("expirations")
    void noExpirationMakesAKeyLiveLongerThanItsKindCan(String expiration) {
        assertCapped(
                expiration,
                "\"AssumeRole\",\"requestParameters\":{\"roleArn\":\"arn:aws:iam::111122223333:role/Dev\","
                        + "\"roleSessionName\":\"x\"}",
                session("Dev", "x", "ASIAKEY1", NOON),
                Duration.ofHours(12));
        UserIdentity root = UserIdentity.builder()
                .type("Root")
                .principalId("222222222222")
                .arn("arn:aws:iam::222222222222:root")
                .accountId("222222222222")
                .accessKeyId("ASIAKEY1")
                .sessionContext(new io.whotrail.event.SessionContext(null, NOON, null, null, null, true, null, null))
                .build();
        assertCapped(
                expiration,
                "\"AssumeRoot\",\"requestParameters\":{\"targetPrincipal\":\"222222222222\"}",
                new Events.Holder(root),
                Duration.ofMinutes(15));
        UserIdentity federated = UserIdentity.builder()
                .type("FederatedUser")
                .principalId("111122223333:x")
                .arn("arn:aws:sts::111122223333:federated-user/x")
                .accountId("111122223333")
                .accessKeyId("ASIAKEY1")
                .build();
        assertCapped(
                expiration,
                "\"GetFederationToken\",\"requestParameters\":{\"name\":\"x\"}",
                new Events.Holder(federated),
                Duration.ofHours(36));
    }

    private static void assertCapped(String expiration, String call, Events.Holder holder, Duration longest) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers)
                .watermarkFromHost()
                .retention(Duration.ofHours(40))
                .build();
        String record = "{\"eventID\":\"a1\",\"eventTime\":\"" + NOON + "\",\"eventSource\":\"sts.amazonaws.com\","
                + "\"userIdentity\":{\"type\":\"IAMUser\",\"principalId\":\"AIDAALICE\",\"userName\":\"alice\"},"
                + "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIAKEY1\",\"expiration\":" + expiration
                + "},\"federatedUser\":{\"federatedUserId\":\"111122223333:x\","
                + "\"arn\":\"arn:aws:sts::111122223333:federated-user/x\"}},\"eventName\":" + call + "}";
        try {
            CloudTrailReader reader = CloudTrailReader.builder().build();
            answers.offer(attributor, reader.parseEvent(record.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedEventException refused) {
            assertThat(expiration).as("%s", refused).isEqualTo("1e999");
            return;
        }
        Instant end = NOON.plus(longest).plus(LATE);
        answers.offer(attributor, use("last", holder, end));
        answers.offer(attributor, use("beyond", holder, end.plusSeconds(1)));

        String last = Intrigue.text(answers.known("last").verdict());
        assertThat(last)
                .satisfiesAnyOf(
                        text -> assertThat(text).isEqualTo("alice"),
                        text -> assertThat(text).startsWith(UnattributedReason.OUT_OF_VALIDITY.name()));
        assertThat(Intrigue.text(answers.known("beyond").verdict()))
                .startsWith(UnattributedReason.OUT_OF_VALIDITY.name());
        attributor.advanceTo(NOON.plus(Duration.ofHours(41)));
        assertThat(attributor.stats().sessionsLive())
                .as("nothing stays for ever")
                .isZero();
    }

    @Test
    void anExpirationThatIsNotLegibleLeavesTheLongestThatItsKindCan() {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        answers.offer(attributor, issuance(null));
        Events.Holder session = session("Dev", "x", "ASIAKEY1", NOON);
        answers.offer(
                attributor, use("last", session, NOON.plus(Duration.ofHours(12)).plus(LATE)));
        assertThat(Intrigue.text(answers.known("last").verdict())).isEqualTo("alice");
    }
}
