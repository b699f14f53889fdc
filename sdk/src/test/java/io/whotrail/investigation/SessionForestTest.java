// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.whotrail.Attribution;
import io.whotrail.simulation.Profile;
import io.whotrail.story.Account;
import io.whotrail.story.RoleSession;
import io.whotrail.story.SampleLogs;
import io.whotrail.story.Story;
import io.whotrail.story.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionForestTest {
    private static final int EVENTS = 2_000;
    private static final String S3 = "s3.amazonaws.com";

    private final Story story = new Story(7);
    private final Account acme = story.account("111122223333");
    private final User alice = acme.user("alice");

    private static List<SessionTree> trees(List<Attribution> answers, String who, TimeRange range) {
        var forest = SessionForest.of(new IdentityQuery(who), range, SessionForest.DEFAULT_MAXIMUM_SESSIONS);
        answers.forEach(forest::add);
        return forest.trees();
    }

    private List<SessionTree> trees(String who) {
        return trees(Answered.story(story), who, TimeRange.ALWAYS);
    }

    @Test
    void whatDescendsFromSomebodyIsATreeOfSessions() {
        SessionTree tree = trees(Answered.story(SampleLogs.story()), "alice", TimeRange.ALWAYS)
                .get(0);
        assertThat(tree.origin().arn()).isEqualTo("arn:aws:iam::111122223333:user/alice");
        assertThat(tree.activity().events()).isEqualTo(4);
        assertThat(tree.total().events()).isEqualTo(11);
        SessionNode dev = tree.sessions().get(0);
        assertThat(tree.sessions()).hasSize(1);
        assertThat(dev.arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/Dev/alice-dev");
        assertThat(dev.activity().events()).isEqualTo(4);
        assertThat(dev.total().events()).isEqualTo(7);
        assertThat(dev.sessions()).singleElement().satisfies(prod -> {
            assertThat(prod.arn()).isEqualTo("arn:aws:sts::444455556666:assumed-role/Prod/alice-prod");
            assertThat(prod.activity().actions())
                    .isEqualTo(Map.of(
                            S3,
                            Map.of("ListObjects", 1L, "PutObject", 1L),
                            "lambda.amazonaws.com",
                            Map.of("UpdateFunctionConfiguration20150331v2", 1L)));
            assertThat(prod.activity().accounts()).containsExactly("444455556666");
            assertThat(prod.accessKeyIds()).hasSize(1);
            assertThat(prod.hop().issuanceEventIds()).isNotEmpty();
        });
    }

    @Test
    void aSessionThatBearsSomebodysNameIsNotTheirs() {
        List<SessionTree> bobs = trees(Answered.story(SampleLogs.story()), "bob", TimeRange.ALWAYS);
        assertThat(bobs.get(0).allSessions())
                .extracting(session -> session.hop().sessionName())
                .containsExactly("alice");
    }

    @Test
    void aRoleIsAskedForByItsNameAndTellsWhoUsedIt() {
        List<SessionTree> trees = trees(Answered.story(SampleLogs.story()), "Dev", TimeRange.ALWAYS);
        assertThat(trees).extracting(tree -> tree.origin().name()).containsExactly("alice", "bob");
        assertThat(trees.get(0).activity().events()).isZero();
        assertThat(trees.get(0).allSessions()).hasSize(2);
        String session = "arn:aws:sts::444455556666:assumed-role/Prod/alice-prod";
        assertThat(trees(Answered.story(SampleLogs.story()), session, TimeRange.ALWAYS))
                .singleElement()
                .satisfies(tree -> assertThat(tree.total().events()).isEqualTo(3));
    }

    @Test
    void whoIsOnlyOnTheWayIsSaidSoAndNothingIsToldOfThem() {
        List<Attribution> answers = Answered.story(SampleLogs.story());
        assertThat(trees(answers, "Prod", TimeRange.ALWAYS)).singleElement().satisfies(tree -> {
            assertThat(tree.onTheWay()).isTrue();
            assertThat(tree.accessKeyIds()).isEmpty();
            assertThat(tree.sessions()).singleElement().satisfies(dev -> {
                assertThat(dev.onTheWay()).isTrue();
                assertThat(dev.activity().events()).isZero();
                assertThat(dev.accessKeyIds()).isEmpty();
                assertThat(dev.total().events()).isEqualTo(3);
            });
            assertThat(tree.allSessions()).singleElement().satisfies(prod -> {
                assertThat(prod.hop().sessionName()).isEqualTo("alice-prod");
                assertThat(prod.onTheWay()).isFalse();
            });
        });
        SessionTree whole = trees(answers, "alice", TimeRange.ALWAYS).get(0);
        assertThat(whole.onTheWay()).isFalse();
        assertThat(whole.allSessions()).noneMatch(SessionNode::onTheWay);
    }

    private RoleSession chain(int length) {
        RoleSession session = alice.assumes(acme.role("Loop"), "hop-1");
        for (int i = 2; i <= length; i++) {
            session = session.assumes(acme.role("Loop"), "hop-" + i);
            session.calls(S3, "ListBuckets");
        }
        return session;
    }

    @Test
    void everySessionOfALongChainIsOneNode() {
        chain(150);
        List<Attribution> answers = Answered.story(story);
        SessionTree tree = trees(answers, "alice", TimeRange.ALWAYS).get(0);
        assertThat(tree.untold()).isZero();
        assertThat(tree.total().events()).isEqualTo(299);
        assertThat(tree.allSessions())
                .hasSize(150)
                .extracting(session -> session.hop().sessionName())
                .doesNotHaveDuplicates();
        assertThat(tree.allSessions().stream().filter(session -> session.leftOut() > 0))
                .hasSize(85);
        var shuffled = new ArrayList<>(answers);
        Collections.shuffle(shuffled, new Random(5));
        assertThat(trees(shuffled, "alice", TimeRange.ALWAYS)).containsExactly(tree);
        var forest = SessionForest.of(new IdentityQuery("alice"), TimeRange.ALWAYS, 151);
        answers.forEach(forest::add);
        assertThat(forest.trees()).containsExactly(tree);
    }

    @Test
    void aTreeIsNoDeeperThanAChainThatIsKeptWhole() {
        chain(2_000);
        SessionTree tree = trees("alice").get(0);
        assertThat(tree.allSessions()).hasSize(2_000);
        assertThat(depth(tree.sessions())).isEqualTo(65);
    }

    private static int depth(List<SessionNode> sessions) {
        return sessions.stream()
                .mapToInt(session -> 1 + depth(session.sessions()))
                .max()
                .orElse(0);
    }

    @Test
    void whatDescendsFromASessionInTheMiddleOfALongChainIsTold() {
        chain(150);
        String middle = "arn:aws:sts::111122223333:assumed-role/Loop/hop-50";
        assertThat(trees(middle)).singleElement().satisfies(tree -> {
            assertThat(tree.allSessions()).hasSize(101);
            assertThat(tree.total().events()).isEqualTo(201);
        });
        acme.user("bob").calls(S3, "ListBuckets");
        assertThat(trees("arn:aws:sts::111122223333:assumed-role/Loop/hop-151")).isEmpty();
    }

    @Test
    void whereTheMiddleOfALongChainIsNotKnownTheGapIsMarked() {
        RoleSession last = chain(150);
        List<Attribution> answers = Answered.story(story).stream()
                .filter(answer ->
                        last.arn().equals(answer.event().userIdentity().arn()))
                .toList();
        SessionTree tree = trees(answers, "alice", TimeRange.ALWAYS).get(0);
        assertThat(tree.allSessions()).hasSize(64);
        assertThat(tree.allSessions())
                .filteredOn(session -> session.leftOut() > 0)
                .extracting(session -> session.hop().sessionName(), SessionNode::leftOut)
                .startsWith(tuple("hop-119", 86));
        assertThat(tree.total().events()).isEqualTo(1);
    }

    @Test
    void aBirthThatOnlyTheUsesTellIsTheSessions() {
        RoleSession dev = alice.assumes(acme.role("Dev"), "a");
        dev.calls(S3, "GetObject");
        List<Attribution> answers = Answered.all(Answered.events(
                story,
                json -> json.contains("\"AssumeRole\"")
                        ? json.replaceFirst("\"eventTime\":\"[^\"]*\"", "\"eventTime\":\"?\"")
                        : json));
        assertThat(trees(answers, "alice", TimeRange.ALWAYS).get(0).allSessions())
                .singleElement()
                .satisfies(session -> assertThat(session.hop().issuedAt()).isEqualTo(dev.birth()));
    }

    @Test
    void aSessionThatNobodyUsedIsThere() {
        RoleSession unused = alice.assumes(acme.role("Admin"), "later");
        assertThat(trees("alice").get(0).sessions()).singleElement().satisfies(session -> {
            assertThat(session.arn()).isEqualTo(unused.arn());
            assertThat(session.accessKeyIds()).containsExactly(unused.key());
            assertThat(session.activity().events()).isZero();
            assertThat(session.activity().first()).isNull();
        });
        assertThat(trees(unused.arn())).hasSize(1);
    }

    @Test
    void aFailedAssumptionOpensNothing() {
        alice.failsToAssume(acme.role("Admin"));
        SessionTree tree = trees("alice").get(0);
        assertThat(tree.sessions()).isEmpty();
        assertThat(tree.activity().failed()).isEqualTo(1);
    }

    @Test
    void aConsoleSwitchIsOneSession() {
        RoleSession session = alice.assumes(acme.role("Dev"), "alice");
        story.sameSecond();
        session.inConsole().switchedFrom("arn:aws:iam::111122223333:user/alice");
        session.inConsole().calls(S3, "ListBuckets");
        List<SessionTree> trees = trees("alice");
        assertThat(trees).hasSize(1);
        assertThat(trees.get(0).allSessions()).hasSize(1);
    }

    @Test
    void whatMayBeSomebodysIsCountedApart() {
        User bob = acme.user("bob");
        RoleSession one = alice.assumes(acme.role("Dev"), "shared");
        story.sameSecond();
        bob.assumes(acme.role("Dev"), "shared");
        one.inConsole().calls(S3, "ListBuckets");
        SessionTree tree = trees("alice").get(0);
        assertThat(tree.ambiguous()).isEqualTo(1);
        assertThat(tree.total().events()).isEqualTo(1);
    }

    @Test
    void onlyTheTimeThatIsAskedForCounts() {
        alice.calls(S3, "ListBuckets");
        Instant from = story.now();
        alice.calls(S3, "GetObject");
        Instant until = story.now();
        alice.calls(S3, "PutObject");
        SessionTree tree = trees(Answered.story(story), "alice", new TimeRange(from, until))
                .get(0);
        assertThat(tree.total().actions()).isEqualTo(Map.of(S3, Map.of("GetObject", 1L)));
        assertThat(tree.total().first()).isEqualTo(from);
        assertThat(trees(Answered.story(story), "alice", new TimeRange(story.now(), null)))
                .isEmpty();
    }

    @Test
    void whereThereIsNoRoomTheEventsAreCounted() {
        for (int i = 0; i < 5; i++) {
            alice.assumes(acme.role("Dev"), "session-" + i).calls(S3, "ListBuckets");
        }
        var forest = SessionForest.ofAll(TimeRange.ALWAYS, 3);
        Answered.story(story).forEach(forest::add);
        SessionTree tree = forest.trees().get(0);
        assertThat(tree.sessions()).hasSize(2);
        assertThat(tree.untold()).isEqualTo(6);
        var none = SessionForest.ofAll(TimeRange.ALWAYS, 0);
        Answered.story(story).forEach(none::add);
        assertThat(none.trees()).isEmpty();
        assertThat(none.untold()).isEqualTo(10);
        assertThatThrownBy(() -> SessionForest.ofAll(TimeRange.ALWAYS, -1)).hasMessageContaining("got -1");
    }

    @ParameterizedTest
    @EnumSource
    void everyEventIsInOneTreeWhateverTheOrder(Profile profile) {
        List<Attribution> answers = Answered.all(Answered.delivered(profile, 5, EVENTS));
        var shuffled = new ArrayList<>(answers);
        Collections.shuffle(shuffled, new Random(profile.title().hashCode()));
        List<SessionTree> trees = all(answers);
        assertThat(all(shuffled)).isEqualTo(trees);
        long attributed = answers.stream()
                .filter(Attribution.Attributed.class::isInstance)
                .count();
        assertThat(trees.stream().mapToLong(tree -> tree.total().events()).sum())
                .isEqualTo(attributed);
        trees.forEach(tree -> assertThat(tree.activity().events()
                        + tree.allSessions().stream()
                                .mapToLong(session -> session.activity().events())
                                .sum())
                .isEqualTo(tree.total().events()));
    }

    private static List<SessionTree> all(List<Attribution> answers) {
        var forest = SessionForest.ofAll(TimeRange.ALWAYS, Integer.MAX_VALUE);
        answers.forEach(forest::add);
        assertThat(forest.trees()).isEqualTo(forest.trees());
        return forest.trees();
    }
}
