// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of a group that a use may belong to: those of its strongest match. Used once, by one thread. */
final class Candidates implements Consumer<IssuedSession> {
    /* Console sessions and forwarded calls use keys that no event issues, and show it, or the sign-in shows it. If a use of
     * the same name and second shows another key and nothing of that kind, it may as well belong to a session whose issuance
     * was lost: the birth alone does not prove it. */

    private final Use use;
    private final @Nullable IssuedSession asker;
    private @Nullable IssuedSession first;
    /** How the first one fits; says nothing where there is none. */
    private Match match = Match.NAMED;

    private List<IssuedSession> more = List.of();
    private List<String> outOfValidity;
    private @Nullable KeySightings sightings;
    private boolean issued;
    private @Nullable Switches switches;
    private boolean signedIn;
    private boolean circular;
    /** The answer of the only candidate, once it was asked for. */
    private @Nullable Verdict drawn;

    /**
     * Starts without candidates.
     *
     * @param use who asks
     * @param asker the session whose caller asks, or {@code null} for an event
     */
    Candidates(Use use, @Nullable IssuedSession asker) {
        this.use = use;
        this.asker = asker;
        this.outOfValidity = use.isBeforeItsSession() ? List.of(use.event().eventId()) : List.of();
    }

    @Override
    public void accept(IssuedSession session) {
        if (session.hasKey(use.accessKeyId())) {
            issued = true;
            sightings = sightings == null ? session.sightings() : sightings;
        }
        if (use.isBeforeItsSession() || session == asker || asker != null && isSameSignIn(asker, session)) {
            return;
        }
        Match found = Match.of(use, session.telling());
        if (found == null) {
            return;
        }
        if (found == Match.OUT_OF_VALIDITY) {
            outOfValidity = new ArrayList<>(outOfValidity);
            outOfValidity.add(session.telling().eventId());
            return;
        }
        Issuance.Kind kind = session.kind();
        signedIn |= kind == Issuance.Kind.SIGN_IN || kind == Issuance.Kind.SWITCH;
        if (session.isGrant()) {
            return;
        }
        if (found == Match.SWITCH) {
            switches().add(session);
        } else if (found == Match.BIRTH_NEARBY) {
            switches().addNearby(session);
        }
        prefer(session, found);
    }

    private Switches switches() {
        Switches known = switches == null ? new Switches(use) : switches;
        switches = known;
        return known;
    }

    private void prefer(IssuedSession session, Match found) {
        IssuedSession before = first;
        if (before == null || found.compareTo(match) < 0 || found == match && excels(session, before)) {
            match = found;
            first = session;
            more = List.of();
        } else if (found == match && !excels(before, session)) {
            more = more.isEmpty() ? new ArrayList<>(1) : more;
            more.add(session);
        }
    }

    /** Whether one candidate of the same match makes another needless. */
    private boolean excels(IssuedSession one, IssuedSession other) {
        return match == Match.KEY && one.isCovered() && !other.isCovered();
    }

    /** Events that speak of one sign-in are not each other's parents. */
    private static boolean isSameSignIn(IssuedSession asker, IssuedSession session) {
        return asker.kind() == Issuance.Kind.SIGN_IN
                && session.kind() == Issuance.Kind.SIGN_IN
                && session.birth() >= asker.birth();
    }

    /** Whether the key that was used was issued to this group's principal. */
    boolean areIssued() {
        return issued;
    }

    /** What is seen of that key, if it is watched. */
    @Nullable
    KeySightings sightings() {
        return sightings;
    }

    /** The strongest match found, or {@code null} for none. */
    @Nullable
    Match match() {
        return first == null ? null : match;
    }

    /** The only candidate, or {@code null} where there are none or several. */
    @Nullable
    IssuedSession only() {
        return more.isEmpty() ? first : null;
    }

    /**
     * The events that issued the used key to the right principal, but not for that time; the use itself where it shows that its
     * session was born later.
     */
    List<String> outOfValidity() {
        return outOfValidity;
    }

    List<IssuedSession> all() {
        var all = new ArrayList<IssuedSession>(1);
        if (first != null) {
            all.add(first);
        }
        all.addAll(more);
        return all;
    }

    /** The sessions that the answer is drawn from: a doubtful one adds nothing to it. */
    List<IssuedSession> parents() {
        List<IssuedSession> all = all();
        all.removeIf(candidate -> isDoubtful(candidate, match));
        return all;
    }

    /** Whether the key that was used is one that an event issued: then no other session counts. */
    boolean areOfKey() {
        return first != null && match.compareTo(Match.KEY_NEARBY) <= 0;
    }

    /**
     * Whether any other session that fits as well could be the one: not where a key tells which it is, nor where the use is
     * itself the switch of role that names its user.
     */
    boolean areOfBirth() {
        IssuedSession own = ownSwitch();
        return first != null
                && (match.link() == Basis.SESSION_BIRTH || match == Match.SWITCH)
                && (own == null || !(own.verdict(Match.SWITCH) instanceof Explanation));
    }

    /** Whether the one that counts is covered by a digest, so that no other could contradict it that none covers. */
    boolean areCovered() {
        return first != null && first.isCovered() && match == Match.KEY;
    }

