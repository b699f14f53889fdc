// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.IdentityType;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.time.Instant;

/** An IAM user. Immutable. */
final class Person {
    private final OrgAccount account;
    private final String name;
    private final Origin origin;
    private final Acting byKey;
    private final Acting signingIn;

    Person(OrgAccount account, String name, Identifiers ids, String address) {
        this.account = account;
        this.name = name;
        String arn = "arn:aws:iam::" + account.id() + ":user/people/" + name;
        String userId = ids.uniqueId("AIDA", account.number());
        this.origin = Origin.of(Origin.identity(IdentityType.IAM_USER, name, arn, userId, account.id()));
        this.byKey = acting(identity(ids.key("AKIA", account.number()), null, null), address);
        this.signingIn = acting(identity(null, null, null), address);
    }

    private Acting acting(UserIdentity identity, String address) {
        return Acting.self(identity, origin, account, address, Scenario.USER);
    }

    OrgAccount account() {
        return account;
    }

    String name() {
        return name;
    }

    Origin origin() {
        return origin;
    }

    String id() {
        return origin.identity().principalId();
    }

    String arn() {
        return origin.identity().arn();
    }

    /** With the long-term key. */
    Acting byKey() {
        return byKey;
    }

    /** At the sign-in page, without a key. */
    Acting signingIn() {
        return signingIn;
    }

    /** With a temporary key, born at a time. */
    UserIdentity identity(String accessKeyId, Instant birth, String invokedBy) {
        SessionContext context =
                birth == null ? null : new SessionContext(null, birth, Boolean.TRUE, null, null, false, null, null);
        return UserIdentity.builder()
                .type("IAMUser")
                .principalId(id())
                .arn(arn())
                .accountId(account.id())
                .accessKeyId(accessKeyId)
                .userName(name)
                .sessionContext(context)
                .invokedBy(invokedBy)
                .build();
    }
}
