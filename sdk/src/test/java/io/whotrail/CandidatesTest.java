// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.fromConsole;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sessions of a group a use may belong to, and what they tell together; without an engine. */
final class CandidatesTest {
    private static final String HERS = "arn:aws:iam::111122223333:user/alice";
    private static final String BOBS = "arn:aws:iam::111122223333:user/bob";
    private static final String FOREIGN = "444455556666";
    private static final String FOREIGNERS = "arn:aws:iam::444455556666:user/alice";
    private static final UserIdentity OPENED = Events.copy(
                    session("Dev", "x", null, NOON).identity())
            .sessionContext(null)
            .build();

    private static CloudTrailEvent.Builder assumed(String id, String caller, String key, long second) {
        return assume(id, user(caller), "Dev", "x", key, NOON.plusSeconds(second));
    }

    private static IssuedSession issued(String id, String caller, String key, long second) {
        return Issued.by(assumed(id, caller, key, second).build());
    }

    private static IssuedSession covered(String id, String caller, String key) {
        return Issued.by(assumed(id, caller, key, 0)
                .inputTrust(InputTrust.DIGEST_VERIFIED)
                .build());
    }

    /** As the role's account sees a caller of another. */
    private static IssuedSession foreign(String id, String principalId) {
        UserIdentity shown = UserIdentity.builder()
                .type("AWSAccount")
                .principalId(principalId)
                .accountId(FOREIGN)
                .build();
        return Issued.by(assume(id, new Events.Holder(shown), "Dev", "x", "ASIA" + id, NOON)
                .sourceIpAddress("AWS Internal")
                .build());
    }

    private static CloudTrailEvent switching(String from, long second) {
        return Issued.switched("s" + from + second, OPENED, from, NOON.plusSeconds(second))
                .build();
    }

    private static IssuedSession switched(String from, long second) {
        return Issued.by(switching(from, second));
    }

    private static CloudTrailEvent withKey(String key) {
        return use("use", session("Dev", "x", key, NOON), NOON.plusSeconds(60));
    }

    private static final CloudTrailEvent CONSOLE = fromConsole(withKey("ASIAFRESH"));

    private static Candidates of(CloudTrailEvent event, IssuedSession... sessions) {
        return of(event, null, List.of(sessions));
    }

    private static Candidates of(CloudTrailEvent event, IssuedSession asker, List<IssuedSession> sessions) {
        var candidates = new Candidates(Use.of(event), asker);
        sessions.forEach(candidates);
        return candidates;
    }

    private static String text(Verdict verdict) {
        if (verdict instanceof Explanation known) {
            return name(known.origin()) + ' ' + known.basis();
        }
        return verdict instanceof Ambiguity both
                ? both.candidates().stream()
                        .map(one -> name(one.origin()))
                        .sorted()
                        .toList()
                        .toString()
                : verdict == null ? "none" : ((Gap) verdict).reason().toString();
    }

    private static String name(Identity origin) {
        return origin.name() == null ? origin.accountId() + ' ' + origin.principalId() : origin.name();
    }

    /** The answer, which is the same in whatever order the sessions come. */
    private static String told(CloudTrailEvent event, IssuedSession... sessions) {
        String told = text(of(event, sessions).verdict());
        var turned = new ArrayList<>(List.of(sessions));
        Collections.reverse(turned);
        assertThat(text(of(event, null, turned).verdict()))
                .as("the other way round")
                .isEqualTo(told);
        return told;
    }

    @Test
    void withoutASessionThatFitsThereIsNoAnswer() {
        Candidates none = of(CONSOLE, issued("a", "alice", "ASIAKEY", 9));
        assertThat(none.verdict()).isNull();
        assertThat(none.match()).isNull();
        assertThat(none.only()).isNull();
        assertThat(none.all()).isEmpty();
        assertThat(none.parents()).isEmpty();
        assertThat(none.areOfKey()).isFalse();
        assertThat(none.areOfBirth()).isFalse();
        assertThat(none.areIssued()).isFalse();
    }

