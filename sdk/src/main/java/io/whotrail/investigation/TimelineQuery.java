// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose doings one asks for: by name, ARN or id as with {@link IdentityQuery}, or by an access key, which means whoever was
 * behind it, in all sessions. Who that was has to be learned first. Not thread safe.
 */
public final class TimelineQuery {
    /** How many origins of one key are told apart; with more, those that are learned first. */
    public static final int MAXIMUM_ORIGINS = 100;

    private final String text;
    private final IdentityQuery identity;
    private final List<Identity> origins = new ArrayList<>();

    /**
     * Asks.
     *
     * @param keyOrIdentity an access key id, or a name, ARN or id
     * @throws IllegalArgumentException if it is empty
     */
    public TimelineQuery(String keyOrIdentity) {
        this.text = keyOrIdentity;
        this.identity = new IdentityQuery(keyOrIdentity);
    }

    /**
     * Learns who was behind the key, where one is asked for.
     *
     * @param answer any answer
     */
    public void learn(Attribution answer) {
        if (usesKey(answer)) {
            IdentityQuery.explanations(answer).forEach(this::learn);
        }
    }

    private void learn(Explanation explanation) {
        if (origins.size() < MAXIMUM_ORIGINS && !origins.contains(explanation.origin())) {
            origins.add(explanation.origin());
        }
    }

    private boolean usesKey(Attribution answer) {
        return text.equals(answer.event().userIdentity().accessKeyId());
    }

    /**
     * Whether an event is one of those that are asked for.
     *
     * @param answer any answer
     * @return whether it is, or may be
     */
    public boolean isIn(Attribution answer) {
        return usesKey(answer)
                || identity.isIn(answer)
                || IdentityQuery.explanations(answer).stream()
                        .anyMatch(explanation -> origins.stream().anyMatch(explanation.origin()::sameAs));
    }
}
