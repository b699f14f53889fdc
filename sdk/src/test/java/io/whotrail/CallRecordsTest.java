// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the records of one call tell together: the caller's copy, the views of other accounts, and what contradicts them. */
final class CallRecordsTest {
    private static final InputTrust ANYBODYS = InputTrust.UNAUTHENTICATED;
    private static final InputTrust BUCKETS = InputTrust.SOURCE_AUTHENTICATED;
    private static final InputTrust SIGNED = InputTrust.DIGEST_VERIFIED;
    private static final Events.Holder ALICE = user("alice");
    private static final String DEV = "arn:aws:sts::111122223333:assumed-role/Dev/x";

    private static Events.Holder foreign(@Nullable String principalId, String account) {
        return new Events.Holder(UserIdentity.builder()
                .type("AWSAccount")
                .principalId(principalId)
                .accountId(account)
                .build());
    }

    private static final Events.Holder SEEN = foreign("AIDAALICE", Events.ACCOUNT);

    private static CloudTrailEvent record(String id, Events.Holder caller, InputTrust trust) {
        return assume(id, caller, "Dev", "x", "ASIADEV", NOON).inputTrust(trust).build();
    }

    private static IssuedSession of(List<CloudTrailEvent> records) {
        IssuedSession session = Issued.by(records.get(0));
        records.stream()
                .skip(1)
                .forEach(more -> session.add(
                        IssuanceExtractor.of(more, Use.of(more)).get(0), NOON.getEpochSecond(), Issued.texts()));
        return session;
    }

    /** The session of a call with these records, which answers the same in whatever order they came. */
    private static IssuedSession of(CloudTrailEvent... records) {
        IssuedSession session = of(List.of(records));
        var turned = new ArrayList<>(List.of(records));
        Collections.reverse(turned);
        IssuedSession other = of(turned);
        assertThat(text(other.verdict(Match.KEY)))
                .as("the other way round")
                .isEqualTo(text(session.verdict(Match.KEY)));
        assertThat(other.telling().eventId()).isEqualTo(session.telling().eventId());
        return session;
    }

    private static String text(Verdict verdict) {
        if (verdict instanceof Explanation known) {
            return text(known);
        }
        return verdict instanceof Ambiguity both
                ? both.candidates().stream()
                        .map(CallRecordsTest::text)
                        .sorted()
                        .toList()
                        .toString()
                : ((Gap) verdict).reason().toString();
    }

    private static String text(Explanation known) {
        String name = known.origin().name() == null
                ? String.valueOf(known.origin().principalId())
                : known.origin().name();
        List<String> proof = known.chain().length() == 0
                ? List.of()
                : known.chain().hops().get(0).issuanceEventIds();
        return name + ' ' + known.trust() + ' ' + proof.size();
    }

    private static String told(CloudTrailEvent... records) {
        return text(of(records).verdict(Match.KEY));
    }

    @Test
    void theCallersOwnRecordMakesAViewOfItNeedlessAndBothProveIt() {
        CloudTrailEvent own = record("own", ALICE, ANYBODYS);
        CloudTrailEvent view = record("view", SEEN, ANYBODYS);
        IssuedSession session = of(view, own);
        assertThat(session.telling().eventId()).isEqualTo(own.eventId());
        Explanation told = (Explanation) session.verdict(Match.KEY);
        assertThat(told.origin().name()).isEqualTo("alice");
        assertThat(told.chain().hops().get(0).issuanceEventIds())
                .containsExactlyElementsOf(
                        Stream.of(own.eventId(), view.eventId()).sorted().toList());
        assertThat(told(view)).isEqualTo("AIDAALICE UNAUTHENTICATED 1");
    }

