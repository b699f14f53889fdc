// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest versions of one role's policy, in order, each once. Immutable: what it holds depends on what was added, not
 * on the order.
 *
 * @param versions the versions kept
 * @param isCut whether older ones were left out
 */
record VersionList(List<PolicyVersion> versions, boolean isCut) {
    static final VersionList EMPTY = new VersionList(List.of(), false);

    /** With one more; the same list where it has it, as well believed, or where it is older than all that are kept. */
    VersionList with(PolicyVersion version, int maximum) {
        int found = Collections.binarySearch(versions, version);
        if (found >= 0) {
            return vouched(found, version);
        }
        boolean full = versions.size() == maximum;
        int at = -found - 1;
        if (full && at == 0) {
            return isCut ? this : new VersionList(versions, true);
        }
        List<PolicyVersion> more = new ArrayList<>(versions);
        more.add(at, version);
        return full ? new VersionList(List.copyOf(more.subList(1, more.size())), true) : keeping(more);
    }

    /** With all of another list; what is older than one that is cut knows is left out, since others of then are missing. */
    VersionList with(VersionList other, int maximum) {
        VersionList both = this;
        for (PolicyVersion version : other.versions) {
            both = both.with(version, maximum);
        }
        return both.cutLike(this).cutLike(other);
    }

    private VersionList cutLike(VersionList part) {
        if (!part.isCut) {
            return this;
        }
        List<PolicyVersion> known = part.versions;
        return new VersionList(
                versions.stream()
                        .filter(version -> !known.isEmpty() && version.compareTo(known.get(0)) >= 0)
                        .toList(),
                true);
    }

    private VersionList vouched(int at, PolicyVersion version) {
        if (version.trust().compareTo(versions.get(at).trust()) >= 0) {
            return this;
        }
        List<PolicyVersion> better = new ArrayList<>(versions);
        better.set(at, version);
        return keeping(better);
    }

    private VersionList keeping(List<PolicyVersion> more) {
        return new VersionList(List.copyOf(more), isCut);
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    /** Those of a range of seconds, both included. */
    List<PolicyVersion> between(long from, long to) {
        return versions.stream()
                .filter(version -> version.second() >= from && version.second() <= to)
                .toList();
    }

    /** All those of the last second before another. */
    List<PolicyVersion> lastBefore(long second) {
        List<PolicyVersion> before =
                versions.stream().filter(version -> version.second() < second).toList();
        return before.isEmpty() ? before : between(before.get(before.size() - 1).second(), second - 1);
    }

    /** The first one after a second. */
    @Nullable
    PolicyVersion firstAfter(long second) {
        return versions.stream()
                .filter(version -> version.second() > second)
                .findFirst()
                .orElse(null);
    }
}
