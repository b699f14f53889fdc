// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The signals that an explanation shows by itself, given which names belong to known principals, and which were forced.
 * Thread safe.
 */
final class ChainSignals {
    /**
     * The signals of a verdict as of some number of known names and policies.
     *
     * @param version the number
     * @param signals in the order of their types
     */
    record Drawn(int version, List<Signal> signals) {}

    private final KnownNames names;
    private final EnforcedNames enforced;
    private final int deepChain;
    /** No signals as of the latest version: what most sessions share. */
    private volatile Drawn quiet = new Drawn(0, List.of());

    ChainSignals(KnownNames names, EnforcedNames enforced, int deepChain) {
        this.names = names;
        this.enforced = enforced;
        this.deepChain = deepChain;
    }

    /** Grows with whatever may change the signals of a verdict. */
    int version() {
        return names.version() + enforced.version();
    }

    /** The signals of a verdict, and as of when. */
    Drawn draw(Verdict verdict) {
        int now = version();
        List<Signal> signals = of(verdict);
        if (!signals.isEmpty()) {
            return new Drawn(now, signals);
        }
        Drawn none = quiet;
        if (none.version != now) {
            none = new Drawn(now, signals);
            quiet = none;
        }
        return none;
    }

    /** The signals of a verdict, in the order of their types; gaps and ambiguities show none. */
    List<Signal> of(Verdict verdict) {
        if (!(verdict instanceof Explanation explanation)) {
            return List.of();
        }
        List<Hop> hops = explanation.chain().hops();
        var signals = new ArrayList<Signal>(0);
        if (!hops.isEmpty()) {
            Hop acting = hops.get(hops.size() - 1);
            addImpersonation(explanation.origin(), acting, signals);
            addDisagreement(explanation, acting, signals);
        }
        addSourceIdentity(explanation, hops, signals);
        addShape(explanation, hops, signals);
        addMixedScript(explanation, hops, signals);
        return List.copyOf(signals);
    }

    /** The signals that an explanation shows whichever names and policies are known, in no order. */
    static List<Signal> shownBy(Explanation explanation) {
        List<Hop> hops = explanation.chain().hops();
        var signals = new ArrayList<Signal>(0);
        addSourceIdentity(explanation, hops, signals);
        addMixedScript(explanation, hops, signals);
        return signals;
    }

    /** What no issuing event shows is shown by the record itself. */
    static List<Signal> proven(List<Signal> signals, Use use) {
        if (signals.isEmpty()
                || signals.stream().noneMatch(signal -> signal.eventIds().isEmpty())) {
            return signals;
        }
        List<String> self = List.of(use.event().eventId());
        return signals.stream()
                .map(signal -> signal.eventIds().isEmpty() ? new Signal(signal.type(), signal.detail(), self) : signal)
                .toList();
    }

    private void addShape(Explanation explanation, List<Hop> hops, List<Signal> signals) {
        if (recurs(hops)) {
            signals.add(new Signal(SignalType.ROLE_JUGGLING, "a role recurs on the chain", eventIds(hops)));
        }
        if (explanation.chain().length() > deepChain) {
            signals.add(new Signal(
                    SignalType.DEEP_CHAIN,
                    "the chain has " + explanation.chain().length() + " hops",
                    eventIds(hops)));
        }
    }

    private void addImpersonation(Identity origin, Hop hop, List<Signal> signals) {
        String name = hop.sessionName();
        if (name != null && !isNamed(origin, name) && names.isKnown(name)) {
            signals.add(new Signal(
                    SignalType.NAME_IMPERSONATES,
                    "session name " + name + " is another known principal's name",
                    hop.issuanceEventIds()));
        }
    }

    private void addDisagreement(Explanation explanation, Hop hop, List<Signal> signals) {
        if (enforced.areContradictedBy(explanation, hop)) {
            signals.add(new Signal(
                    SignalType.NAME_DISAGREES,
                    "the trust policy forced session name " + hop.sessionName()
                            + " to be the caller's, and the caller is another",
                    hop.issuanceEventIds()));
        }
    }

    /** The first hop that bears a source identity shows who chose it; it cannot change after. */
    private static void addSourceIdentity(Explanation explanation, List<Hop> hops, List<Signal> signals) {
        Identity origin = explanation.origin();
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            String sourceIdentity = hop.sourceIdentity();
            if (sourceIdentity == null) {
                continue;
            }
            if (origin.type() == IdentityType.SOURCE_IDENTITY || isNamed(origin, sourceIdentity)) {
                return;
            }
            signals.add(new Signal(
                    SignalType.SOURCE_IDENTITY_DISAGREES,
                    "source identity " + sourceIdentity + " is not the origin's name",
                    hop.issuanceEventIds()));
            if (i > 0 || isChooser(origin.type())) {
                signals.add(new Signal(
                        SignalType.SOURCE_IDENTITY_SELF_CHOSEN,
                        "source identity " + sourceIdentity + " was chosen by the caller",
                        hop.issuanceEventIds()));
            }
            return;
        }
    }

    /** Identity providers and services set a source identity by themselves; other callers choose it. */
    private static boolean isChooser(IdentityType type) {
        return switch (type) {
            case SAML_USER, WEB_IDENTITY_USER, IDENTITY_CENTER_USER, AWS_SERVICE, WORKLOAD -> false;
            default -> true;
        };
    }

    private static boolean recurs(List<Hop> hops) {
        if (hops.size() < 2) {
            return false;
        }
        var roles = new HashSet<String>();
        for (Hop hop : hops) {
            if (hop.roleArn() != null && !roles.add(hop.roleArn().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static void addMixedScript(Explanation explanation, List<Hop> hops, List<Signal> signals) {
        for (Hop hop : hops) {
            if (mixesScripts(hop.sessionName()) || mixesScripts(hop.sourceIdentity())) {
                signals.add(new Signal(
                        SignalType.MIXED_SCRIPT_NAME,
                        "a name of session " + hop.sessionName() + " mixes scripts",
                        hop.issuanceEventIds()));
            }
        }
        String name = explanation.origin().name();
        if (mixesScripts(name)) {
            signals.add(new Signal(
                    SignalType.MIXED_SCRIPT_NAME, "the origin's name " + name + " mixes scripts", eventIds(hops)));
        }
    }

    /** Whether the letters of a name come from more than one script. */
    static boolean mixesScripts(@Nullable String name) {
        if (name == null || isAscii(name)) {
            return false;
        }
        Character.UnicodeScript first = null;
        for (int i = 0; i < name.length(); ) {
            int letter = name.codePointAt(i);
            i += Character.charCount(letter);
            Character.UnicodeScript script = Character.UnicodeScript.of(letter);
            if (!Character.isLetter(letter)
                    || script == Character.UnicodeScript.COMMON
                    || script == Character.UnicodeScript.INHERITED) {
                continue;
            }
            if (first != null && first != script && !areWrittenTogether(first, script)) {
                return true;
            }
            first = first == null ? script : first;
        }
        return false;
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Japanese, Korean and Chinese names mix these. */
    private static boolean areWrittenTogether(Character.UnicodeScript one, Character.UnicodeScript other) {
        return isEastAsian(one) && isEastAsian(other);
    }

    private static boolean isEastAsian(Character.UnicodeScript script) {
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> false;
        };
    }

    private static boolean isNamed(Identity origin, String name) {
        return name.equalsIgnoreCase(origin.name());
    }

    private static List<String> eventIds(List<Hop> hops) {
        return hops.stream()
                .flatMap(hop -> hop.issuanceEventIds().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
