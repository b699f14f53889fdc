// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

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
import org.jspecify.annotations.Nullable;

/** Writes answers with the keys of the NDJSON format, in their fixed order. */
final class AnswerJson {
    private AnswerJson() {}

    static void write(SinkEntry entry, JsonLine json) throws IOException {
        if (entry instanceof SinkEntry.Answer answer) {
            write(answer.attribution(), json);
        } else if (entry instanceof SinkEntry.Notice notice) {
            write(notice.revision(), json);
        }
    }

    static void write(Attribution attribution, JsonLine json) throws IOException {
        CloudTrailEvent event = attribution.event();
        json.writeStartObject();
        json.write(AnswerKey.EVENT_ID, event.eventId());
        json.write(AnswerKey.EVENT_TIME, event.eventTime());
        json.write(AnswerKey.EVENT_SOURCE, JsonFields.emptyAsAbsent(event.eventSource()));
        json.write(AnswerKey.EVENT_NAME, JsonFields.emptyAsAbsent(event.eventName()));
        json.write(AnswerKey.RECIPIENT_ACCOUNT_ID, event.recipientAccountId());
        writeBody(attribution, json);
        json.writeEndObject();
    }

    /** What an answer says, without the event. */
    static void writeBody(Attribution attribution, JsonLine json) throws IOException {
        json.write(AnswerKey.VERDICT, word(attribution.verdict()));
        json.write(AnswerKey.REVISION, attribution.revision());
        json.write(AnswerKey.FINAL, attribution.isFinal());
        if (attribution.finalizedEarly()) {
            json.write(AnswerKey.FINALIZED_EARLY, true);
        }
        writeCommon(attribution, json);
        Provenance provenance = attribution.event().provenance();
        if (provenance != null) {
            json.beginObject(AnswerKey.PROVENANCE);
            json.write(AnswerKey.DIGEST, provenance.digest());
            json.write(AnswerKey.FINGERPRINT, provenance.fingerprint());
            json.writeEndObject();
        }
    }

    /** What all answers of a session have in common; always after other fields. */
    private static void writeCommon(Attribution attribution, JsonLine json) throws IOException {
        RecentAnswers recent = json.recent();
        Session session = attribution.session();
        byte[] known = recent.find(attribution, session);
        if (known != null) {
            json.writeFields(known);
        } else if (recent.isEnabled()) {
            int from = json.position();
            writeCommon(attribution, session, json);
            recent.keep(attribution, session, json.since(from));
        } else {
            writeCommon(attribution, session, json);
        }
    }

    private static void writeCommon(Attribution attribution, @Nullable Session session, JsonLine json)
            throws IOException {
        writeAnswer(attribution.verdict(), json);
        if (session != null) {
            json.name(AnswerKey.SESSION);
            write(session, json);
        }
        writeGap(attribution.verdict(), json);
        json.write(AnswerKey.VIA, attribution.via());
        write(attribution.signals(), json);
        if (attribution.trust() != InputTrust.UNAUTHENTICATED) {
            json.write(AnswerKey.TRUST, attribution.trust().name());
        }
    }

    static void write(SessionRevision revision, JsonLine json) throws IOException {
        json.writeStartObject();
        json.beginObject(AnswerKey.SESSION_REVISION);
        writeBody(revision, json);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What a notice says. */
    static void writeBody(SessionRevision revision, JsonLine json) throws IOException {
        json.name(AnswerKey.SESSION);
        write(revision.session(), json);
        json.write(AnswerKey.VALID_FROM, revision.validFrom());
        json.write(AnswerKey.VALID_UNTIL, revision.validUntil());
        json.write(AnswerKey.REVISION, revision.revision());
        json.write(AnswerKey.VERDICT, word(revision.verdict()));
        writeAnswer(revision.verdict(), json);
        writeGap(revision.verdict(), json);
        write(revision.signals(), json);
        writeIds(AnswerKey.EVENT_IDS, revision.eventIds(), json);
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Explanation) {
            return "ATTRIBUTED";
        }
        return verdict instanceof Ambiguity ? "AMBIGUOUS" : "UNATTRIBUTED";
    }

