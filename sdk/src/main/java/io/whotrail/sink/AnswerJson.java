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
import io.whotrail.event.Provenance;
import java.io.IOException;
import java.util.List;

/** Writes answers with the keys of the NDJSON format, in their fixed order. */
final class AnswerJson {
    private AnswerJson() {}

    static void write(SinkEntry entry, JsonGenerator json) throws IOException {
        if (entry instanceof SinkEntry.Answer answer) {
            write(answer.attribution(), json);
        } else if (entry instanceof SinkEntry.Notice notice) {
            write(notice.revision(), json);
        }
    }

    static void write(Attribution attribution, JsonGenerator json) throws IOException {
        CloudTrailEvent event = attribution.event();
        json.writeStartObject();
        JsonFields.write("eventId", event.eventId(), json);
        JsonFields.write("eventTime", event.eventTime(), json);
        JsonFields.write("eventSource", JsonFields.emptyAsAbsent(event.eventSource()), json);
        JsonFields.write("eventName", JsonFields.emptyAsAbsent(event.eventName()), json);
        JsonFields.write("recipientAccountId", event.recipientAccountId(), json);
        writeBody(attribution, json);
        json.writeEndObject();
    }

    /** What an answer says, without the event. */
    static void writeBody(Attribution attribution, JsonGenerator json) throws IOException {
        JsonFields.write("verdict", word(attribution.verdict()), json);
        json.writeNumberField("revision", attribution.revision());
        json.writeBooleanField("final", attribution.isFinal());
        if (attribution.finalizedEarly()) {
            json.writeBooleanField("finalizedEarly", true);
        }
        writeAnswer(attribution.verdict(), json);
        Session session = attribution.session();
        if (session != null) {
            json.writeFieldName("session");
            write(session, json);
        }
        writeGap(attribution.verdict(), json);
        JsonFields.write("via", attribution.via(), json);
        write(attribution.signals(), json);
        if (attribution.trust() != InputTrust.UNAUTHENTICATED) {
            JsonFields.write("trust", attribution.trust().name(), json);
        }
        Provenance provenance = attribution.event().provenance();
        if (provenance != null) {
            json.writeObjectFieldStart("provenance");
            JsonFields.write("digest", provenance.digest(), json);
            JsonFields.write("fingerprint", provenance.fingerprint(), json);
            json.writeEndObject();
        }
    }

    static void write(SessionRevision revision, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("sessionRevision");
        writeBody(revision, json);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What a notice says. */
    static void writeBody(SessionRevision revision, JsonGenerator json) throws IOException {
        json.writeFieldName("session");
        write(revision.session(), json);
        JsonFields.write("validFrom", revision.validFrom(), json);
        JsonFields.write("validUntil", revision.validUntil(), json);
        json.writeNumberField("revision", revision.revision());
        JsonFields.write("verdict", word(revision.verdict()), json);
        writeAnswer(revision.verdict(), json);
        writeGap(revision.verdict(), json);
        write(revision.signals(), json);
        writeIds("eventIds", revision.eventIds(), json);
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
        JsonFields.write("basis", explanation.basis().name(), json);
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
        JsonFields.write("roleArn", hop.roleArn(), json);
        JsonFields.write("roleId", hop.roleId(), json);
        JsonFields.write("sessionName", hop.sessionName(), json);
        JsonFields.write("sourceIdentity", hop.sourceIdentity(), json);
        JsonFields.write("issuedAt", hop.issuedAt(), json);
        JsonFields.write("link", hop.link().name(), json);
        writeIds("issuanceEventIds", hop.issuanceEventIds(), json);
        json.writeEndObject();
    }

    private static void write(Identity identity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        JsonFields.write("type", identity.type().word(), json);
        JsonFields.write("name", identity.name(), json);
        JsonFields.write("arn", identity.arn(), json);
        JsonFields.write("principalId", identity.principalId(), json);
        JsonFields.write("accountId", identity.accountId(), json);
        JsonFields.write("provider", identity.provider(), json);
        JsonFields.write("userId", identity.userId(), json);
        JsonFields.write("identityStoreArn", identity.identityStoreArn(), json);
        JsonFields.write("service", identity.service(), json);
        JsonFields.write("roleArn", identity.roleArn(), json);
        json.writeEndObject();
    }

    private static void write(Session session, JsonGenerator json) throws IOException {
        json.writeStartObject();
        JsonFields.write("arn", session.arn(), json);
        JsonFields.write("accessKeyId", session.accessKeyId(), json);
        JsonFields.write("createdAt", session.createdAt(), json);
        json.writeEndObject();
    }

    private static void writeGap(Verdict verdict, JsonGenerator json) throws IOException {
        if (!(verdict instanceof Gap gap)) {
            return;
        }
        JsonFields.write("reason", gap.reason().name(), json);
        if (gap.furthest() != null) {
            json.writeFieldName("furthest");
            write(gap.furthest(), json);
        }
        Claims claims = gap.claims();
        if (claims.sessionName() != null || claims.sourceIdentity() != null) {
            json.writeObjectFieldStart("claims");
            JsonFields.write("sessionName", claims.sessionName(), json);
            JsonFields.write("sourceIdentity", claims.sourceIdentity(), json);
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
            JsonFields.write("type", signal.type().name(), json);
            JsonFields.write("detail", signal.detail(), json);
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
}
