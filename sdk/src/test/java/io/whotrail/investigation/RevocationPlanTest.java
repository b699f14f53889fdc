// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Basis;
import io.whotrail.Hop;
import io.whotrail.simulation.Profile;
import io.whotrail.story.Account;
import io.whotrail.story.RoleSession;
import io.whotrail.story.Story;
import io.whotrail.story.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevocationPlanTest {
    private static final int EVENTS = 2_000;
    private static final Instant BIRTH = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
    private static final String ROLE = "arn:aws:iam::111122223333:role/Dev";
    private static final String ROLE_ID = "AROAEXAMPLE";

    private final Story story = new Story(11);
    private final Account acme = story.account("111122223333");
    private final User alice = acme.user("alice");

    private static SessionNode session(String role, String roleId, String name, Instant birth) {
        var hop = new Hop(role, roleId, name, null, birth, Basis.ISSUED_KEY, List.of());
        Activity none = new ActivityCounter().told();
        return new SessionNode(hop, 0, false, new TreeSet<>(), none, none, List.of());
    }

    private static RevocationPlan plan(SessionNode... sessions) {
        return RevocationPlan.of(List.of(sessions), NOW);
    }

    private static boolean denies(Revocation revocation, String userId, Instant issued) {
        return revocation.policies().stream().anyMatch(policy -> new DenyingPolicy(policy).denies(userId, issued));
    }

    private List<SessionTree> treesOf(String who) {
        var forest = SessionForest.of(new IdentityQuery(who), TimeRange.ALWAYS, 1_000);
        Answered.story(story).forEach(forest::add);
        return forest.trees();
    }

    private List<SessionNode> sessionsOf(String who) {
        return treesOf(who).stream()
                .flatMap(tree -> tree.allSessions().stream())
                .toList();
    }

    @Test
    void exactlyTheSessionsAreDenied() {
        RoleSession dev = alice.assumes(acme.role("Dev"), "alice");
        RoleSession prod = dev.assumes(story.account("444455556666").role("Prod"), "from-dev");
        RoleSession bobs = acme.user("bob").assumes(acme.role("Dev"), "bob");
        story.pass(Duration.ofHours(1));
        RoleSession copycat = acme.user("carol").assumes(acme.role("Dev"), "alice");

        RevocationPlan plan = RevocationPlan.of(sessionsOf("alice"), NOW);
        assertThat(plan.others()).isEmpty();
        assertThat(plan.revocations())
                .extracting(Revocation::roleArn)
                .containsExactly(dev.role().arn(), prod.role().arn());
        Revocation ofDev = plan.revocations().get(0);
        assertThat(ofDev.place()).isEqualTo(Revocation.Place.ROLE);
        assertThat(denies(ofDev, dev.principalId(), dev.birth())).isTrue();
        assertThat(denies(ofDev, bobs.principalId(), bobs.birth())).isFalse();
        assertThat(denies(ofDev, copycat.principalId(), copycat.birth())).isFalse();
        assertThat(denies(plan.revocations().get(1), prod.principalId(), prod.birth()))
                .isTrue();
    }

    @Test
    void aSecondOnEitherSideIsDeniedAndNoMore() {
        Revocation revocation =
                plan(session(ROLE, ROLE_ID, "aa", BIRTH)).revocations().get(0);
        String user = ROLE_ID + ":aa";
        assertThat(denies(revocation, user, BIRTH.minusSeconds(1))).isTrue();
        assertThat(denies(revocation, user, BIRTH.plusMillis(1_999))).isTrue();
        assertThat(denies(revocation, user, BIRTH.minusMillis(1_001))).isFalse();
        assertThat(denies(revocation, user, BIRTH.plusSeconds(2))).isFalse();
        assertThat(denies(revocation, user + 'b', BIRTH)).isFalse();
        assertThat(denies(revocation, "AROAOTHER:aa", BIRTH)).isFalse();
    }

    @Test
    void whereTheRolesIdIsNotKnownTheNameAloneIsDenied() {
        Revocation revocation =
                plan(session(ROLE, null, "aa", BIRTH)).revocations().get(0);
        assertThat(denies(revocation, ROLE_ID + ":aa", BIRTH)).isTrue();
        assertThat(denies(revocation, ROLE_ID + ":b", BIRTH)).isFalse();
    }

    @Test
    void aNameThatAwsWouldNotTakeIsInNoPolicy() {
        for (String name :
                List.of("", "a", "a*", "a?c", "${aws:username}", "$a", "\"}]", "a\nb", "\u00e4\u00e4", "a b")) {
            RevocationPlan plan = plan(session(ROLE, ROLE_ID, name, BIRTH));
            assertThat(plan.revocations()).isEmpty();
            assertThat(plan.others()).hasSize(1);
        }
        assertThat(denies(
                        plan(session(ROLE, "AROA*", "a_+=,.@-b", BIRTH))
                                .revocations()
                                .get(0),
                        "AROAX:a_+=,.@-b",
                        BIRTH))
                .isTrue();
    }

    @Test
    void whatNoPolicyOfARoleCanDenyIsToldApart() {
        SessionNode federated = session(null, null, "bob", BIRTH);
        SessionNode root = session("arn:aws:iam::111122223333:root", null, null, BIRTH);
        SessionNode unborn = session(ROLE, ROLE_ID, "aa", null);
        SessionNode endless = session(ROLE, ROLE_ID, "a".repeat(65), BIRTH);
        RevocationPlan plan = plan(federated, root, unborn, endless);
        assertThat(plan.revocations()).isEmpty();
        assertThat(plan.others()).containsExactly(federated, root, unborn, endless);
        assertThat(plan(session(ROLE, "A".repeat(9_000), "aa", BIRTH))
                        .revocations()
                        .get(0)
                        .policies())
                .allSatisfy(policy -> assertThat(policy).hasSizeLessThan(400));
    }

    @Test
    void rolesThatNobodyCanChangeSayWhere() {
        String reserved = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123";
        String abridged = "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123";
        String linked = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
        RevocationPlan plan = plan(
                session(reserved, ROLE_ID, "aa", BIRTH),
                session(abridged, ROLE_ID, "bb", BIRTH),
                session(linked, ROLE_ID, "cc", BIRTH));
        assertThat(plan.revocations())
                .extracting(Revocation::place)
                .containsExactly(Revocation.Place.PERMISSION_SET, Revocation.Place.NOWHERE);
        assertThat(plan.revocations().get(0).roleArn()).isEqualTo(reserved);
        assertThat(plan.revocations().get(0).sessions()).hasSize(2);
        assertThat(plan.revocations().get(1).policies()).isEmpty();
    }

    @Test
    void aNameAlikeUnderAnotherPathIsARoleLikeAnyOther() {
        String alike = "arn:aws:iam::111122223333:role/team/AWSReservedSSO_Admin_0123456789abcdef";
        assertThat(plan(session(alike, ROLE_ID, "aa", BIRTH)).revocations())
                .extracting(Revocation::place)
                .containsExactly(Revocation.Place.ROLE);
    }

    @Test
    void manySessionsTakeSeveralPoliciesNoneOfThemTooLong() {
        List<SessionNode> sessions = IntStream.range(0, 500)
                .mapToObj(i -> session(ROLE, ROLE_ID, "name-" + i % 7, BIRTH.plusSeconds(60L * i)))
                .toList();
        Revocation revocation = RevocationPlan.of(sessions, NOW).revocations().get(0);
        assertThat(revocation.policies())
                .hasSizeGreaterThan(1)
                .allSatisfy(policy -> assertThat(policy).hasSizeLessThanOrEqualTo(Revocation.MAXIMUM_POLICY_LENGTH));
        assertThat(sessions)
                .allSatisfy(session -> assertThat(denies(
                                revocation,
                                ROLE_ID + ':' + session.hop().sessionName(),
                                Objects.requireNonNull(session.hop().issuedAt())))
                        .isTrue());
    }

    @Test
    void sessionsOfNeighbouringSecondsAreOneStatement() {
        List<SessionNode> sessions = IntStream.range(0, 500)
                .mapToObj(i -> session(ROLE, ROLE_ID, "aa", BIRTH.plusSeconds(2L * i)))
                .toList();
        assertThat(RevocationPlan.of(sessions, NOW).revocations().get(0).policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy).hasSizeLessThan(400));
    }

    @Test
    void whatIsOnlyOnTheWayToARoleIsNotRevoked() {
        RoleSession dev = alice.assumes(acme.role("Dev"), "alice");
        RoleSession prod = dev.assumes(story.account("444455556666").role("Prod"), "from-dev");
        for (String asked : List.of("Prod", prod.arn())) {
            RevocationPlan plan = RevocationPlan.of(treesOf(asked).get(0), NOW);
            assertThat(plan.revocations())
                    .extracting(Revocation::roleArn)
                    .containsExactly(prod.role().arn());
            assertThat(plan.originPolicy()).isNull();
        }
    }

    @Test
    void aUsersOwnTemporaryCredentialsAreDeniedAsWellUpToNow() {
        alice.assumes(acme.role("Dev"), "alice");
        RevocationPlan plan = RevocationPlan.of(treesOf("alice").get(0), NOW.plusMillis(1));
        assertThat(plan.isComplete()).isTrue();
        assertThat(plan.originPolicy())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
                        + "\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":"
                        + "{\"aws:TokenIssueTime\":\"2026-03-05T12:00:01Z\"}}}]}");
    }

    @Test
    void whatThereWasNoRoomForMakesThePlanIncomplete() {
        alice.assumes(acme.role("Dev"), "alice").calls("s3.amazonaws.com", "ListBuckets");
        var forest = SessionForest.of(new IdentityQuery("alice"), TimeRange.ALWAYS, 1);
        Answered.story(story).forEach(forest::add);
        RevocationPlan plan = RevocationPlan.of(forest.trees().get(0), NOW);
        assertThat(plan.revocations()).isEmpty();
        assertThat(plan.untold()).isEqualTo(2);
        assertThat(plan.isComplete()).isFalse();
    }

    @Test
    void aTwinOfSomebodyElseIsNamed() {
        RoleSession one = alice.assumes(acme.role("Dev"), "shared");
        acme.user("bob").assumes(acme.role("Other"), "shared");
        story.at(one.birth().plusSeconds(1));
        RoleSession other = acme.user("bob").assumes(acme.role("Dev"), "shared");
        story.pass(Duration.ofSeconds(3));
        acme.user("carol").assumes(acme.role("Dev"), "shared");
        assertThat(Duration.between(one.birth(), other.birth())).isEqualTo(Duration.ofSeconds(1));
        RevocationPlan plan = RevocationPlan.of(treesOf("alice").get(0), NOW);
        assertThat(denies(plan.revocations().get(0), other.principalId(), other.birth()))
                .isTrue();
        assertThat(plan.twins()).singleElement().satisfies(twin -> {
            assertThat(Objects.requireNonNull(twin.origin()).name()).isEqualTo("bob");
            assertThat(twin.roleArn()).isEqualTo(other.role().arn());
            assertThat(twin.issuedAt()).isEqualTo(other.birth());
        });
    }

    @Test
    void moreThanARoleCanHaveIsSaidAndOneThatDeniesAllOlderSessionsIsThere() {
        List<SessionNode> sessions = IntStream.range(0, 2_000)
                .mapToObj(i -> session(ROLE, ROLE_ID, "name-" + i, BIRTH))
                .toList();
        RevocationPlan plan = RevocationPlan.of(sessions, NOW);
        Revocation revocation = plan.revocations().get(0);
        assertThat(revocation.policies()).hasSizeGreaterThan(Revocation.MAXIMUM_POLICIES);
        assertThat(revocation.isPlaceable()).isFalse();
        assertThat(plan.isComplete()).isFalse();
        assertThat(revocation.olderSessions())
                .contains("{\"StringLike\":{\"aws:userid\":\"AROAEXAMPLE:*\"},"
                        + "\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-03-05T12:00:00Z\"}}");
        assertThat(plan(session(ROLE, null, "aa", BIRTH)).revocations().get(0).olderSessions())
                .doesNotContain("aws:userid");
    }

    @Test
    void whatMayGoIntoAServiceControlPolicyFitsThere() {
        String reserved = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123";
        List<SessionNode> sessions = IntStream.range(0, 200)
                .mapToObj(i -> session(reserved, ROLE_ID, "name-" + i, BIRTH))
                .toList();
        assertThat(RevocationPlan.of(sessions, NOW).revocations().get(0).policies())
                .hasSizeGreaterThan(1)
                .allSatisfy(policy ->
                        assertThat(policy).hasSizeLessThanOrEqualTo(Revocation.MAXIMUM_CONTROL_POLICY_LENGTH));
    }

    @Test
    void aYearThatIamDoesNotKnowIsInNoPolicy() {
        for (String year : List.of("0000", "0001", "1970", "9999", "-0001", "+10000")) {
            RevocationPlan plan = plan(session(ROLE, ROLE_ID, "aa", Instant.parse(year + "-01-01T00:00:00Z")));
            assertThat(plan.revocations()).isEmpty();
            assertThat(plan.others()).hasSize(1);
        }
    }

    /** Of each origin: its sessions are denied, and others only where name and second are the same. */
    @ParameterizedTest
    @EnumSource
    void nobodyElsesSessionIsDenied(Profile profile) {
        List<Attribution> answers = Answered.all(Answered.delivered(profile, 6, EVENTS));
        var forest = SessionForest.ofAll(TimeRange.ALWAYS, Integer.MAX_VALUE);
        answers.forEach(forest::add);
        List<SessionTree> trees = forest.trees();
        int denied = 0;
        for (SessionTree tree : trees) {
            RevocationPlan plan = RevocationPlan.of(tree, NOW);
            Map<String, Revocation> byRole = plan.revocations().stream()
                    .collect(Collectors.toMap(
                            revocation -> revocation.roleArn().toLowerCase(Locale.ROOT), revocation -> revocation));
            for (SessionTree other : trees) {
                for (SessionNode session : other.allSessions()) {
                    Hop hop = session.hop();
                    Revocation revocation =
                            byRole.get(String.valueOf(hop.roleArn()).toLowerCase(Locale.ROOT));
                    if (revocation == null || hop.issuedAt() == null || hop.sessionName() == null) {
                        continue;
                    }
                    boolean isDenied = denies(revocation, hop.roleId() + ":" + hop.sessionName(), hop.issuedAt());
                    boolean isTheirs = other.equals(tree) || isTwinOf(session, revocation.sessions());
                    assertThat(isDenied && !isTheirs).isFalse();
                    assertThat(!isDenied || other.origin().sameAs(tree.origin()) || isNamed(other, session, plan))
                            .isTrue();
                    if (other.equals(tree) && revocation.place() != Revocation.Place.NOWHERE) {
                        assertThat(isDenied).isTrue();
                        denied++;
                    }
                }
            }
        }
        assertThat(denied).isPositive();
    }

    private static boolean isNamed(SessionTree other, SessionNode session, RevocationPlan plan) {
        return plan.twins().stream()
                .anyMatch(twin -> twin.sessionName().equals(session.hop().sessionName())
                        && Objects.requireNonNull(twin.origin()).sameAs(other.origin())
                        && twin.issuedAt().equals(session.hop().issuedAt()));
    }

    private static boolean isTwinOf(SessionNode session, Collection<SessionNode> sessions) {
        return sessions.stream()
                .anyMatch(other ->
                        Objects.equals(other.hop().sessionName(), session.hop().sessionName())
                                && Duration.between(
                                                        Objects.requireNonNull(
                                                                other.hop().issuedAt()),
                                                        Objects.requireNonNull(
                                                                session.hop().issuedAt()))
                                                .abs()
                                                .compareTo(Duration.ofSeconds(2))
                                        < 0);
    }
}
