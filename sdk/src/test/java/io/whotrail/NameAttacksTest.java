// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Events.Holder;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InScopeOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names that are chosen to look like somebody else's.
 *
 * <ul>
 *   <li>T1: a session named like another person.
 *   <li>T2: two people's sessions of one role with one name at one time.
 *   <li>T3: a session named like an EC2 instance, or like another workload or user that AWS made a session for.
 *   <li>T4: a source identity that is another person's name.
 * </ul>
 */
final class NameAttacksTest {
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave");
    private static final String INSTANCE = "i-0abc1234def567890";

    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    private static Explanation explanation(Answers.Known known) {
        assertThat(known.verdict()).isInstanceOf(Explanation.class);
        return (Explanation) known.verdict();
    }

    @ParameterizedTest
    @Seeds(1_000)
    void whoeverTakesAnothersNameIsNeverTakenForThatOther(Random random) {
        var intrigue = new Intrigue(random, "t", NOON, 6);
        var events = new ArrayList<>(intrigue.events());
        Collections.shuffle(events, random);
        events.forEach(event -> answers.offer(attributor, event));

        var all = answers.known();
        for (CloudTrailEvent event : events) {
            Intrigue.Credential credential = intrigue.madeWith(event.eventId());
            Answers.Known known = all.get(event.eventId());
            assertThat(explanation(known).origin().name()).isEqualTo(credential.owner());
            if (!credential.isOfPerson()) {
                assertThat(credential.owner()).isNotEqualTo(credential.sessionName());
                assertThat(known.evidence(SignalType.NAME_IMPERSONATES)).containsExactly(credential.issuanceId());
            }
        }
    }

    @ParameterizedTest
    @Seeds(200)
    void sessionsOfOneRoleAndNameAreToldApartByTheirKeys(Random random) {
        int issuers = 2 + random.nextInt(10);
        var events = new ArrayList<CloudTrailEvent>();
        for (int i = 0; i < issuers; i++) {
            var birth = NOON.plusSeconds(random.nextInt(2));
            Holder session = session("Dev", "deploy", "ASIAKEY" + i, birth);
            events.add(assume("a" + i, user("user" + i), "Dev", "deploy", "ASIAKEY" + i, birth)
                    .build());
            events.add(use("e" + i, session, NOON.plusSeconds(60)));
            events.add(use("f" + i, session, NOON.plusSeconds(61)));
        }
        Collections.shuffle(events, random);
        events.forEach(event -> answers.offer(attributor, event));

        assertThat(events.stream()
                        .map(event -> event.userIdentity().principalId())
                        .filter(id -> id.startsWith("AROA"))
                        .distinct())
                .as("whoever goes by the principal id merges them all")
                .hasSize(1);
        for (int i = 0; i < issuers; i++) {
            for (String use : List.of("e" + i, "f" + i)) {
                assertThat(explanation(answers.known(use)).origin().name()).isEqualTo("user" + i);
            }
        }
    }

