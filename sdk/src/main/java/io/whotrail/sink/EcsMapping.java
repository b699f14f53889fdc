// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Identity;
import io.whotrail.SessionRevision;
import io.whotrail.Verdict;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry as a document of the Elastic Common Schema. */
final class EcsMapping {
    /** The version whose fields these are. */
    static final String VERSION = "9.5.0-dev";

    private static final String OWN = "whotrail";

    private EcsMapping() {}

    /** A user as the schema has one. */
    private record User(@Nullable String name, @Nullable String id) {
        boolean isEmpty() {
            return name == null && id == null;
        }

        void writeParts(JsonLine json) throws IOException {
            JsonFields.write("name", name, json);
            JsonFields.write("id", id, json);
        }
    }

    static void write(SinkEntry entry, EcsPlacement placement, JsonLine json) throws IOException {
        json.writeStartObject();
        if (entry instanceof SinkEntry.Answer answer) {
            write(answer.attribution(), placement, json);
        } else if (entry instanceof SinkEntry.Notice notice) {
            write(notice.revision(), json);
        }
        json.writeObjectFieldStart(OWN);
        JsonFields.write("document_id", entry.documentId(), json);
        if (entry instanceof SinkEntry.Answer answer) {
            JsonFields.write("kind", "answer", json);
            AnswerJson.writeBody(answer.attribution(), json);
        } else if (entry instanceof SinkEntry.Notice notice) {
            JsonFields.write("kind", "session_revision", json);
            AnswerJson.writeBody(notice.revision(), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(SessionRevision notice, JsonLine json) throws IOException {
        JsonFields.write("@timestamp", PlainTime.orNull(notice.session().createdAt()), json);
        writeVersion(json);
        json.writeObjectFieldStart("event");
        json.writeStringField("kind", "enrichment");
        json.writeEndObject();
        writeRelated(null, originOf(notice.verdict()), null, json);
    }

    private static void write(Attribution answer, EcsPlacement placement, JsonLine json) throws IOException {
        CloudTrailEvent event = answer.event();
        JsonFields.write("@timestamp", PlainTime.orNull(event.eventTime()), json);
        writeVersion(json);
        writeEvent(event, json);
        writeCloud(event, json);
        String ip = IpAddress.is(event.sourceIpAddress()) ? event.sourceIpAddress() : null;
        if (event.sourceIpAddress() != null) {
            json.writeObjectFieldStart("source");
            JsonFields.write("address", event.sourceIpAddress(), json);
            JsonFields.write("ip", ip, json);
            json.writeEndObject();
        }
        User acting = acting(event.userIdentity());
        Identity origin = originOf(answer.verdict());
        if (placement == EcsPlacement.NAMESPACE) {
            writeUser(acting, new User(null, null), json);
        } else {
            boolean itself = answer.verdict() instanceof Explanation explanation
                    && explanation.chain().hops().isEmpty();
            writeUser(user(origin), itself ? new User(null, null) : acting, json);
        }
        writeRelated(acting, origin, ip, json);
    }

    private static void writeVersion(JsonLine json) throws IOException {
        json.writeObjectFieldStart("ecs");
        json.writeStringField("version", VERSION);
        json.writeEndObject();
    }

    private static void writeEvent(CloudTrailEvent event, JsonLine json) throws IOException {
        json.writeObjectFieldStart("event");
        json.writeStringField("kind", "event");
        boolean signIn = SignIn.of(event) != null;
        json.writeArrayFieldStart("category");
        json.writeString(signIn ? "authentication" : "api");
        json.writeEndArray();
        json.writeArrayFieldStart("type");
        json.writeString(signIn ? "start" : "info");
        json.writeEndArray();
        json.writeStringField("id", event.eventId());
        JsonFields.write("action", JsonFields.emptyAsAbsent(event.eventName()), json);
        JsonFields.write("provider", JsonFields.emptyAsAbsent(event.eventSource()), json);
        json.writeStringField("outcome", SignIn.failed(event) ? "failure" : "success");
        json.writeEndObject();
        if (event.errorCode() != null) {
            json.writeObjectFieldStart("error");
            json.writeStringField("code", event.errorCode());
            json.writeEndObject();
        }
    }

    private static void writeCloud(CloudTrailEvent event, JsonLine json) throws IOException {
        json.writeObjectFieldStart("cloud");
        json.writeStringField("provider", "aws");
        JsonFields.write("region", event.awsRegion(), json);
        if (event.recipientAccountId() != null) {
            json.writeObjectFieldStart("account");
            json.writeStringField("id", event.recipientAccountId());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeUser(User user, User effective, JsonLine json) throws IOException {
        if (user.isEmpty() && effective.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("user");
        user.writeParts(json);
        if (!effective.isEmpty()) {
            json.writeObjectFieldStart("effective");
            effective.writeParts(json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Who acts, and whoever is proven to be behind it: no candidate and no claim. */
    private static void writeRelated(
            @Nullable User acting, @Nullable Identity origin, @Nullable String ip, JsonLine json) throws IOException {
        Set<String> users = new LinkedHashSet<>();
        if (acting != null) {
            add(users, acting.name(), acting.id());
        }
        if (origin != null) {
            add(users, origin.name(), origin.arn(), origin.principalId(), origin.userId());
        }
        if (users.isEmpty() && ip == null) {
            return;
        }
        json.writeObjectFieldStart("related");
        writeAll("user", users, json);
        writeAll("ip", ip == null ? Set.of() : Set.of(ip), json);
        json.writeEndObject();
    }

    private static void writeAll(String key, Set<String> texts, JsonLine json) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(key);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void add(Set<String> users, @Nullable String... texts) {
        for (@Nullable String text : texts) {
            if (text != null && !text.isEmpty()) {
                users.add(text);
            }
        }
    }

    private static @Nullable Identity originOf(Verdict verdict) {
        return verdict instanceof Explanation explanation ? explanation.origin() : null;
    }

    private static User user(@Nullable Identity origin) {
        return origin == null
                ? new User(null, null)
                : new User(
                        JsonFields.emptyAsAbsent(origin.name()),
                        JsonFields.firstOf(origin.principalId(), origin.userId(), origin.arn(), origin.accountId()));
    }

    /** Of a role session the role, by its name, as Elastic's integration has it. */
    private static User acting(UserIdentity identity) {
        SessionContext context = identity.sessionContext();
        SessionIssuer issuer = context == null ? null : context.sessionIssuer();
        return new User(
                JsonFields.firstOf(issuer == null ? null : issuer.userName(), identity.userName()),
                JsonFields.emptyAsAbsent(identity.principalId()));
    }
}