    @Test
    void onlyTheStrongestMatchCounts() {
        IssuedSession byKey = issued("a", "alice", "ASIAKEY", 0);
        IssuedSession nearby = issued("b", "bob", "ASIAKEY", 1);
        IssuedSession byBirth = issued("c", "carol", "ASIAOTHER", 0);
        IssuedSession beside = issued("d", "dave", "ASIAOTHER2", 1);
        CloudTrailEvent event = withKey("ASIAKEY");
        assertThat(told(event, beside, nearby, byKey, byBirth)).isEqualTo("alice ISSUED_KEY");
        assertThat(told(event, beside, nearby, byBirth)).isEqualTo("bob ISSUED_KEY");
        assertThat(told(CONSOLE, beside, byBirth)).isEqualTo("carol SESSION_BIRTH");
        assertThat(told(CONSOLE, beside)).isEqualTo("dave SESSION_BIRTH");
        assertThat(told(event, byKey, switched(BOBS, 0)))
                .as("a switch of that second is none of the key's")
                .isEqualTo("alice ISSUED_KEY");
        IssuedSession coveredBeside = Issued.by(assumed("e", "eve", "ASIAKEY", 1)
                .inputTrust(InputTrust.DIGEST_VERIFIED)
                .build());
        assertThat(told(event, byKey, coveredBeside))
                .as("a digest makes no match stronger")
                .isEqualTo("alice ISSUED_KEY");
        Candidates candidates = of(event, byKey, nearby, byBirth);
        assertThat(candidates.match()).isEqualTo(Match.KEY);
        assertThat(candidates.only()).isSameAs(byKey);
        assertThat(candidates.all()).containsExactly(byKey);
    }

    @Test
    void severalOfOneMatchAreAllCandidates() {
        IssuedSession alices = issued("a", "alice", "ASIAKEY", 0);
        IssuedSession bobs = issued("b", "bob", "ASIAKEY", 0);
        CloudTrailEvent event = withKey("ASIAKEY");
        assertThat(told(event, alices, bobs)).isEqualTo("[alice, bob]");
        assertThat(told(event, alices, issued("c", "alice", "ASIAKEY", 0))).isEqualTo("alice ISSUED_KEY");
        assertThat(told(event, alices, bobs, issued("d", "dave", "ASIAKEY", 0))).isEqualTo("[alice, bob, dave]");
        Candidates candidates = of(event, alices, bobs);
        assertThat(candidates.only()).isNull();
        assertThat(candidates.all()).containsExactly(alices, bobs);
        assertThat(candidates.parents()).containsExactly(alices, bobs);
    }

    @Test
    void anIssuanceThatADigestCoversMakesOthersOfItsKeyNeedless() {
        IssuedSession hers = covered("a", "alice", "ASIAKEY");
        IssuedSession forged = issued("b", "bob", "ASIAKEY", 0);
        CloudTrailEvent event = withKey("ASIAKEY");
        assertThat(told(event, hers, forged)).isEqualTo("alice ISSUED_KEY");
        assertThat(told(event, hers, covered("c", "carol", "ASIAKEY"), forged)).isEqualTo("[alice, carol]");
        assertThat(told(CONSOLE, hers, forged))
                .as("of births none makes another needless")
                .isEqualTo("[alice, bob]");
        assertThat(of(event, hers).areCovered()).isTrue();
        assertThat(of(event, forged).areCovered()).isFalse();
        assertThat(of(CONSOLE, hers).areCovered()).isFalse();
        assertThat(of(CONSOLE).areCovered()).isFalse();
    }

    @Test
    void aKeyThatWasIssuedToThePrincipalIsKnownAsSuchEvenOutOfItsTime() {
        CloudTrailEvent late = use("late", session("Dev", "x", "ASIAKEY", NOON), NOON.plusSeconds(90_000));
        Candidates candidates = of(late, issued("a", "alice", "ASIAKEY", 0), issued("b", "bob", "ASIAKEY", 0));
        assertThat(candidates.areIssued()).isTrue();
        assertThat(candidates.verdict()).isNull();
        assertThat(candidates.outOfValidity()).containsExactly(Events.id("a"), Events.id("b"));
        assertThat(of(withKey("ASIAKEY"), issued("a", "alice", "ASIAKEY", 0)).outOfValidity())
                .isEmpty();
        assertThat(of(withKey("ASIAKEY"), issued("a", "alice", "ASIAOTHER", 0)).areIssued())
                .isFalse();
        assertThat(of(withKey(null), issued("a", "alice", "ASIAOTHER", 0)).areIssued())
                .isFalse();
    }