    @ParameterizedTest
    @Seeds(100)
    void whoeverTakesAnInstancesNameIsNotTakenForTheInstance(Random random) {
        Holder instance = ofInstance(session("Web", INSTANCE, "ASIAREAL", NOON));
        Holder pretender = session("Web", INSTANCE, "ASIAFALSE", NOON);
        var events = new ArrayList<>(List.of(
                use("instance", instance, NOON.plusSeconds(60)),
                assume("a1", user("mallory"), "Web", INSTANCE, "ASIAFALSE", NOON)
                        .build(),
                use("pretender", pretender, NOON.plusSeconds(60)),
                use("lost", pretender.withKey("ASIALOST"), NOON.plusSeconds(61))));
        Collections.shuffle(events, random);
        events.forEach(event -> answers.offer(attributor, event));

        assertThat(explanation(answers.known("pretender")).origin().name()).isEqualTo("mallory");
        assertThat(answers.known("pretender").evidence(SignalType.NAME_IMPERSONATES))
                .as("the instance's own record makes its name known")
                .containsExactly(Events.id("a1"));
        assertThat(explanation(answers.known("pretender")).chain().hops())
                .singleElement()
                .extracting(Hop::issuanceEventIds)
                .isEqualTo(List.of(Events.id("a1")));
        assertThat(answers.known("instance").signals()).isEmpty();
        assertThat(answers.known("lost").signals()).isEmpty();
        assertThat(explanation(answers.known("instance")).origin().type()).isEqualTo(IdentityType.WORKLOAD);
        assertThat(answers.known("lost").verdict()).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_NOT_SEEN);
            assertThat(gap.claims().sessionName()).isEqualTo(INSTANCE);
        });
    }

    /** The session as EC2 itself delivers it, which AWS writes into the record. */
    private static Holder ofInstance(Holder session) {
        UserIdentity identity = session.identity();
        SessionContext context = identity.sessionContext();
        return new Holder(Events.copy(identity)
                .sessionContext(new SessionContext(
                        context.sessionIssuer(), context.creationDate(), null, null, "2.0", false, null, null))
                .build());
    }

    /** Sessions into which AWS wrote whom it made them for, by that one's name; of none the issuing event is there. */
    static Stream<Arguments> madeByAws() {
        UserIdentity function = Events.copy(
                        session("Web", "orders-7", "ASIAREAL", NOON).identity())
                .inScopeOf(new InScopeOf(
                        "AWS::Lambda::Function",
                        "arn:aws:lambda:us-east-1:" + Events.ACCOUNT + ":function:orders",
                        null,
                        null))
                .build();
        return Stream.of(
                Arguments.of("orders", new Holder(function)),
                Arguments.of("carol@example.com", ofReservedRole("aws-reserved/sso.amazonaws.com/")));
    }

    /** A session of a role that is named as Identity Center names its own, below a path. */
    private static Holder ofReservedRole(String path) {
        String role = "AWSReservedSSO_Admin_0123456789abcdef";
        UserIdentity identity =
                session(role, "carol@example.com", "ASIAREAL", NOON).identity();
        return new Holder(Events.copy(identity)
                .sessionContext(SessionContext.of(
                        new SessionIssuer(
                                "Role",
                                "AROAADMIN",
                                "arn:aws:iam::" + Events.ACCOUNT + ":role/" + path + role,
                                Events.ACCOUNT,
                                role),
                        NOON))
                .build());
    }

    @ParameterizedTest
    @MethodSource("madeByAws")
    void whoeverTakesTheNameThatAwsWroteIntoASessionIsSignalledInAnyOrder(String name, Holder real) {
        for (int first = 0; first < 3; first++) {
            var events = new ArrayList<>(List.of(
                    use("real", real, NOON.plusSeconds(60)),
                    assume("a1", user("mallory"), "Dev", name, "ASIAFALSE", NOON)
                            .build(),
                    use("pretender", session("Dev", name, "ASIAFALSE", NOON), NOON.plusSeconds(60))));
            Collections.rotate(events, first);
            var heard = new Answers();
            Attributor fresh = Answers.builder(heard).build();
            events.forEach(event -> heard.offer(fresh, event));

            assertThat(explanation(heard.known("real")).origin().name()).isEqualTo(name);
            assertThat(heard.known("real").signals()).isEmpty();
            assertThat(explanation(heard.known("pretender")).origin().name()).isEqualTo("mallory");
            assertThat(heard.known("pretender").evidence(SignalType.NAME_IMPERSONATES))
                    .containsExactly(Events.id("a1"));
        }
    }

    /** Anybody can call a role so. */
    @Test
    void aRoleThatOnlyLooksLikeIdentityCentersMakesNoNameKnown() {
        answers.offer(attributor, use("lookalike", ofReservedRole(""), NOON.plusSeconds(60)));
        answers.offer(
                attributor,
                assume("a1", user("mallory"), "Dev", "carol@example.com", "ASIAFALSE", NOON)
                        .build());
        answers.offer(
                attributor, use("e1", session("Dev", "carol@example.com", "ASIAFALSE", NOON), NOON.plusSeconds(60)));

        assertThat(explanation(answers.known("e1")).origin().name()).isEqualTo("mallory");
        assertThat(answers.known("e1").signals()).isEmpty();
    }

    static Stream<Arguments> claimsAndOrigins() {
        return PEOPLE.stream().flatMap(claim -> PEOPLE.stream().map(origin -> Arguments.of(claim, origin)));
    }

    @ParameterizedTest
    @MethodSource("claimsAndOrigins")
    void aSourceIdentityIsAClaimAndTheKeyDecides(String claim, String origin) {
        PEOPLE.forEach(person -> answers.offer(attributor, use("u" + person, user(person), NOON)));
        Holder session = session("Dev", "work", "ASIAKEY1", NOON).withSourceIdentity(claim);
        answers.offer(attributor, claiming(claim, origin));
        answers.offer(attributor, use("e1", session, NOON.plusSeconds(60)));

        Answers.Known known = answers.known("e1");
        assertThat(explanation(known).origin().name()).isEqualTo(origin);
        assertThat(explanation(known).basis()).isEqualTo(Basis.ISSUED_KEY);
        assertThat(explanation(known).chain().hops())
                .extracting(Hop::sourceIdentity)
                .containsExactly(claim);
        List<String> told = claim.equals(origin) ? List.of() : List.of(Events.id("a1"));
        assertThat(known.evidence(SignalType.SOURCE_IDENTITY_DISAGREES)).isEqualTo(told);
        assertThat(known.evidence(SignalType.SOURCE_IDENTITY_SELF_CHOSEN)).isEqualTo(told);
    }

    private static CloudTrailEvent claiming(String claim, String caller) {
        CloudTrailEvent plain =
                assume("a1", user(caller), "Dev", "work", "ASIAKEY1", NOON).build();
        return assume("a1", user(caller), "Dev", "work", "ASIAKEY1", NOON)
                .requestParameters(new io.whotrail.event.RequestParameters(
                        plain.requestParameters().roleArn(), "work", 3600, claim, null, null, null, null))
                .responseElements(io.whotrail.event.ResponseElements.builder()
                        .accessKeyId("ASIAKEY1")
                        .expiration(NOON.plusSeconds(3600))
                        .assumedRoleId(plain.responseElements().assumedRoleId())
                        .assumedRoleArn(plain.responseElements().assumedRoleArn())
                        .sourceIdentity(claim)
                        .build())
                .build();
    }
}
