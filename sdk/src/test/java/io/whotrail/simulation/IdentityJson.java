// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.event.WebIdFederation;
import java.io.IOException;
import java.util.TreeMap;

/** Writes a {@code userIdentity} in CloudTrail's field order. */
final class IdentityJson {
    private IdentityJson() {}

    static void write(UserIdentity identity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, "type", identity.type());
        text(json, "principalId", identity.principalId());
        text(json, "arn", identity.arn());
        text(json, "accountId", identity.accountId());
        text(json, "accessKeyId", identity.accessKeyId());
        text(json, "userName", identity.userName());
        if (identity.sessionContext() != null) {
            write(identity.sessionContext(), json);
        }
        text(json, "invokedBy", identity.invokedBy());
        text(json, "identityProvider", identity.identityProvider());
        if (identity.onBehalfOf() != null) {
            json.writeObjectFieldStart("onBehalfOf");
            text(json, "userId", identity.onBehalfOf().userId());
            text(json, "identityStoreArn", identity.onBehalfOf().identityStoreArn());
            json.writeEndObject();
        }
        if (identity.inScopeOf() != null) {
            json.writeObjectFieldStart("inScopeOf");
            text(json, "issuerType", identity.inScopeOf().issuerType());
            text(json, "credentialsIssuedTo", identity.inScopeOf().credentialsIssuedTo());
            json.writeEndObject();
        }
        text(json, "credentialId", identity.credentialId());
        json.writeEndObject();
    }

    private static void write(SessionContext context, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("sessionContext");
        json.writeObjectFieldStart("sessionIssuer");
        SessionIssuer issuer = context.sessionIssuer();
        if (issuer != null) {
            text(json, "type", issuer.type());
            text(json, "principalId", issuer.principalId());
            text(json, "arn", issuer.arn());
            text(json, "accountId", issuer.accountId());
            text(json, "userName", issuer.userName());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("webIdFederationData");
        WebIdFederation federation = context.webIdFederation();
        if (federation != null) {
            text(json, "federatedProvider", federation.federatedProvider());
            json.writeObjectFieldStart("attributes");
            for (var attribute : new TreeMap<>(federation.attributes()).entrySet()) {
                text(json, attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("attributes");
        text(json, "creationDate", String.valueOf(context.creationDate()));
        text(json, "mfaAuthenticated", String.valueOf(context.mfaAuthenticated()));
        json.writeEndObject();
        text(json, "sourceIdentity", context.sourceIdentity());
        text(json, "ec2RoleDelivery", context.ec2RoleDelivery());
        json.writeEndObject();
    }

    /** A field, left out where nothing is known. */
    static void text(JsonGenerator json, String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
