// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.event.UserIdentity;

/**
 * Somebody whom an identity provider vouches for.
 *
 * @param name the subject
 * @param provider what the record calls the provider
 * @param type whether the provider is one of SAML or of OpenID Connect
 * @param principalId what the record shows as unique id
 */
record Subject(String name, String provider, IdentityType type, String principalId) {
    static Subject saml(String name, Identifiers ids) {
        String qualifier = ids.hex(16) + "QkrbL3/WM=";
        return new Subject(name, qualifier, IdentityType.SAML_USER, qualifier + ':' + name);
    }

    static Subject web(String name, String provider, String audience) {
        return new Subject(name, provider, IdentityType.WEB_IDENTITY_USER, provider + ':' + audience + ':' + name);
    }

    private Identity identity() {
        return Origin.federated(type, name, provider, principalId);
    }

    Acting acting(OrgAccount account, String address, Scenario scenario) {
        UserIdentity shown = UserIdentity.builder()
                .type(type.word())
                .principalId(principalId)
                .userName(name)
                .identityProvider(provider)
                .build();
        return Acting.self(shown, Origin.of(identity()), account, address, scenario);
    }
}
