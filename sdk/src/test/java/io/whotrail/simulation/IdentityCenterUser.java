// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.UserIdentity;
import java.util.List;

/** A user of IAM Identity Center, which lives in the management account. Immutable. */
final class IdentityCenterUser {
    private static final String PROVIDER = "/nQTosBbaHrvuioiTKQkrbl3/WM=";

    private final String name;
    private final OnBehalfOf onBehalfOf;
    private final Identity samlUser;
    private final Origin origin;
    private final Acting acting;
    private final UserIdentity asSubject;

    IdentityCenterUser(OrgAccount account, String name, String userId, String storeArn) {
        this.name = name;
        this.onBehalfOf = new OnBehalfOf(userId, storeArn);
        this.samlUser = Origin.federated(IdentityType.SAML_USER, name, PROVIDER, PROVIDER + ':' + name);
        Identity byName = Origin.identityCenterUser(name, null, null);
        this.origin = new Origin(Origin.identityCenterUser(name, userId, storeArn), List.of(samlUser, byName));
        this.acting = Acting.self(
                UserIdentity.builder()
                        .type("IdentityCenterUser")
                        .accountId(account.id())
                        .onBehalfOf(onBehalfOf)
                        .credentialId("AAAAAGpEaIMIfeJr" + userId)
                        .build(),
                origin,
                account,
                "198.51.100.9",
                Scenario.IDENTITY_CENTER);
        this.asSubject = UserIdentity.builder()
                .type("SAMLUser")
                .principalId(PROVIDER + ':' + name)
                .userName(name)
                .identityProvider(PROVIDER)
                .build();
    }

    String name() {
        return name;
    }

    OnBehalfOf onBehalfOf() {
        return onBehalfOf;
    }

    /** Calling Identity Center itself. */
    Acting acting() {
        return acting;
    }

    /** As Identity Center vouches for the user in a member account. */
    Acting asSubject(OrgAccount account) {
        return Acting.self(
                asSubject, origin, Outcome.direct(samlUser), account, "sso.amazonaws.com", Scenario.IDENTITY_CENTER);
    }

    /** What an event of a session shows, where nothing better is known. */
    Outcome carried(boolean showsUserId) {
        return Outcome.known(
                showsUserId ? origin.identity() : Origin.identityCenterUser(name, null, null), Basis.PROVIDER);
    }
}
