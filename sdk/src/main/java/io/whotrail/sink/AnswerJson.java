// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.Ambiguity;
import io.whotrail.Attribution;
import io.whotrail.Claims;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import io.whotrail.Signal;
import io.whotrail.Verdict;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes answers with the keys of the NDJSON format, in their fixed order. */
final class AnswerJson {
    private AnswerJson() {}

    static void write(Attribution attribution, JsonGenerator json) throws IOException {
        CloudTrailEvent event = attribution.event();
        json.writeStartObject();
        write("eventId", event.eventId(), json);
        write("eventTime", event.eventTime(), json);
        write("eventSource", emptyAsAbsent(event.eventSource()), json);
        write("eventName", emptyAsAbsent(event.eventName()), json);
        write("recipientAccountId", event.recipientAccountId(), json);
        write("verdict", word(attribution.verdict()), json);
        json.writeNumberField("revision", attribution.revision());
        json.writeBooleanField("final", attribution.isFinal());
        if (attribution.finalizedEarly()) {
            json.writeBooleanField("finalizedEarly", true);
        }
        writeAnswer(attribution.verdict(), json);
        if (attribution.session() != null) {
            json.writeFieldName("session");
            write(attribution.session(), json);
        }
        writeGap(attribution.verdict(), json);
        write("via", attribution.via(), json);
        write(attribution.signals(), json);
        if (attribution.trust() != InputTrust.UNAUTHENTICATED) {
            write("trust", attribution.trust().name(), json);
        }
        if (event.provenance() != null) {
            json.writeObjectFieldStart("provenance");
            write("digest", event.provenance().digest(), json);
            write("fingerprint", event.provenance().fingerprint(), json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static void write(SessionRevision revision, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("sessionRevision");
        json.writeFieldName("session");
        write(revision.session(), json);
        json.writeNumberField("revision", revision.revision());
        write("verdict", word(revision.verdict()), json);
        writeAnswer(revision.verdict(), json);
        writeGap(revision.verdict(), json);
        write(revision.signals(), json);
        writeIds("eventIds", revision.eventIds(), json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Explanation) {
            return "ATTRIBUTED";
        }
        return verdict instanceof Ambiguity ? "AMBIGUOUS" : "UNATTRIBUTED";
    }

    private static void writeAnswer(Verdict verdict, JsonGenerator json) throws IOException {
        if (verdict instanceof Explanation explanation) {
            writeParts(explanation, json);
        } else if (verdict instanceof Ambiguity ambiguity) {
            json.writeArrayFieldStart("candidates");
            for (Explanation candidate : ambiguity.candidates()) {
                json.writeStartObject();
                writeParts(candidate, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeParts(Explanation explanation, JsonGenerator json) throws IOException {
        json.writeFieldName("origin");
        write(explanation.origin(), json);
        write("basis", explanation.basis().name(), json);
        json.writeArrayFieldStart("chain");
        for (Hop hop : explanation.chain().hops()) {
            write(hop, json);
        }
        json.writeEndArray();
        if (explanation.chain().isShortened()) {
            json.writeNumberField("chainLength", explanation.chain().length());
        }
    }

    private static void write(Hop hop, JsonGenerator json) throws IOException {
        json.writeStartObject();
        write("roleArn", hop.roleArn(), json);
        write("roleId", hop.roleId(), json);
        write("sessionName", hop.sessionName(), json);
        write("sourceIdentity", hop.sourceIdentity(), json);
        write("issuedAt", hop.issuedAt(), json);
        write("link", hop.link().name(), json);
        writeIds("issuanceEventIds", hop.issuanceEventIds(), json);
        json.writeEndObject();
    }

    private static void write(Identity identity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        write("type", identity.type().word(), json);
        write("name", identity.name(), json);
        write("arn", identity.arn(), json);
        write("principalId", identity.principalId(), json);
        write("accountId", identity.accountId(), json);
        write("provider", identity.provider(), json);
        write("userId", identity.userId(), json);
        write("identityStoreArn", identity.identityStoreArn(), json);
        write("service", identity.service(), json);
        write("roleArn", identity.roleArn(), json);
        json.writeEndObject();
    }

    private static void write(Session session, JsonGenerator json) throws IOException {
        json.writeStartObject();
        write("arn", session.arn(), json);
        write("accessKeyId", session.accessKeyId(), json);
        write("createdAt", session.createdAt(), json);
        json.writeEndObject();
    }

    private static void writeGap(Verdict verdict, JsonGenerator json) throws IOException {
        if (!(verdict instanceof Gap gap)) {
            return;
        }
        write("reason", gap.reason().name(), json);
        if (gap.furthest() != null) {
            json.writeFieldName("furthest");
            write(gap.furthest(), json);
        }
        Claims claims = gap.claims();
        if (claims.sessionName() != null || claims.sourceIdentity() != null) {
            json.writeObjectFieldStart("claims");
            write("sessionName", claims.sessionName(), json);
            write("sourceIdentity", claims.sourceIdentity(), json);
            json.writeEndObject();
        }
    }

    private static void write(List<Signal> signals, JsonGenerator json) throws IOException {
        if (signals.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("signals");
        for (Signal signal : signals) {
            json.writeStartObject();
            write("type", signal.type().name(), json);
            write("detail", signal.detail(), json);
            writeIds("eventIds", signal.eventIds(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeIds(String key, List<String> ids, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(key);
        for (String id : ids) {
            json.writeString(id);
        }
        json.writeEndArray();
    }

    private static void write(String key, @Nullable Instant time, JsonGenerator json) throws IOException {
        write(key, time == null ? null : time.toString(), json);
    }

    private static void write(String key, @Nullable String value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeStringField(key, value);
        }
    }

    private static @Nullable String emptyAsAbsent(String text) {
        return text.isEmpty() ? null : text;
    }
}
