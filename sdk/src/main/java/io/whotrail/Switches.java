// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The console's switches of role that a use may belong to, beside the sessions born when it was. Used once, by one thread. */
final class Switches {
    /* A switch leaves an AssumeRole, whose session matches by its birth, and a SwitchRole, which names who switched. Where
     * the AssumeRole is lost, the birth alone would give the session to whoever else was born in that second: so a switch
     * that no birth explains is a candidate beside the births. What explains it is who called, as the records show it, so
     * that the candidates depend on facts alone and not on answers. */

    private final Use use;
    private final List<IssuedSession> all = new ArrayList<>(1);
    private final List<IssuedSession> nearby = new ArrayList<>(1);
    private @Nullable IssuedSession own;

    Switches(Use use) {
        this.use = use;
    }

    /** Takes a switch of that second, or of one beside it. */
    void add(IssuedSession switched) {
        all.add(switched);
        if (switched.telling().isRecordOf(use.event())) {
            own = switched;
        }
    }

    /** Takes a session that was born a second apart. */
    void addNearby(IssuedSession birth) {
        nearby.add(birth);
    }

    /** The switch that the use itself is: it tells who switched, whoever else did in that second; else {@code null}. */
    @Nullable
    IssuedSession own() {
        return own;
    }

    /** The births that the use's own switch is of; births of its second before those beside it. */
    List<IssuedSession> birthsOf(IssuedSession switched, List<IssuedSession> births) {
        List<IssuedSession> agreeing = agreeing(switched, births);
        return agreeing.isEmpty() ? agreeing(switched, nearby) : agreeing;
    }

    private static List<IssuedSession> agreeing(IssuedSession switched, List<IssuedSession> births) {
        return births.stream().filter(birth -> agree(switched, birth)).toList();
    }

    /** The switches that none of these births explains: the records of their sessions' own births are missing. */
    List<IssuedSession> unexplained(List<IssuedSession> births) {
        return all.stream()
                .filter(switched -> agreeing(switched, births).isEmpty()
                        && (switched.issuedAt() == use.birth()
                                || agreeing(switched, nearby).isEmpty()))
                .toList();
    }

    /** The switches that this birth explains. */
    List<IssuedSession> explainedBy(IssuedSession birth) {
        return all.stream().filter(switched -> agree(switched, birth)).toList();
    }

    /** Whether all of them are of one principal. */
    static boolean areOfOne(List<IssuedSession> switches) {
        return switches.stream().map(Switches::from).distinct().count() == 1;
    }

    private static boolean agree(IssuedSession switched, IssuedSession birth) {
        Identity from = from(switched);
        return from != null && birth.records().stream().anyMatch(one -> shows(one, from));
    }

    /** Who switched, or {@code null} where the records contradict each other. */
    private static @Nullable Identity from(IssuedSession switched) {
        Verdict told = switched.verdict(Match.SWITCH);
        if (told instanceof Explanation explanation) {
            return explanation.origin();
        }
        return told instanceof Gap gap ? gap.furthest() : null;
    }

    private static boolean shows(IssuingEvent record, Identity from) {
        Identity caller = record.acting();
        if (record.isForeignView()) {
            return caller.accountId() != null && caller.accountId().equals(from.accountId()) && isOfKind(caller, from);
        }
        return caller.arn() != null && caller.arn().equals(from.arn()) || from.sameAs(caller);
    }

    /** Another account's trail shows the id of a user, or of a role session with its name. */
    private static boolean isOfKind(Identity foreign, Identity from) {
        String id = foreign.principalId();
        if (id == null || !id.startsWith("AIDA") && !id.startsWith("AROA")) {
            return true;
        }
        int colon = id.indexOf(':');
        return id.startsWith("AIDA")
                ? from.type() == IdentityType.IAM_USER
                : from.type() == IdentityType.ASSUMED_ROLE
                        && String.valueOf(from.arn()).endsWith('/' + id.substring(colon + 1));
    }
}