    private static void writeAnswer(Verdict verdict, JsonLine json) throws IOException {
        if (verdict instanceof Explanation explanation) {
            writeParts(explanation, json);
        } else if (verdict instanceof Ambiguity ambiguity) {
            json.beginArray(AnswerKey.CANDIDATES);
            for (Explanation candidate : ambiguity.candidates()) {
                json.writeStartObject();
                writeParts(candidate, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeParts(Explanation explanation, JsonLine json) throws IOException {
        json.name(AnswerKey.ORIGIN);
        write(explanation.origin(), json);
        json.write(AnswerKey.BASIS, explanation.basis().name());
        json.beginArray(AnswerKey.CHAIN);
        for (Hop hop : explanation.chain().hops()) {
            write(hop, json);
        }
        json.writeEndArray();
        if (explanation.chain().isShortened()) {
            json.write(AnswerKey.CHAIN_LENGTH, explanation.chain().length());
        }
    }

    private static void write(Hop hop, JsonLine json) throws IOException {
        json.writeStartObject();
        json.write(AnswerKey.ROLE_ARN, hop.roleArn());
        json.write(AnswerKey.ROLE_ID, hop.roleId());
        json.write(AnswerKey.SESSION_NAME, hop.sessionName());
        json.write(AnswerKey.SOURCE_IDENTITY, hop.sourceIdentity());
        json.write(AnswerKey.ISSUED_AT, hop.issuedAt());
        json.write(AnswerKey.LINK, hop.link().name());
        writeIds(AnswerKey.ISSUANCE_EVENT_IDS, hop.issuanceEventIds(), json);
        json.writeEndObject();
    }

    private static void write(Identity identity, JsonLine json) throws IOException {
        json.writeStartObject();
        json.write(AnswerKey.TYPE, identity.type().word());
        json.write(AnswerKey.NAME, identity.name());
        json.write(AnswerKey.ARN, identity.arn());
        json.write(AnswerKey.PRINCIPAL_ID, identity.principalId());
        json.write(AnswerKey.ACCOUNT_ID, identity.accountId());
        json.write(AnswerKey.PROVIDER, identity.provider());
        json.write(AnswerKey.USER_ID, identity.userId());
        json.write(AnswerKey.IDENTITY_STORE_ARN, identity.identityStoreArn());
        json.write(AnswerKey.SERVICE, identity.service());
        json.write(AnswerKey.ROLE_ARN, identity.roleArn());
        json.writeEndObject();
    }

    private static void write(Session session, JsonLine json) throws IOException {
        json.writeStartObject();
        json.write(AnswerKey.ARN, session.arn());
        json.write(AnswerKey.ACCESS_KEY_ID, session.accessKeyId());
        json.write(AnswerKey.CREATED_AT, session.createdAt());
        json.writeEndObject();
    }

    private static void writeGap(Verdict verdict, JsonLine json) throws IOException {
        if (!(verdict instanceof Gap gap)) {
            return;
        }
        json.write(AnswerKey.REASON, gap.reason().name());
        if (gap.furthest() != null) {
            json.name(AnswerKey.FURTHEST);
            write(gap.furthest(), json);
        }
        Claims claims = gap.claims();
        if (claims.sessionName() != null || claims.sourceIdentity() != null) {
            json.beginObject(AnswerKey.CLAIMS);
            json.write(AnswerKey.SESSION_NAME, claims.sessionName());
            json.write(AnswerKey.SOURCE_IDENTITY, claims.sourceIdentity());
            json.writeEndObject();
        }
    }

    private static void write(List<Signal> signals, JsonLine json) throws IOException {
        if (signals.isEmpty()) {
            return;
        }
        json.beginArray(AnswerKey.SIGNALS);
        for (Signal signal : signals) {
            json.writeStartObject();
            json.write(AnswerKey.TYPE, signal.type().name());
            json.write(AnswerKey.DETAIL, signal.detail());
            writeIds(AnswerKey.EVENT_IDS, signal.eventIds(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeIds(AnswerKey key, List<String> ids, JsonLine json) throws IOException {
        json.beginArray(key);
        for (String id : ids) {
            json.writeString(id);
        }
        json.writeEndArray();
    }
}
