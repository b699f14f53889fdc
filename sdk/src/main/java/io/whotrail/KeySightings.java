// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
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

    private static final long SEVERAL = Long.MAX_VALUE;

    /** How many principals a signal names. */
    private static final int TOLD_PRINCIPALS = 4;

    /**
     * From where one principal used the key.
     *
     * @param groupKey whose addresses these are; {@code null} for the principal that the key was issued to, as the only one
     * @param other the first that is another than the first
     * @param next those of another principal
     */
    private record Places(
            @Nullable String groupKey,
            Sighting first,
            @Nullable Sighting other,
            @Nullable Places next) {
        boolean areOf(@Nullable String owner) {
            return groupKey == null || groupKey.equals(owner);
        }

        Places with(Sighting sighting) {
            if (sighting.what().equals(first.what())) {
                return sighting.isBefore(first) ? new Places(groupKey, sighting, other, next) : this;
            }
            if (sighting.isBefore(first)) {
                return new Places(groupKey, sighting, first, next);
            }
            return other == null || sighting.isBefore(other) ? new Places(groupKey, first, sighting, next) : this;
        }
    }

    private volatile List<Sighting> principals = List.of();
    private volatile @Nullable Places places;
    /** The birth that the uses show; {@link #SEVERAL} where they do not show one and the same. */
    private volatile long birth = EpochSeconds.UNKNOWN;

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
        boolean shown = address != null && isAddress(address) && use.groupKey() != null;
        boolean first = principals.isEmpty() && places == null;
        birth = first || birth == use.birth() ? use.birth() : SEVERAL;
        return takeIn(
                principal == null ? null : new Sighting(principal, use.groupKey(), false, use.time(), eventId),
                address != null && shown
                        ? new Sighting(address, principal == null ? null : use.groupKey(), false, use.time(), eventId)
                        : null);
    }

    /** Takes note of the event that issued the key to a group's principal; tells whether a signal may have changed. */
    boolean seeIssuance(String groupKey, long birth, String eventId) {
        return takeIn(new Sighting(groupKey, groupKey, true, birth, eventId), null);
    }

    /** Takes note of one who has the key; tells whether a signal may have changed. */
    boolean seeHolder(Sighting holder) {
        return takeIn(holder, null);
    }

    /** Who has the key. */
    List<Sighting> holders() {
        return principals;
    }

    /** Whether a use tells nothing new. */
    boolean isRoutine(@Nullable String principal, Use use) {
        String eventId = use.event().eventId();
        List<Sighting> known = principals;
        boolean routine = principal == null
                ? known.isEmpty()
                : known.size() == 1 && known.get(0).isOfOrBefore(principal, use.time(), eventId);
        String address = use.event().sourceIpAddress();
        Places ofUse = placesOf(use.groupKey());
        return routine
                && (address == null
                        || use.groupKey() == null
                        || ofUse != null && ofUse.first.isOfOrBefore(address, use.time(), eventId)
                        || !isAddress(address));
    }

    /** Whether no principal was seen but the one that the key was issued to. */
    boolean isOfNobody() {
        return principals.isEmpty();
    }

    /** Whether no other principal than one group's was seen, and with no other birth than one. */
    boolean isOfAtMost(String groupKey, long onlyBirth) {
        List<Sighting> known = principals;
        boolean same = known.size() == 1 && known.get(0).what().equals(groupKey);
        return (known.isEmpty() || same) && birth == onlyBirth;
    }

    /** Whether the key can have no signal. */
    boolean isQuiet() {
        for (Places one = places; one != null; one = one.next) {
            if (one.other != null) {
                return false;
            }
        }
        return principals.size() <= 1;
    }

    private @Nullable Places placesOf(@Nullable String groupKey) {
        Places one = places;
        while (one != null && !one.areOf(groupKey)) {
            one = one.next;
        }
        return one;
    }

    private synchronized boolean takeIn(@Nullable Sighting principal, @Nullable Sighting address) {
        List<Sighting> before = principals;
        if (principal != null) {
            Places only = places;
            if (only != null && only.groupKey == null) {
                places = new Places(principal.groupKey(), only.first, only.other, only.next);
            }
            principals = withPrincipal(before, principal);
        }
        boolean moved = address != null && seeAddress(address);
        return moved || principals.size() > 1 && !principals.equals(before);
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

    /** Takes note of an address; says whether it is news of where else the key was used. */
    private boolean seeAddress(Sighting address) {
        String owner = address.groupKey();
        Places before = placesOf(owner);
        if (before == null) {
            places = principals.size() < MAXIMUM_PRINCIPALS ? new Places(owner, address, null, places) : places;
            return false;
        }
        Places after = before.with(address);
        places = replace(Objects.requireNonNull(places), before, after);
        return after.other != null && !after.equals(before);
    }

    @SuppressWarnings("ReferenceEquality") // the very places
    private static Places replace(Places all, Places before, Places after) {
        return all == before
                ? after
                : new Places(
                        all.groupKey, all.first, all.other, replace(Objects.requireNonNull(all.next), before, after));
    }

    /** Services call by name; only a literal address says where from. */
    private static boolean isAddress(String source) {
        char first = source.isEmpty() ? ' ' : source.charAt(0);
        return first >= '0' && first <= '9' && isDotted(source) || source.indexOf(':') >= 0;
    }

    private static boolean isDotted(String source) {
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** The groups of the principals that the key was seen with. */
    List<String> groupKeys() {
        return principals.stream()
                .filter(sighting -> sighting.groupKey() != null)
                .map(sighting -> String.valueOf(sighting.groupKey()))
                .toList();
    }

    /** The signals of the key, for a verdict with this origin on a use of this group. */
    void addSignals(@Nullable String groupKey, Verdict verdict, List<Signal> signals) {
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
        Places ofUse = placesOf(groupKey);
        Sighting first = ofUse == null ? null : ofUse.first;
        Sighting other = ofUse == null ? null : ofUse.other;
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

    synchronized void write(SectionWriter out) throws IOException {
        out.writeCount(principals.size());
        for (Sighting principal : principals) {
            principal.write(out);
        }
        for (Places one = places; one != null; one = one.next) {
            out.writeBoolean(true);
            out.writeText(one.groupKey);
            one.first.write(out);
            out.writeBoolean(one.other != null);
            if (one.other != null) {
                one.other.write(out);
            }
        }
        out.writeBoolean(false);
        out.writeLong(birth);
    }

    /** As a checkpoint tells it. */
    static KeySightings read(SectionReader in) throws IOException, CheckpointException {
        var sightings = new KeySightings();
        int count = in.readCount(MAXIMUM_PRINCIPALS);
        var principals = new ArrayList<Sighting>(1);
        for (int i = 0; i < count; i++) {
            principals.add(Sighting.read(in));
        }
        sightings.principals = List.copyOf(principals);
        var all = new ArrayList<Places>(1);
        while (in.readBoolean()) {
            all.add(new Places(in.readText(), Sighting.read(in), in.readBoolean() ? Sighting.read(in) : null, null));
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Places one = all.get(i);
            sightings.places = new Places(one.groupKey, one.first, one.other, sightings.places);
        }
        sightings.birth = in.readLong();
        return sightings;
    }
}
