// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds origins that are surely one: a user told with and without the unique id is the same, unless two users of that
 * name can be meant.
 */
final class SameOrigins {
    private static final Comparator<@Nullable String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Two are equal by it where they are equal. */
    static final Comparator<Identity> BY_NAME = Comparator.comparing(Identity::name, TEXT)
            .thenComparing(Identity::arn, TEXT)
            .thenComparing(Identity::type)
            .thenComparing(Identity::accountId, TEXT)
            .thenComparing(Identity::principalId, TEXT)
            .thenComparing(Identity::provider, TEXT)
            .thenComparing(Identity::userId, TEXT)
            .thenComparing(Identity::identityStoreArn, TEXT)
            .thenComparing(Identity::service, TEXT)
            .thenComparing(Identity::roleArn, TEXT);

    private static final Comparator<Identity> UNIQUE_FIRST =
            Comparator.comparing(SameOrigins::hasNoId).thenComparing(BY_NAME);

    private final SortedMap<Identity, Identity> same = new TreeMap<>(BY_NAME);

    SameOrigins(Collection<Identity> origins) {
        Map<String, List<Identity>> byName = new LinkedHashMap<>();
        origins.stream()
                .sorted(UNIQUE_FIRST)
                .forEach(origin -> byName.computeIfAbsent(name(origin), none -> new ArrayList<>())
                        .add(origin));
        byName.values().forEach(this::join);
    }

    private void join(List<Identity> ofOneName) {
        var different = new ArrayList<Identity>();
        for (Identity origin : ofOneName) {
            List<Identity> met =
                    different.stream().filter(origin::sameAs).limit(2).toList();
            if (met.size() == 1) {
                same.put(origin, met.get(0));
            } else {
                different.add(origin);
                same.put(origin, origin);
            }
        }
    }

    private static String name(Identity origin) {
        String name = Objects.requireNonNullElse(origin.name(), String.valueOf(origin.arn()));
        return origin.type().word() + ' ' + origin.accountId() + ' ' + name.toLowerCase(Locale.ROOT);
    }

    private static boolean hasNoId(Identity origin) {
        return origin.principalId() == null && origin.userId() == null;
    }

    /** Tells of each origin which one stands for it. */
    void forEach(BiConsumer<Identity, Identity> told) {
        same.forEach(told);
    }
}
