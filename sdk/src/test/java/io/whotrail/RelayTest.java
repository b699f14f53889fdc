// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.event.CloudTrailEvent;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What attributors tell each other that hold a part of all sessions each. */
final class RelayTest {
    private static final CloudTrailEvent FIRST_HOP =
            assume("1", user("alice"), "Dev", "s", "ASIADEV", NOON).build();
    private static final CloudTrailEvent SECOND_HOP = assume(
                    "2", session("Dev", "s", "ASIADEV", NOON), "Ops", "t", "ASIAOPS", NOON.plusSeconds(10))
            .build();
    private static final CloudTrailEvent USE =
            use("3", session("Ops", "t", "ASIAOPS", NOON.plusSeconds(10)), NOON.plusSeconds(20));

    private final List<Relay> told = new ArrayList<>();
    private final Answers answers = new Answers();

    private static Predicate<String> sessionsOf(String role) {
        return key -> key.contains("assumed-role/" + role + '/');
    }

    private Attributor holderOf(String role) {
        return Answers.builder(answers).partition(sessionsOf(role), told::add).build();
    }

    private static List<Relay> relaysFor(String role, List<Relay> all) {
        return all.stream()
                .filter(relay -> relay.key() != null && sessionsOf(role).test(relay.key()))
                .toList();
    }

    @Test
    void aHopIsOneMessageToWhoeverHoldsTheSessionThatWasIssued() throws CheckpointException {
        Attributor dev = holderOf("dev");
        Attributor ops = holderOf("ops");
        dev.attribute(FIRST_HOP);
        dev.attribute(SECOND_HOP);
        List<Relay> hop = relaysFor("ops", told);
        assertThat(hop).hasSize(1);

        ops.learn(Relay.of(hop.get(0).toBytes()));
        assertThat(ops.ask(USE).verdict())
                .hasToString(whole().ask(USE).verdict().toString());
        assertThat(((Attribution.Attributed) ops.ask(USE)).origin().name()).isEqualTo("alice");
    }

    private static Attributor whole() {
        Attributor whole = Answers.builder(new Answers()).build();
        whole.learn(FIRST_HOP);
        whole.learn(SECOND_HOP);
        return whole;
    }

    @Test
    void anAnswerThatChangesIsToldAgainAndRevisesWhatRestsOnIt() {
        Attributor dev = holderOf("dev");
        Attributor ops = holderOf("ops");
        dev.attribute(SECOND_HOP);
        relaysFor("ops", told).forEach(ops::learn);
        assertThat(ops.attribute(USE).verdict()).isInstanceOf(Gap.class);
        told.clear();

        dev.attribute(FIRST_HOP);
        List<Relay> again = relaysFor("ops", told);
        assertThat(again).hasSize(1);
        again.forEach(ops::learn);
        assertThat(ops.ask(USE).verdict()).isEqualTo(whole().ask(USE).verdict());
    }

    @Test
    void toLearnARelayTwiceDoesNoHarm() {
        Attributor dev = holderOf("dev");
        Attributor ops = holderOf("ops");
        dev.attribute(FIRST_HOP);
        dev.attribute(SECOND_HOP);
        for (int times = 0; times < 2; times++) {
            List.copyOf(told).forEach(ops::learn);
        }
        assertThat(ops.ask(USE).verdict()).isEqualTo(whole().ask(USE).verdict());
        assertThat(ops.stats().sessionsLive()).isEqualTo(1);
    }

    @Test
    void whoeverHoldsAllSessionsTellsNobodyAnything() {
        Attributor one =
                Answers.builder(answers).partition(key -> true, told::add).build();
        one.attribute(FIRST_HOP);
        one.attribute(SECOND_HOP);
        assertThat(told).allMatch(relay -> relay.key() == null);
    }

    @Test
    void damagedBytesAreRefusedWhereverTheDamageIs() {
        Attributor dev = holderOf("dev");
        dev.attribute(FIRST_HOP);
        dev.attribute(SECOND_HOP);
        for (Relay relay : told) {
            byte[] bytes = relay.toBytes();
            for (int at = 0; at < bytes.length; at++) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= 4;
                assertThatThrownBy(() -> Relay.of(damaged)).isInstanceOf(CheckpointException.class);
                byte[] cut = Arrays.copyOf(bytes, at);
                assertThatThrownBy(() -> Relay.of(cut)).isInstanceOf(CheckpointException.class);
            }
        }
    }

    @Test
    void aCheckpointOfAPartIsNoneOfTheWhole() throws Exception {
        byte[] part = CheckpointTest.image(holderOf("dev"));
        byte[] whole = CheckpointTest.image(whole());
        assertThatThrownBy(() -> Answers.builder(answers).restore(new ByteArrayInputStream(part)))
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.DIFFERENT_SETTINGS));
        assertThatThrownBy(() -> Answers.builder(answers)
                        .partition(sessionsOf("dev"), told::add)
                        .restore(new ByteArrayInputStream(whole)))
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.DIFFERENT_SETTINGS));
    }

    @Test
    void recordsOfOneSessionHaveOnePartitionKey() {
        assertThat(Attributor.partitionKey(USE)).isEqualTo("arn:aws:sts::111122223333:assumed-role/ops/t");
        assertThat(Attributor.partitionKey(FIRST_HOP)).isEqualTo(FIRST_HOP.eventId());
    }
}