    @Test
    void aViewOfAnotherPrincipalOrAccountContradictsIt() {
        CloudTrailEvent own = record("own", ALICE, ANYBODYS);
        assertThat(told(own, record("view", foreign("AIDABOB", Events.ACCOUNT), ANYBODYS)))
                .isEqualTo("[AIDABOB UNAUTHENTICATED 1, alice UNAUTHENTICATED 1]");
        assertThat(told(own, record("view", foreign(null, "444455556666"), ANYBODYS)))
                .isEqualTo("[alice UNAUTHENTICATED 1, null UNAUTHENTICATED 1]");
        assertThat(told(own, record("view", foreign("AIDAALICE", "444455556666"), ANYBODYS)))
                .as("one id is one principal, but a view of another account proves nothing of it")
                .isEqualTo("alice UNAUTHENTICATED 1");
        assertThat(told(own, record("view", foreign("", Events.ACCOUNT), ANYBODYS)))
                .as("a masked id contradicts nothing")
                .isEqualTo("alice UNAUTHENTICATED 2");
    }

    @Test
    void twoCallersOfOneCallAreAmbiguousAndEachIsProvenByItsOwnRecords() {
        assertThat(told(
                        record("a1", ALICE, ANYBODYS),
                        record("a2", ALICE, ANYBODYS),
                        record("b", user("bob"), ANYBODYS),
                        record("v", SEEN, ANYBODYS)))
                .isEqualTo("[alice UNAUTHENTICATED 3, bob UNAUTHENTICATED 1]");
        assertThat(told(record("v1", SEEN, ANYBODYS), record("v2", SEEN, ANYBODYS)))
                .isEqualTo("AIDAALICE UNAUTHENTICATED 2");
    }

    @Test
    void theSameEventTwiceIsOneProof() {
        CloudTrailEvent once = record("own", ALICE, ANYBODYS);
        CloudTrailEvent again = assume("own", ALICE, "Dev", "x", "ASIADEV", NOON)
                .inputTrust(ANYBODYS)
                .sourceIpAddress("198.51.100.1")
                .build();
        assertThat(told(once, again)).isEqualTo("alice UNAUTHENTICATED 1");
    }

    @Test
    void theBestRecordOfACallerProvesIt() {
        assertThat(told(record("a1", ALICE, ANYBODYS), record("a2", ALICE, BUCKETS)))
                .isEqualTo("alice SOURCE_AUTHENTICATED 2");
        assertThat(told(record("a1", ALICE, BUCKETS), record("b", user("bob"), ANYBODYS)))
                .isEqualTo("[alice SOURCE_AUTHENTICATED 1, bob UNAUTHENTICATED 1]");
        assertThat(told(record("a1", ALICE, ANYBODYS), record("v", SEEN, BUCKETS)))
                .as("a view does not prove who called")
                .isEqualTo("alice UNAUTHENTICATED 2");
    }

    @Test
    void whatADigestCoversMakesContradictionsGoAway() {
        CloudTrailEvent signed = record("own", ALICE, SIGNED);
        assertThat(told(signed, record("b", user("bob"), BUCKETS))).isEqualTo("alice DIGEST_VERIFIED 1");
        assertThat(told(signed, record("again", ALICE, BUCKETS)))
                .as("what yields proves nothing either")
                .isEqualTo("alice DIGEST_VERIFIED 1");
        assertThat(told(signed, record("v", foreign("AIDABOB", Events.ACCOUNT), BUCKETS)))
                .isEqualTo("alice DIGEST_VERIFIED 1");
        assertThat(told(signed, record("b", user("bob"), SIGNED)))
                .as("both are covered")
                .isEqualTo("[alice DIGEST_VERIFIED 1, bob DIGEST_VERIFIED 1]");
        assertThat(told(record("v", foreign("AIDABOB", Events.ACCOUNT), SIGNED), record("own", ALICE, ANYBODYS)))
                .as("a view tells not who called")
                .isEqualTo("[AIDABOB DIGEST_VERIFIED 1, alice UNAUTHENTICATED 1]");
        assertThat(told(record("own", SEEN, SIGNED), record("own", user("bob"), ANYBODYS)))
                .as("but is the same event, which is not what the other says")
                .isEqualTo("AIDAALICE DIGEST_VERIFIED 1");
    }