    /**
     * Whether an answer that was given stands, though what proved it had to be let go of: nothing that fits now says
     * otherwise, nor what it was drawn from. What the event says of itself was not known, but taken for true as long as no
     * other fact was there.
     *
     * @param sources the sessions that the answer was drawn from, of which some are gone
     */
    boolean uphold(Verdict before, List<IssuedSession> sources) {
        return before instanceof Explanation told
                && !told.equals(use.own())
                && (switches == null
                        ? all().stream().allMatch(one -> says(one.verdict(match), told))
                        : says(verdict(), told))
                && sources.stream().allMatch(one -> one.isKept() || says(one.verdict(Match.KEY), told));
    }

    /** Whether a verdict is no other, nor tells who it is of whom but the account was known. */
    static boolean says(@Nullable Verdict verdict, Explanation told) {
        return verdict instanceof Explanation other
                && other.origin().sameAs(told.origin())
                && (told.basis() != Basis.FOREIGN_ACCOUNT || other.basis() == Basis.FOREIGN_ACCOUNT);
    }

    private @Nullable IssuedSession ownSwitch() {
        return switches == null ? null : switches.own();
    }

    /** The verdict over the candidates, or {@code null} where there are none. */
    @Nullable
    Verdict verdict() {
        Match how = match;
        IssuedSession one = first;
        if (one == null) {
            return null;
        }
        if (asker == null && more.isEmpty() && switches == null) {
            return isDoubtful(one, how) ? notSeen() : drawn(one, how);
        }
        if (how.link() != Basis.SESSION_BIRTH && how != Match.SWITCH) {
            return merge(verdicts(all(), how));
        }
        IssuedSession own = ownSwitch();
        return own == null ? amongSwitches(how) : ofSwitch(own, how);
    }

    private Verdict drawn(IssuedSession one, Match how) {
        Verdict verdict = one.verdict(how);
        drawn = verdict;
        return verdict;
    }

    /** Whether a verdict is what the only candidate answers by its key. */
    @SuppressWarnings("ReferenceEquality") // the very verdict that was drawn, nearly always
    boolean isByKey(Verdict verdict) {
        IssuedSession one = only();
        return one != null && match == Match.KEY && (verdict == drawn || verdict.equals(one.verdict(Match.KEY)));
    }

    private Verdict amongSwitches(Match how) {
        List<Verdict> verdicts = verdicts(all(), how);
        if (how != Match.SWITCH && switches != null) {
            verdicts.addAll(verdicts(switches.unexplained(all()), Match.SWITCH));
        }
        return merge(verdicts);
    }

    /** The switch names its user, and its birth may prove who that is; nobody else is the answer. */
    private Verdict ofSwitch(IssuedSession own, Match how) {
        Verdict told = own.verdict(Match.SWITCH);
        List<IssuedSession> births = switches().birthsOf(own, all());
        if (births.isEmpty()) {
            return told;
        }
        Verdict born = merge(verdicts(births, how));
        boolean names = told instanceof Explanation;
        boolean proves = born instanceof Explanation proof
                && told instanceof Explanation user
                && proof.origin().sameAs(user.origin());
        return names && !proves ? told : born;
    }

    private List<Verdict> verdicts(List<IssuedSession> candidates, Match how) {
        var verdicts = new ArrayList<Verdict>(candidates.size() + 1);
        if (circular) {
            verdicts.add(cycle());
            return verdicts;
        }
        for (IssuedSession candidate : candidates) {
            verdicts.add(isDoubtful(candidate, how) ? notSeen() : named(candidate, candidate.verdict(how)));
        }
        return verdicts;
    }

    private Verdict merge(List<Verdict> verdicts) {
        return verdicts.size() == 1
                ? verdicts.get(0)
                : Resolver.merge(verdicts, Identities.acting(use.identity()), use.claims());
    }

    /** Where a foreign account's principal switched role in the console, the console tells the name. */
    private Verdict named(IssuedSession candidate, Verdict told) {
        if (switches == null || !(told instanceof Explanation foreign) || foreign.basis() != Basis.FOREIGN_ACCOUNT) {
            return told;
        }
        List<IssuedSession> explained = switches.explainedBy(candidate);
        if (explained.isEmpty()) {
            return told;
        }
        Verdict switched = merge(verdicts(explained, Match.SWITCH));
        return switched instanceof Explanation || !Switches.areOfOne(explained) ? switched : told;
    }

    private boolean isDoubtful(IssuedSession candidate, Match how) {
        return how.link() == Basis.SESSION_BIRTH
                && candidate.isKeyed()
                && use.accessKeyId() != null
                && !signedIn
                && !use.isRekeyed()
                && !candidate.telling().isOfConsole();
    }

    /** One of the parents descends from the asker: a session cannot descend from itself, whatever the records say. */
    void areCircular() {
        circular = true;
    }

    private Gap notSeen() {
        return new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, Identities.acting(use.identity()), use.claims());
    }

    private Gap cycle() {
        return new Gap(UnattributedReason.CONFLICT, Identities.acting(use.identity()), use.claims());
    }
}
