// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.InScopeOf;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.event.WebIdFederation;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a checkpoint holds who an event says called. */
final class UserIdentityImage {
    private UserIdentityImage() {}

    static void write(UserIdentity identity, SectionWriter out) throws IOException {
        out.writeText(identity.type());
        out.writeText(identity.principalId());
        out.writeText(identity.arn());
        out.writeText(identity.accountId());
        out.writeText(identity.accessKeyId());
        out.writeText(identity.userName());
        out.writeText(identity.invokedBy());
        out.writeText(identity.identityProvider());
        out.writeText(identity.credentialId());
        write(identity.sessionContext(), out);
        write(identity.onBehalfOf(), out);
        write(identity.inScopeOf(), out);
        out.writeText(identity.delegateAccountId());
    }

    static UserIdentity read(SectionReader in) throws IOException, CheckpointException {
        return new UserIdentity(
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                readContext(in),
                in.readBoolean() ? new OnBehalfOf(in.readText(), in.readText()) : null,
                in.readBoolean() ? new InScopeOf(in.readText(), in.readText(), in.readText(), in.readText()) : null,
                in.readText());
    }

    private static void write(@Nullable OnBehalfOf user, SectionWriter out) throws IOException {
        out.writeBoolean(user != null);
        if (user != null) {
            out.writeText(user.userId());
            out.writeText(user.identityStoreArn());
        }
    }

    private static void write(@Nullable InScopeOf scope, SectionWriter out) throws IOException {
        out.writeBoolean(scope != null);
        if (scope != null) {
            out.writeText(scope.issuerType());
            out.writeText(scope.credentialsIssuedTo());
            out.writeText(scope.sourceArn());
            out.writeText(scope.sourceAccount());
        }
    }

    private static void write(@Nullable SessionContext context, SectionWriter out) throws IOException {
        out.writeBoolean(context != null);
        if (context == null) {
            return;
        }
        SessionIssuer issuer = context.sessionIssuer();
        out.writeBoolean(issuer != null);
        if (issuer != null) {
            out.writeText(issuer.type());
            out.writeText(issuer.principalId());
            out.writeText(issuer.arn());
            out.writeText(issuer.accountId());
            out.writeText(issuer.userName());
        }
        EventImage.write(context.creationDate(), out);
        EventImage.write(context.mfaAuthenticated(), out);
        out.writeText(context.sourceIdentity());
        out.writeText(context.ec2RoleDelivery());
        out.writeBoolean(context.assumedRoot());
        out.writeText(context.signInSessionArn());
        write(context.webIdFederation(), out);
    }

    private static @Nullable SessionContext readContext(SectionReader in) throws IOException, CheckpointException {
        return in.readBoolean()
                ? new SessionContext(
                        in.readBoolean()
                                ? new SessionIssuer(
                                        in.readText(), in.readText(), in.readText(), in.readText(), in.readText())
                                : null,
                        EventImage.readTime(in),
                        EventImage.readSaid(in),
                        in.readText(),
                        in.readText(),
                        in.readBoolean(),
                        in.readText(),
                        readFederation(in))
                : null;
    }

    private static void write(@Nullable WebIdFederation federation, SectionWriter out) throws IOException {
        out.writeBoolean(federation != null);
        if (federation != null) {
            out.writeText(federation.federatedProvider());
            out.writeCount(federation.attributes().size());
            for (var attribute : new TreeMap<>(federation.attributes()).entrySet()) {
                out.writeText(attribute.getKey());
                out.writeText(attribute.getValue());
            }
        }
    }

    private static @Nullable WebIdFederation readFederation(SectionReader in) throws IOException, CheckpointException {
        if (!in.readBoolean()) {
            return null;
        }
        String provider = in.readText();
        long count = in.readCount();
        Map<String, String> attributes = new HashMap<>();
        for (long i = 0; i < count; i++) {
            attributes.put(in.readTextOrFail(), in.readTextOrFail());
        }
        return new WebIdFederation(provider, attributes);
    }
}
