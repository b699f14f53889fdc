// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The names of principals that were seen: they tell which session names are other people's. Bounded; thread safe. */
final class KnownNames {
    private final Cache<String, Boolean> principals;
    private final AtomicInteger version = new AtomicInteger();

    KnownNames(int maximum) {
        this.principals = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
    }

    boolean isKnown(String name) {
        return principals.getIfPresent(name) != null;
    }

    /** The name that a verdict makes known, or {@code null}: only who explains itself has a name that counts. */
    static @Nullable String nameOf(@Nullable Verdict own) {
        if (!(own instanceof Explanation explanation)) {
            return null;
        }
        return switch (explanation.origin().type()) {
            case IAM_USER, SAML_USER, WEB_IDENTITY_USER, IDENTITY_CENTER_USER, WORKLOAD ->
                explanation.origin().name();
            default -> null;
        };
    }

    /** The name that a use makes known: of itself, or because AWS wrote into it for whom the session was made. */
    static @Nullable String nameOf(Use use) {
        if (use.own() != null) {
            return nameOf(use.own());
        }
        Actor actor = use.actor();
        return actor == null ? CarriedEvidence.nameOf(use.identity()) : actor.carriedName();
    }

    boolean isNew(@Nullable String name) {
        return name != null && !isKnown(name);
    }

    /** Makes a name known; says whether it was not. */
    boolean add(String name) {
        boolean added = principals.asMap().putIfAbsent(name, Boolean.TRUE) == null;
        if (added) {
            version.incrementAndGet();
        }
        return added;
    }

    /** Grows with each new name. */
    int version() {
        return version.get();
    }

    void write(SectionWriter out) throws IOException {
        EventImage.write(List.copyOf(new TreeSet<>(principals.asMap().keySet())), out);
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        EventImage.readTexts(in).forEach(this::add);
    }
}
