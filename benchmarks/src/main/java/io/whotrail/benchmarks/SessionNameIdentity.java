// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Truth;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The session name as identity, as many detections and dashboards have it: where it is the name of somebody who was seen, or
 * an instance's id, the session is theirs.
 */
final class SessionNameIdentity implements Baseline {
    private static final int MOST_NAMES = 1_000_000;

    private final Set<String> names = new HashSet<>();

    @Override
    public String title() {
        return "session name";
    }

    @Override
    public void learn(CloudTrailEvent event) {
        Identity shown = ShownIdentity.ofCaller(event);
        String name = shown == null ? null : shown.name();
        if (name != null && names.size() < MOST_NAMES) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public @Nullable Identity answer(CloudTrailEvent event) {
        Identity shown = ShownIdentity.of(event);
        Arn arn = shown == null ? Arn.parse(event.userIdentity().arn()) : null;
        String name = arn == null ? null : arn.roleSessionName();
        if (name == null) {
            return shown;
        }
        boolean known = names.contains(name.toLowerCase(Locale.ROOT)) || name.startsWith("i-");
        return known
                ? new Identity(IdentityType.SOURCE_IDENTITY, name, null, null, null, null, null, null, null, null)
                : null;
    }

    /** A name is right if it is the name. */
    @Override
    public boolean isRight(Identity answer, Truth truth) {
        String name = answer.type() == IdentityType.SOURCE_IDENTITY ? answer.name() : null;
        if (name == null) {
            return Baseline.super.isRight(answer, truth);
        }
        return name.equalsIgnoreCase(truth.origin().identity().name())
                || truth.origin().alsoShownAs().stream().anyMatch(one -> name.equalsIgnoreCase(one.name()));
    }
}