    @Test
    void aCallIsCoveredByAnyOfItsRecords() {
        CloudTrailEvent own = record("own", ALICE, ANYBODYS);
        assertThat(of(own).isCovered()).isFalse();
        assertThat(of(own, record("v", SEEN, BUCKETS)).isCovered()).isFalse();
        assertThat(of(own, record("v", SEEN, SIGNED)).isCovered()).isTrue();
        assertThat(of(record("own", ALICE, SIGNED)).isCovered()).isTrue();
    }

    @Test
    void theRecordThatCountsShowsTheCallerIsCoveredAndOfTheFirstId() {
        List<CloudTrailEvent> byId = Stream.of(record("a1", ALICE, ANYBODYS), record("a2", ALICE, ANYBODYS))
                .sorted(Comparator.comparing(CloudTrailEvent::eventId))
                .toList();
        CloudTrailEvent first = byId.get(0);
        CloudTrailEvent last = byId.get(1);
        assertThat(of(first, last).telling().eventId()).isEqualTo(first.eventId());
        assertThat(of(first, last.withInputTrust(SIGNED)).telling().eventId()).isEqualTo(last.eventId());
        assertThat(of(record("v", SEEN, SIGNED), first).telling().eventId()).isEqualTo(first.eventId());
        CloudTrailEvent oneView = record("a1", SEEN, ANYBODYS);
        CloudTrailEvent otherView = record("a2", SEEN, ANYBODYS);
        assertThat(of(oneView.withInputTrust(SIGNED), otherView).telling().trust())
                .isEqualTo(SIGNED);
        assertThat(of(oneView, otherView.withInputTrust(SIGNED)).telling().trust())
                .isEqualTo(SIGNED);
    }

    @Test
    void ofTwoContentsOfOneEventTheSameOneCountsAlways() {
        CloudTrailEvent one = record("own", ALICE, ANYBODYS);
        CloudTrailEvent other = record("own", user("bob"), ANYBODYS);
        assertThat(of(List.of(one, other)).telling().contentHash())
                .isEqualTo(of(List.of(other, one)).telling().contentHash())
                .isEqualTo(Math.min(one.contentHash(), other.contentHash()));
    }

    @Test
    void aRecordThatIsBelievedMoreLaterChangesTheAnswer() {
        CloudTrailEvent own = record("own", ALICE, ANYBODYS);
        IssuedSession session = of(own, record("b", user("bob"), ANYBODYS));
        IssuingEvent record = session.recordOf(own);
        assertThat(session.vouch(record, BUCKETS)).isTrue();
        assertThat(session.vouch(record, BUCKETS)).as("no better").isFalse();
        assertThat(session.vouch(record, ANYBODYS)).as("nor worse").isFalse();
        assertThat(text(session.verdict(Match.KEY))).isEqualTo("[alice SOURCE_AUTHENTICATED 1, bob UNAUTHENTICATED 1]");
        assertThat(session.vouch(record, SIGNED)).isTrue();
        assertThat(text(session.verdict(Match.KEY))).isEqualTo("alice DIGEST_VERIFIED 1");
        assertThat(session.isCovered()).isTrue();
    }

    @Test
    void recordsOfAnEventCanBeTakenOut() {
        CloudTrailEvent own = record("own", ALICE, ANYBODYS);
        CloudTrailEvent bobs = record("b", user("bob"), ANYBODYS);
        IssuedSession session = of(List.of(own, bobs));
        assertThat(session.records()).hasSize(2);
        assertThat(session.isOnlyOf(own.eventId())).isFalse();
        assertThat(session.removeRecordsOf(Events.id("other"))).isEmpty();
        assertThat(session.records()).hasSize(2);
        IssuingEvent removed = session.recordOf(bobs);
        assertThat(session.holds(removed)).isTrue();
        assertThat(session.removeRecordsOf(bobs.eventId())).containsExactly(removed);
        assertThat(session.holds(removed)).isFalse();
        assertThat(session.recordOf(bobs)).isNull();
        assertThat(session.isOnlyOf(own.eventId())).isTrue();
        assertThat(text(session.verdict(Match.KEY))).isEqualTo("alice UNAUTHENTICATED 1");
        IssuedSession alone = of(List.of(own));
        assertThat(alone.holds(alone)).isTrue();
        assertThat(alone.holds(session)).isFalse();
    }