    @Test
    void aUseBeforeItsSessionWasBornIsOfNoneAndSaysSoItself() {
        CloudTrailEvent early = use("early", session("Dev", "x", "ASIAKEY", NOON), NOON.minusSeconds(301));
        Candidates candidates = of(early, issued("a", "alice", "ASIAKEY", 0));
        assertThat(candidates.verdict()).isNull();
        assertThat(candidates.areIssued()).isTrue();
        assertThat(candidates.outOfValidity()).containsExactly(Events.id("early"));
    }

    @Test
    void aKeyOfItsOwnThatNothingExplainsLeavesABirthDoubtful() {
        IssuedSession keyed = issued("a", "alice", "ASIAKEY", 0);
        CloudTrailEvent strange = withKey("ASIASTRANGE");
        assertThat(told(strange, keyed)).isEqualTo("ISSUANCE_NOT_SEEN");
        assertThat(of(strange, keyed).parents()).isEmpty();
        assertThat(told(strange, keyed, issued("b", "alice", "ASIAKEY2", 0))).isEqualTo("ISSUANCE_NOT_SEEN");
        assertThat(told(withKey(null), keyed)).as("no key to doubt").isEqualTo("alice SESSION_BIRTH");
        assertThat(told(CONSOLE, keyed)).as("the console makes keys").isEqualTo("alice SESSION_BIRTH");
        assertThat(of(CONSOLE, keyed).parents()).containsExactly(keyed);
        assertThat(told(strange, issued("c", "alice", null, 0)))
                .as("a key that is not shown")
                .isEqualTo("alice SESSION_BIRTH");
        IssuedSession consoles = Issued.by(assumed("d", "alice", "ASIAKEY", 0)
                .sourceIpAddress("AWS Internal")
                .build());
        assertThat(told(strange, consoles)).as("the console asked for it").isEqualTo("alice SESSION_BIRTH");
        assertThat(told(strange, keyed, consoles)).isEqualTo("ISSUANCE_NOT_SEEN");
        assertThat(of(strange, keyed, consoles).parents()).containsExactly(consoles);
        assertThat(told(withKey("ASIAKEY"), keyed)).isEqualTo("alice ISSUED_KEY");
    }

