// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one temporary access key id: whose it is, and where it was used from. Thread safe. It depends on the
 * set of sightings only, not on their order: of each principal and each address the earliest sighting counts.
 */
final class KeySightings {
    /** How many principals of one key are remembered; two are enough to know that it is shared. */
    private static final int MAXIMUM_PRINCIPALS = 64;

    /** How many principals a signal names. */
    private static final int TOLD_PRINCIPALS = 4;

    private volatile List<Sighting> principals = List.of();
    private volatile @Nullable Sighting firstAddress;
    private volatile @Nullable Sighting otherAddress;

    /**
     * Takes note of a use.
     *
     * @param principal whose it is; {@code null} where it is the principal that the key was issued to, as the only one
     * @return whether a signal of this key may have changed
     */
    boolean see(@Nullable String principal, Use use) {
        if (isRoutine(principal, use)) {
            return false;
        }
        String eventId = use.event().eventId();
        String address = use.event().sourceIpAddress();
        return takeIn(
                principal == null ? null : new Sighting(principal, use.groupKey(), false, use.time(), eventId),
                address != null && isAddress(address) ? new Sighting(address, null, false, use.time(), eventId) : null);
    }

    /** Takes note of the event that issued the key to a group's principal; tells whether a signal may have changed. */
    boolean seeIssuance(String groupKey, long birth, String eventId) {
        return takeIn(new Sighting(groupKey, groupKey, true, birth, eventId), null);
    }

    /** Whether a use tells nothing new. */
    boolean isRoutine(@Nullable String principal, Use use) {
        String eventId = use.event().eventId();
        List<Sighting> known = principals;
        boolean routine = principal == null
                ? known.isEmpty()
                : known.size() == 1 && known.get(0).isOfOrBefore(principal, use.time(), eventId);
        String address = use.event().sourceIpAddress();
        Sighting first = firstAddress;
        return routine
                && (address == null
                        || first != null && first.isOfOrBefore(address, use.time(), eventId)
                        || !isAddress(address));
    }

    /** Whether no principal was seen but the one that the key was issued to. */
    boolean isOfNobody() {
        return principals.isEmpty();
    }

    /** Whether no other principal than one group's was seen. */
    boolean isOfAtMost(String groupKey) {
        List<Sighting> known = principals;
        return known.isEmpty() || known.size() == 1 && known.get(0).what().equals(groupKey);
    }

    /** Whether the key can have no signal. */
    boolean isQuiet() {
        return principals.size() <= 1 && otherAddress == null;
    }

    private synchronized boolean takeIn(@Nullable Sighting principal, @Nullable Sighting address) {
        List<Sighting> before = principals;
        Sighting first = firstAddress;
        Sighting other = otherAddress;
        principals = principal == null ? before : withPrincipal(before, principal);
        if (address != null) {
            seeAddress(address);
        }
        boolean shared = principals.size() > 1 && !principals.equals(before);
        boolean moved =
                otherAddress != null && !(Objects.equals(otherAddress, other) && Objects.equals(firstAddress, first));
        return shared || moved;
    }

    private static List<Sighting> withPrincipal(List<Sighting> known, Sighting sighting) {
        var all = new ArrayList<Sighting>(known.size() + 1);
        for (Sighting one : known) {
            if (!one.what().equals(sighting.what())) {
                all.add(one);
            } else if (!sighting.isBefore(one)) {
                return known;
            }
        }
        all.add(sighting);
        all.sort(Sighting.EARLIEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(all.size(), MAXIMUM_PRINCIPALS)));
    }

    private void seeAddress(Sighting sighting) {
        Sighting first = firstAddress;
        if (first == null) {
            firstAddress = sighting;
        } else if (sighting.what().equals(first.what())) {
            firstAddress = sighting.isBefore(first) ? sighting : first;
        } else if (sighting.isBefore(first)) {
            firstAddress = sighting;
            otherAddress = first;
        } else if (otherAddress == null || sighting.isBefore(otherAddress)) {
            otherAddress = sighting;
        }
    }

    /** Services call by name; only a literal address says where from. */
    private static boolean isAddress(String source) {
        char first = source.isEmpty() ? ' ' : source.charAt(0);
        boolean version6 = source.indexOf(':') >= 0;
        boolean version4 =
                first >= '0' && first <= '9' && source.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        return version4 || version6;
    }

    /** The groups of the principals that the key was seen with. */
    List<String> groupKeys() {
        return principals.stream()
                .filter(sighting -> sighting.groupKey() != null)
                .map(sighting -> String.valueOf(sighting.groupKey()))
                .toList();
    }

    /** The signals of the key, for a verdict with this origin. */
    void addSignals(Verdict verdict, List<Signal> signals) {
        List<Sighting> known = principals;
        if (known.size() > 1) {
            signals.add(new Signal(
                    SignalType.KEY_SHARED,
                    "the access key id belongs to "
                            + (known.size() > TOLD_PRINCIPALS ? "more than " + TOLD_PRINCIPALS : known.size())
                            + " principals",
                    known.stream()
                            .limit(TOLD_PRINCIPALS)
                            .map(Sighting::eventId)
                            .distinct()
                            .sorted()
                            .toList()));
        }
        Sighting first = firstAddress;
        Sighting other = otherAddress;
        boolean workload = verdict instanceof Explanation explanation
                && explanation.origin().type() == IdentityType.WORKLOAD
                && explanation.chain().length() <= 1;
        if (workload && first != null && other != null) {
            signals.add(new Signal(
                    SignalType.WORKLOAD_CREDENTIAL_ELSEWHERE,
                    "first used from " + first.what() + ", also from " + other.what(),
                    List.of(first.eventId(), other.eventId())));
        }
    }
}