    @Test
    void ofTooManyRecordsNoneIsBelieved() {
        IssuedSession session = of(List.of(record("own", ALICE, ANYBODYS)));
        assertThat(session.saturate()).isTrue();
        assertThat(session.saturate()).as("said once").isFalse();
        assertThat(session.verdict(Match.KEY)).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.reason()).isEqualTo(UnattributedReason.CONFLICT);
            assertThat(gap.furthest().arn())
                    .as("not who is said to have called")
                    .isEqualTo(DEV);
            assertThat(gap.claims()).isEqualTo(new Claims("x", null));
        });
    }

    @Test
    void whereNeitherOfTwoCallersIsKnownOnlyTheSessionItselfIsProven() {
        Events.Holder ops = session("Ops", "alice", "ASIAOPS", NOON.minusSeconds(60));
        Events.Holder forged = session("Admin", "bob", "ASIAADMIN", NOON.minusSeconds(60));
        CloudTrailEvent own = record("own", ops, ANYBODYS);
        assertThat(of(own).verdict(Match.KEY)).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.furthest().arn()).isEqualTo(ops.identity().arn());
            assertThat(gap.claims()).isEqualTo(new Claims("x", null));
        });
        assertThat(of(own, record("forged", forged, ANYBODYS)).verdict(Match.KEY))
                .isInstanceOfSatisfying(Gap.class, gap -> {
                    assertThat(gap.furthest().arn()).isEqualTo(DEV);
                    assertThat(gap.claims()).isEqualTo(new Claims("x", null));
                });
        assertThat(of(own, record("again", ops, ANYBODYS)).verdict(Match.KEY))
                .isInstanceOfSatisfying(
                        Gap.class,
                        gap -> assertThat(gap.furthest().arn())
                                .as("both name one caller")
                                .isEqualTo(ops.identity().arn()));
    }

    @Test
    void aSignInThatSeveralRecordsTellAddsNoHopAndItsLinkIsTheBirth() {
        CloudTrailEvent.Builder signIn = CloudTrailEvent.builder(Events.id("one"))
                .eventTime(NOON)
                .eventSource("signin.amazonaws.com")
                .eventName("ConsoleLogin")
                .userIdentity(session("Dev", "x", null, NOON).identity())
                .responseElements(ResponseElements.builder().outcome("Success").build());
        CloudTrailEvent one = signIn.build();
        IssuedSession session =
                of(List.of(one, signIn.sourceIpAddress("198.51.100.1").build()));
        Explanation caller = new Explanation(
                Identities.acting(ALICE.identity()),
                Basis.ISSUED_KEY,
                new RoleChain(
                        List.of(new Hop(null, "AROADEV", "x", null, NOON, Basis.ISSUED_KEY, List.of("first"))), 1),
                SIGNED);
        session.askedCallers().forEach(asked -> session.answer((WaitingCaller) asked, caller));
        assertThat(session.verdict(Match.KEY)).isInstanceOfSatisfying(Explanation.class, told -> {
            assertThat(told.basis()).isEqualTo(Basis.SESSION_BIRTH);
            assertThat(told.chain().length()).isEqualTo(1);
            assertThat(told.chain().hops().get(0).issuanceEventIds()).containsExactly("first", one.eventId());
            assertThat(told.trust()).isEqualTo(ANYBODYS);
        });
    }

    @Test
    void theLinkOfAHopIsTheMatchsAndOfASwitchTheProviders() {
        IssuedSession session = of(record("own", ALICE, ANYBODYS), record("v", SEEN, ANYBODYS));
        assertThat(((Explanation) session.verdict(Match.KEY)).basis()).isEqualTo(Basis.ISSUED_KEY);
        assertThat(((Explanation) session.verdict(Match.BIRTH)).basis()).isEqualTo(Basis.SESSION_BIRTH);
        assertThat(((Explanation) of(List.of(record("own", ALICE, ANYBODYS))).verdict(Match.BIRTH_NEARBY)).basis())
                .isEqualTo(Basis.SESSION_BIRTH);
    }
}
