// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.Session;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Who acts, as CloudTrail shows it and OCSF names it. */
final class OcsfActor {
    /** A kind of user that the schema does not know, named in {@code type}. */
    private static final int OTHER = 99;

    private OcsfActor() {}

    static void write(Attribution answer, JsonLine json) throws IOException {
        CloudTrailEvent event = answer.event();
        UserIdentity identity = event.userIdentity();
        boolean named = isNamed(identity);
        json.writeObjectFieldStart("actor");
        if (named) {
            writeUser(identity, json);
        }
        if (answer.session() != null) {
            writeSession(answer.session(), identity.sessionContext(), json);
        }
        writeProvider(identity, json);
        String invokedBy = JsonFields.emptyAsAbsent(identity.invokedBy());
        JsonFields.write("invoked_by", invokedBy, json);
        if (!named && answer.session() == null && invokedBy == null) {
            String service = JsonFields.emptyAsAbsent(event.eventSource());
            json.writeStringField("app_name", service == null ? OcsfMapping.UNKNOWN : service);
        }
        json.writeEndObject();
    }

    private static boolean isNamed(UserIdentity identity) {
        return JsonFields.firstOf(identity.arn(), identity.userName(), identity.accountId(), identity.principalId())
                != null;
    }

    private static void writeUser(UserIdentity identity, JsonLine json) throws IOException {
        json.writeObjectFieldStart("user");
        if (identity.type() != null) {
            json.writeNumberField("type_id", OTHER);
            json.writeStringField("type", identity.type());
        }
        JsonFields.write("name", JsonFields.emptyAsAbsent(identity.userName()), json);
        String uid = JsonFields.firstOf(identity.arn(), identity.principalId());
        JsonFields.write("uid", uid, json);
        JsonFields.write("uid_alt", JsonFields.emptyAsAbsent(identity.principalId()), json);
        JsonFields.write("credential_uid", identity.accessKeyId(), json);
        OcsfMapping.writeAccount(identity.accountId(), json);
        json.writeEndObject();
    }

    private static void writeSession(Session session, @Nullable SessionContext context, JsonLine json)
            throws IOException {
        json.writeObjectFieldStart("session");
        JsonFields.write("uid", session.arn(), json);
        JsonFields.write("credential_uid", session.accessKeyId(), json);
        OcsfMapping.writeTime("created_time", session.createdAt(), json);
        if (context != null && context.sessionIssuer() != null) {
            JsonFields.write("issuer", context.sessionIssuer().arn(), json);
        }
        if (context != null && context.mfaAuthenticated() != null) {
            json.writeBooleanField("is_mfa", context.mfaAuthenticated());
        }
        json.writeEndObject();
    }

    private static void writeProvider(UserIdentity identity, JsonLine json) throws IOException {
        OnBehalfOf onBehalfOf = identity.onBehalfOf();
        String name = JsonFields.emptyAsAbsent(identity.identityProvider());
        String uid = onBehalfOf == null ? null : JsonFields.emptyAsAbsent(onBehalfOf.identityStoreArn());
        if (name != null || uid != null) {
            json.writeObjectFieldStart("idp");
            JsonFields.write("name", name, json);
            JsonFields.write("uid", uid, json);
            json.writeEndObject();
        }
    }
}