    private static CloudTrailEvent signIn(String id, String name, String key, long second) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(NOON.plusSeconds(second))
                .eventSource("signin.amazonaws.com")
                .eventName(name)
                .userIdentity(session("Dev", "x", key, NOON).identity())
                .responseElements(ResponseElements.builder().outcome("Success").build())
                .build();
    }

    @Test
    void aSignInShowsThatTheSessionGoesOnWithOtherKeys() {
        IssuedSession keyed = issued("a", "alice", "ASIAKEY", 0);
        IssuedSession grant = Issued.by(signIn("g", "CreateOAuth2Token", "ASIAKEY", 30));
        CloudTrailEvent strange = withKey("ASIASTRANGE");
        assertThat(told(strange, keyed, grant)).isEqualTo("alice SESSION_BIRTH");
        assertThat(of(strange, grant).all()).as("a grant is no session").isEmpty();
        assertThat(told(strange, keyed, switched(HERS, 0))).isEqualTo("alice SESSION_BIRTH");
    }

    @Test
    void nothingIsItsOwnParent() {
        IssuedSession first = Issued.by(signIn("one", "ConsoleLogin", null, 0));
        IssuedSession second = Issued.by(signIn("two", "GetSigninToken", null, 0));
        IssuedSession earlier = Issued.by(signIn("three", "GetSigninToken", null, -1));
        IssuedSession keyed = issued("a", "alice", "ASIAKEY", 0);
        CloudTrailEvent asked = signIn("one", "ConsoleLogin", null, 0);
        assertThat(of(asked, first, List.of(first)).all()).isEmpty();
        assertThat(of(asked, first, List.of(second)).all()).as("of one sign-in").isEmpty();
        assertThat(of(asked, second, List.of(earlier)).all()).containsExactly(earlier);
        assertThat(of(asked, first, List.of(keyed)).all()).containsExactly(keyed);
        assertThat(of(asked, keyed, List.of(second)).all()).containsExactly(second);
        assertThat(of(withKey("ASIAKEY"), keyed, List.of(keyed)).all()).isEmpty();
        assertThat(of(asked, keyed, List.of(first, second)).all()).containsExactly(first, second);
    }

    @Test
    void whoDescendsFromItselfIsAConflict() {
        IssuedSession keyed = issued("a", "alice", "ASIAKEY", 0);
        IssuedSession asker = issued("b", "bob", "ASIAASKER", 0);
        Candidates candidates = of(withKey("ASIAKEY"), asker, List.of(keyed));
        assertThat(text(candidates.verdict())).isEqualTo("alice ISSUED_KEY");
        candidates.areCircular();
        assertThat(candidates.verdict()).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.reason()).isEqualTo(UnattributedReason.CONFLICT);
            assertThat(gap.furthest().arn()).isEqualTo(OPENED.arn());
            assertThat(gap.claims().sessionName()).isEqualTo("x");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ASIAKEY, 0, true, false",
        "ASIAKEY, 1, true, false",
        "ASIAFRESH, 0, false, true",
        "ASIAFRESH, 1, false, true"
    })
    void whatAKeyTellsNoOtherSessionCouldBe(String key, long second, boolean ofKey, boolean ofBirth) {
        Candidates candidates = of(fromConsole(withKey(key)), issued("a", "alice", "ASIAKEY", second));
        assertThat(candidates.areOfKey()).isEqualTo(ofKey);
        assertThat(candidates.areOfBirth()).isEqualTo(ofBirth);
    }

    @Test
    void aSwitchThatNamesItsUserIsNobodyElses() {
        String inOps = "arn:aws:sts::111122223333:assumed-role/Ops/x";
        assertThat(of(CONSOLE, switched(HERS, 0)).areOfBirth()).isTrue();
        assertThat(of(switching(HERS, 0), switched(HERS, 0)).areOfBirth()).isFalse();
        assertThat(of(switching(inOps, 0), switched(inOps, 0)).areOfBirth()).isTrue();
        assertThat(of(switching(HERS, 0), switched(HERS, 0), issued("b", "bob", "ASIAKEY", 0))
                        .areOfBirth())
                .isFalse();
    }

    @Test
    void onlyTheVerdictOfTheOnlyCandidateIsOneByItsKey() {
        IssuedSession keyed = issued("a", "alice", "ASIAKEY", 0);
        Candidates byKey = of(withKey("ASIAKEY"), keyed);
        assertThat(byKey.isByKey(byKey.verdict())).isTrue();
        assertThat(of(withKey("ASIAKEY"), keyed).isByKey(keyed.verdict(Match.KEY)))
                .isTrue();
        assertThat(byKey.isByKey(issued("b", "bob", "ASIAKEY", 0).verdict(Match.KEY)))
                .isFalse();
        Candidates byBirth = of(CONSOLE, keyed);
        assertThat(byBirth.isByKey(byBirth.verdict())).isFalse();
        Candidates both = of(withKey("ASIAKEY"), keyed, issued("a2", "alice", "ASIAKEY", 0));
        assertThat(both.isByKey(keyed.verdict(Match.KEY))).isFalse();
        Candidates none = of(withKey("ASIAKEY"));
        assertThat(none.isByKey(keyed.verdict(Match.KEY))).isFalse();
    }

    @Test
    void theKeysSightingsAreThoseOfTheFirstSessionThatHasIt() {
        IssuedSession watched = issued("a", "alice", "ASIAKEY", 0);
        var sightings = new KeySightings();
        watched.watch(sightings);
        IssuedSession other = issued("b", "bob", "ASIAKEY", 0);
        other.watch(new KeySightings());
        assertThat(of(withKey("ASIAKEY"), watched, other).sightings()).isSameAs(sightings);
        assertThat(of(withKey("ASIAOTHER"), watched).sightings()).isNull();
        assertThat(of(withKey("ASIAKEY"), issued("c", "carol", "ASIAKEY", 0), watched)
                        .sightings())
                .isSameAs(sightings);
    }

    // ---- what stands though its proof is gone

    private static Explanation before(String caller, Basis basis) {
        return new Explanation(
                Identities.acting(user(caller).identity()), basis, RoleChain.EMPTY, InputTrust.UNAUTHENTICATED);
    }

    private static IssuedSession gone(String id, String caller) {
        IssuedSession gone = issued(id, caller, "ASIAGONE", 0);
        gone.forget();
        return gone;
    }

    @Test
    void anAnswerStandsAsLongAsNothingThatFitsOrThatItWasDrawnFromSaysOtherwise() {
        Explanation alices = before("alice", Basis.ISSUED_KEY);
        Candidates none = of(withKey("ASIAKEY"));
        assertThat(none.uphold(alices, List.of())).isTrue();
        assertThat(none.uphold(alices, List.of(gone("g", "alice")))).isTrue();
        assertThat(none.uphold(alices, List.of(gone("g", "bob")))).isFalse();
        assertThat(none.uphold(alices, List.of(issued("k", "bob", "ASIAK", 0))))
                .as("who is kept can be asked")
                .isTrue();
        IssuedSession hers = issued("a", "alice", "ASIAKEY", 0);
        assertThat(of(withKey("ASIAKEY"), hers).uphold(alices, List.of())).isTrue();
        assertThat(of(withKey("ASIAKEY"), hers, issued("b", "bob", "ASIAKEY", 0))
                        .uphold(alices, List.of()))
                .isFalse();
        assertThat(none.uphold(new Gap(UnattributedReason.CONFLICT, null, Claims.NONE), List.of()))
                .as("only an origin can stand")
                .isFalse();
    }

    @Test
    void whatAnEventSaysOfItselfIsNoAnswerThatStands() {
        CloudTrailEvent own = use("own", user("alice"), NOON);
        Explanation direct = (Explanation) Use.of(own).own();
        assertThat(of(own).uphold(direct, List.of())).isFalse();
        assertThat(of(withKey("ASIAKEY")).uphold(direct, List.of())).isTrue();
    }

    @Test
    void whereSwitchesCountTheAnswerOfAllHasToBeTheSame() {
        Explanation alices = before("alice", Basis.PROVIDER);
        assertThat(of(CONSOLE, switched(HERS, 0)).uphold(alices, List.of())).isTrue();
        assertThat(of(CONSOLE, switched(BOBS, 0)).uphold(alices, List.of())).isFalse();
        assertThat(of(CONSOLE, switched(HERS, 0), switched(BOBS, 0)).uphold(alices, List.of()))
                .isFalse();
    }

    @Test
    void ofWhomNothingButTheAccountWasKnownANameIsMore() {
        Explanation account = before("alice", Basis.FOREIGN_ACCOUNT);
        assertThat(Candidates.says(before("alice", Basis.ISSUED_KEY), account)).isFalse();
        assertThat(Candidates.says(before("alice", Basis.FOREIGN_ACCOUNT), account))
                .isTrue();
        assertThat(Candidates.says(before("alice", Basis.ISSUED_KEY), before("alice", Basis.PROVIDER)))
                .isTrue();
        assertThat(Candidates.says(before("bob", Basis.FOREIGN_ACCOUNT), account))
                .isFalse();
        assertThat(Candidates.says(null, account)).isFalse();
        assertThat(Candidates.says(new Gap(UnattributedReason.CONFLICT, null, Claims.NONE), account))
                .isFalse();
    }

    // ---- switches of role

    @Test
    void aCallIsOfItsBirthsAndOfSwitchesThatNoneOfThemExplains() {
        IssuedSession hers = issued("a", "alice", "ASIAHERS", 0);
        assertThat(told(CONSOLE, hers, switched(HERS, 0))).isEqualTo("alice SESSION_BIRTH");
        assertThat(told(CONSOLE, hers, switched(BOBS, 0))).isEqualTo("[alice, bob]");
        assertThat(told(CONSOLE, hers, switched(HERS, 0), switched(BOBS, 0))).isEqualTo("[alice, bob]");
        assertThat(told(CONSOLE, switched(BOBS, 0))).isEqualTo("bob PROVIDER");
        assertThat(told(CONSOLE, switched(HERS, 0), switched(BOBS, 0))).isEqualTo("[alice, bob]");
        assertThat(told(CONSOLE, hers, switched(BOBS, 1), issued("b", "bob", "ASIABOBS", 1)))
                .as("bob's is explained by the birth beside")
                .isEqualTo("alice SESSION_BIRTH");
    }

    @Test
    void aSwitchItselfIsOfWhomItNamesProvenByTheBirthThatAgrees() {
        IssuedSession hers = issued("a", "alice", "ASIAHERS", 0);
        IssuedSession bobs = issued("b", "bob", "ASIABOBS", 0);
        CloudTrailEvent switching = switching(HERS, 0);
        IssuedSession switched = switched(HERS, 0);
        assertThat(told(switching, switched)).isEqualTo("alice PROVIDER");
        assertThat(told(switching, switched, hers, bobs)).isEqualTo("alice SESSION_BIRTH");
        assertThat(told(switching, switched, bobs)).isEqualTo("alice PROVIDER");
        assertThat(told(switching, switched, switched(BOBS, 0), bobs)).isEqualTo("alice PROVIDER");
        assertThat(told(switching, switched, issued("a1", "alice", "ASIAHERS", 1), bobs))
                .isEqualTo("alice SESSION_BIRTH");
        assertThat(told(switching(HERS, 0), switched, switched(BOBS, 0))).isEqualTo("alice PROVIDER");
        UserIdentity renamed =
                Events.copy(user("alice").identity()).userName("renamed").build();
        IssuedSession ofRenamed = Issued.by(assume("r", new Events.Holder(renamed), "Dev", "x", "ASIAR", NOON)
                .build());
        assertThat(told(switching, switched, ofRenamed))
                .as("the name that AWS wrote counts")
                .isEqualTo("alice PROVIDER");
    }

    @Test
    void aSwitchOfASessionIsAnsweredByTheBirthOfThatSession() {
        String inOps = "arn:aws:sts::111122223333:assumed-role/Ops/x";
        CloudTrailEvent switching = switching(inOps, 0);
        assertThat(told(switching, switched(inOps, 0))).isEqualTo("ISSUANCE_NOT_SEEN");
        IssuedSession inner = Issued.by(assume("i", session("Ops", "x", "ASIAOPS", NOON), "Dev", "x", "ASIAIN", NOON)
                .build());
        assertThat(told(switching, switched(inOps, 0), inner)).isEqualTo("ISSUANCE_NOT_SEEN");
        ((WaitingCaller) inner.asked()).verdict(before("bob", Basis.ISSUED_KEY));
        assertThat(told(switching, switched(inOps, 0), inner)).isEqualTo("bob SESSION_BIRTH");
        assertThat(told(switching, switched(inOps, 0), issued("a", "alice", "ASIAHERS", 0)))
                .isEqualTo("ISSUANCE_NOT_SEEN");
    }

    @Test
    void ofAForeignPrincipalTheSwitchTellsTheName() {
        IssuedSession seen = foreign("seen", "AIDAOTHER");
        assertThat(told(CONSOLE, seen)).isEqualTo(FOREIGN + " AIDAOTHER FOREIGN_ACCOUNT");
        assertThat(told(CONSOLE, seen, foreign("seen2", "AIDATHIRD")))
                .isEqualTo(
                        List.of(FOREIGN + " AIDAOTHER", FOREIGN + " AIDATHIRD").toString());
        assertThat(told(CONSOLE, seen, switched(FOREIGNERS, 0))).isEqualTo("alice PROVIDER");
        assertThat(told(CONSOLE, seen, switched(HERS, 0)))
                .as("of another account")
                .isEqualTo(List.of(FOREIGN + " AIDAOTHER", "alice").toString());
        String others = "arn:aws:iam::444455556666:user/bob";
        assertThat(told(CONSOLE, seen, switched(FOREIGNERS, 0), switched(others, 0)))
                .as("either may be the principal: none is preferred")
                .isEqualTo("[alice, bob]");
        String session = "arn:aws:sts::444455556666:assumed-role/Sso/x";
        assertThat(told(CONSOLE, foreign("seen", "AROASSO:x"), switched(session, 0)))
                .as("it tells only the session, whose name is known already")
                .isEqualTo(FOREIGN + " AROASSO:x FOREIGN_ACCOUNT");
        assertThat(told(CONSOLE, issued("a", "alice", "ASIAHERS", 0), switched(HERS, 0)))
                .as("nobody foreign needs a name")
                .isEqualTo("alice SESSION_BIRTH");
    }

    @Test
    void eachOrderGivesTheSameCandidates() {
        IssuedSession[] all = {
            issued("a", "alice", "ASIAKEY", 0), issued("b", "bob", "ASIAKEY", 0), covered("c", "carol", "ASIAKEY")
        };
        for (int turn = 0; turn < all.length; turn++) {
            Collections.rotate(Arrays.asList(all), 1);
            assertThat(text(of(withKey("ASIAKEY"), null, Stream.of(all).toList())
                            .verdict()))
                    .isEqualTo("carol ISSUED_KEY");
        }
    }
}
