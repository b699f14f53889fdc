// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.testing.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains that have more hops than those whose relays have to have come before an answer is final. */
@SuppressWarnings("InlineFormatString") // records are read better apart from what is done with them
final class LongChainTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");
    private static final int CHAINS = 3;
    private static final int HOPS = 40;
    private static final int LONG = 200;
    private static final int SHORT = 50_000;

    private static final String USER = """
        {"type": "IAMUser", "principalId": "AIDAEXAMPLE%1$d", "userName": "user-%1$d", "accountId": "111122223333",
         "accessKeyId": "AKIAEXAMPLE%1$d", "arn": "arn:aws:iam::111122223333:user/user-%1$d"}
        """;
    private static final String SESSION = """
        {"type": "AssumedRole", "principalId": "AROAEXAMPLE%2$d:chain-%1$d", "accountId": "111122223333",
         "accessKeyId": "ASIAEXAMPLE%1$dX%2$d",
         "arn": "arn:aws:sts::111122223333:assumed-role/role-%2$d/chain-%1$d",
         "sessionContext": {"attributes": {"creationDate": "%3$s"},
          "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLE%2$d", "accountId": "111122223333",
           "arn": "arn:aws:iam::111122223333:role/role-%2$d", "userName": "role-%2$d"}}}
        """;
    private static final String EVENT = """
        {"eventVersion": "1.08", "eventID": "%s", "eventTime": "%s", "awsRegion": "eu-central-1",
         "recipientAccountId": "111122223333", "userIdentity": %s, %s}
        """;
    private static final String ASSUME_ROLE = """
        "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole",
        "requestParameters": {"roleArn": "arn:aws:iam::111122223333:role/role-%2$d", "roleSessionName": "chain-%1$d"},
        "responseElements": {
         "credentials": {"accessKeyId": "ASIAEXAMPLE%1$dX%2$d", "expiration": "Mar 2, 2026, 10:00:00 AM"},
         "assumedRoleUser": {"assumedRoleId": "AROAEXAMPLE%2$d:chain-%1$d",
          "arn": "arn:aws:sts::111122223333:assumed-role/role-%2$d/chain-%1$d"}}
        """;

    private final CloudTrailReader reader = CloudTrailReader.create();

    private List<CloudTrailEvent> events() throws IOException {
        return events(CHAINS, HOPS);
    }

    /** All chains, hop by hop, a second each; with the last session of each something is done. */
    private List<CloudTrailEvent> events(int chains, int hops) throws IOException {
        List<CloudTrailEvent> events = new ArrayList<>();
        for (int hop = 1; hop <= hops + 1; hop++) {
            for (int chain = 0; chain < chains; chain++) {
                Instant before = BEGIN.plusSeconds(hop - 1);
                String caller = hop == 1 ? USER.formatted(chain) : SESSION.formatted(chain, hop - 1, before);
                String call = hop <= hops
                        ? ASSUME_ROLE.formatted(chain, hop)
                        : "\"eventSource\": \"s3.amazonaws.com\", \"eventName\": \"ListBuckets\"";
                String id = new UUID(chain, hop).toString();
                events.add(reader.parseEvent(EVENT.formatted(id, BEGIN.plusSeconds(hop), caller, call)
                        .getBytes(StandardCharsets.UTF_8)));
            }
        }
        return events;
    }

    private static SimulatedLog log(int hops) throws IOException, CheckpointException {
        var settings = new PartSettings(
                new Partitions(4), 1, hops, Duration.ZERO, World.RETENTION, Duration.ofMinutes(10), 256 << 20, true);
        return new SimulatedLog(settings, new Random(0x9E3779B97F4A7C15L));
    }

    private static void moveTo(Instant time, SimulatedLog log) {
        log.send(null, new Message.Progress(0, time.getEpochSecond()));
    }

    /** Event time is an hour on before anybody has told another anything. */
    private SimulatedLog whereRelaysAreSlow(int hops) throws IOException, CheckpointException {
        SimulatedLog log = log(hops);
        events().forEach(log::send);
        moveTo(BEGIN.plus(Duration.ofHours(1)), log);
        log.goRound();
        return log;
    }

    /** How many of the chains' ends are known to be who began them; all others say that they do not know. */
    private static int known(SimulatedLog log) {
        assertThat(log.faults()).isEmpty();
        assertThat(log.answers()).hasSize(CHAINS * (HOPS + 1));
        int known = 0;
        for (int chain = 0; chain < CHAINS; chain++) {
            Map<String, Object> line = JsonTree.object(log.answers().get(new UUID(chain, HOPS + 1L).toString()));
            if ("ATTRIBUTED".equals(line.get("verdict"))) {
                assertThat(((Map<?, ?>) line.get("origin")).get("name")).isEqualTo("user-" + chain);
                known++;
            } else {
                assertThat(line).containsEntry("reason", "ISSUANCE_NOT_SEEN");
            }
        }
        return known;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8})
    void isKnownToItsBeginningWhereRelaysComeBeforeEventTimeHasGoneOnByMinutes(int hops)
            throws IOException, CheckpointException {
        SimulatedLog log = log(hops);
        for (CloudTrailEvent event : events()) {
            log.send(event);
            moveTo(event.eventTime(), log);
        }
        log.settle(0);
        moveTo(BEGIN.plus(Duration.ofHours(1)), log);
        log.settle(0);
        assertThat(known(log)).isEqualTo(CHAINS);
    }

    @Test
    void isKnownWithAsManyHopsHoweverSlowRelaysAre() throws IOException, CheckpointException {
        assertThat(known(whereRelaysAreSlow(HOPS))).isEqualTo(CHAINS);
    }

    @Test
    void withFewerHopsAndSlowRelaysItIsNotKnownAndNobodyElseIsNamed() throws IOException, CheckpointException {
        assertThat(known(whereRelaysAreSlow(PartSettings.DEFAULT_HOPS))).isZero();
    }

    private static String lineAtTheEnd(SimulatedLog log, int hops) {
        assertThat(log.faults()).isEmpty();
        return log.answers().get(new UUID(0, hops + 1L).toString());
    }

    /** One chain; no event time moves before all is known. */
    private SimulatedLog chainOf(int hops) throws IOException, CheckpointException {
        SimulatedLog log = log(8);
        events(1, hops).forEach(log::send);
        log.settle(0);
        moveTo(BEGIN.plus(Duration.ofHours(1)), log);
        log.settle(0);
        return log;
    }

    @Test
    void howeverLongAChainIsWhatIsSentOfItIsShort() throws IOException, CheckpointException {
        SimulatedLog log = chainOf(LONG);
        String line = lineAtTheEnd(log, LONG);
        assertThat(JsonTree.object(line)).containsEntry("verdict", "ATTRIBUTED");
        assertThat(line).hasSizeLessThan(SHORT);
        assertThat(log.longest()).isLessThan(SHORT);
    }
}
