// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import java.util.List;
import java.util.Map;

/** Somebody whom a SAML or OpenID Connect provider vouches for; may only assume roles. */
public final class Federated extends Actor {
    private final IdentityType type;
    private final String provider;
    private final String audience;
    private final String subject;
    private final String address;

    private Federated(
            Account account, IdentityType type, String provider, String audience, String subject, String address) {
        super(account);
        this.type = type;
        this.provider = provider;
        this.audience = audience;
        this.subject = subject;
        this.address = address;
    }

    static Federated saml(Account account, String provider, String subject, String address) {
        return new Federated(
                account, IdentityType.SAML_USER, provider, "aO0k2ISxFrOpJyc9VN3XkLqPzxA=", subject, address);
    }

    static Federated web(Account account, String provider, String audience, String subject, String address) {
        return new Federated(account, IdentityType.WEB_IDENTITY_USER, provider, audience, subject, address);
    }

    private boolean isSaml() {
        return type == IdentityType.SAML_USER;
    }

    private String principalId() {
        return isSaml() ? audience + ':' + subject : provider + ':' + audience + ':' + subject;
    }

    /** SAML calls its provider by a hash that qualifies the name, OpenID Connect by its ARN. */
    private String identityProvider() {
        return isSaml() ? audience : provider;
    }

    @Override
    public Identity origin() {
        return Origins.federated(type, subject, identityProvider(), principalId());
    }

    @Override
    Map<String, Object> userIdentity() {
        return Json.object(
                "type", type.word(),
                "principalId", principalId(),
                "userName", subject,
                "identityProvider", identityProvider());
    }

    @Override
    String address() {
        return address;
    }

    /** What only these providers' {@code AssumeRole…} have. */
    void complete(Draft draft) {
        Map<String, Object> request = draft.object("requestParameters");
        Map<String, Object> response = draft.object("responseElements");
        if (isSaml()) {
            draft.put("eventName", "AssumeRoleWithSAML");
            request.put("sAMLAssertionID", "_4bed2fda-0b5f-4c57-9a7e-1d3c1ef5a6b0");
            request.put("principalArn", provider);
            response.put("subject", subject);
            response.put("subjectType", "persistent");
            response.put("issuer", "https://idp.example.com/saml");
            response.put("audience", "https://signin.aws.amazon.com/saml");
            response.put("nameQualifier", audience);
            draft.put(
                    "resources",
                    List.of(Json.object(
                            "accountId", account().id(), "type", "AWS::IAM::SAMLProvider", "ARN", provider)));
        } else {
            draft.put("eventName", "AssumeRoleWithWebIdentity");
            response.put("subjectFromWebIdentityToken", subject);
            response.put("provider", provider);
            response.put("audience", audience);
            draft.object("additionalEventData").put("identityProviderConnectionVerificationMethod", "IAMTrustStore");
        }
    }

    String provider() {
        return provider;
    }
}
