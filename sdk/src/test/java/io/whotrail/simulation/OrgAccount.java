// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.event.UserIdentity;
import java.util.ArrayList;
import java.util.List;

/** An account of the organisation, or of somebody else, and whoever lives in it. Not thread safe. */
final class OrgAccount {
    private final long number;
    private final String id;
    private final Visibility visibility;
    private final List<Trail> trails;
    private final List<Person> people = new ArrayList<>();
    private final List<OrgRole> roles = new ArrayList<>();
    private final Acting root;
    private long rootBornAt;

    OrgAccount(long number, Visibility visibility, List<String> regions, int firstTrail) {
        this.number = number;
        this.id = Long.toString(number);
        this.visibility = visibility;
        var all = new ArrayList<Trail>();
        for (String region : regions) {
            all.add(new Trail(firstTrail + all.size(), id, region));
        }
        this.trails = List.copyOf(all);
        this.root = Acting.self(rootIdentity(null), rootOrigin(), this, "203.0.113.250", Scenario.ROOT);
    }

    long number() {
        return number;
    }

    String id() {
        return id;
    }

    Visibility visibility() {
        return visibility;
    }

    /** The trail of each Region. */
    List<Trail> trails() {
        return trails;
    }

    List<Person> people() {
        return people;
    }

    List<OrgRole> roles() {
        return roles;
    }

    /** The root user, signing in. */
    Acting root() {
        return root;
    }

    Origin rootOrigin() {
        Identity identity = Origin.identity(IdentityType.ROOT, null, rootArn(), id, id);
        return Origin.of(identity);
    }

    String rootArn() {
        return "arn:aws:iam::" + id + ":root";
    }

    UserIdentity rootIdentity(String accessKeyId) {
        return UserIdentity.builder()
                .type("Root")
                .principalId(id)
                .arn(rootArn())
                .accountId(id)
                .accessKeyId(accessKeyId)
                .build();
    }

    /** Whether no root session was born just now; takes note of the one that is. */
    boolean rootIsBorn(long now) {
        boolean free = now - rootBornAt > 2;
        rootBornAt = free ? now : rootBornAt;
        return free;
    }
}
