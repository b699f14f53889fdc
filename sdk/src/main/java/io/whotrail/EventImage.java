// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.Addendum;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.event.Provenance;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a checkpoint holds an event: with all that it has. */
final class EventImage {
    private static final int NO_TIME = 0;
    private static final int SECOND = 1;
    private static final int WITHIN_SECOND = 2;
    private static final int UNSAID = 2;

    private EventImage() {}

    static void write(CloudTrailEvent event, SectionWriter out) throws IOException {
        out.writeOwnText(event.eventId());
        write(event.eventTime(), out);
        out.writeText(event.eventSource());
        out.writeText(event.eventName());
        out.writeText(event.awsRegion());
        out.writeText(event.sourceIpAddress());
        out.writeText(event.eventType());
        out.writeText(event.errorCode());
        out.writeText(event.recipientAccountId());
        out.writeOwnText(event.sharedEventId());
        out.writeBoolean(event.sessionCredentialFromConsole());
        UserIdentityImage.write(event.userIdentity(), out);
        write(event.requestParameters(), out);
        write(event.responseElements(), out);
        write(event.additionalEventData(), out);
        write(event.addendum(), out);
        write(event.iamRole(), out);
        Codes.TRUST.write(event.inputTrust(), out);
        Provenance proof = event.provenance();
        out.writeBoolean(proof != null);
        if (proof != null) {
            out.writeText(proof.digest());
            out.writeText(proof.fingerprint());
        }
    }

    static CloudTrailEvent read(SectionReader in) throws IOException, CheckpointException {
        return new CloudTrailEvent(
                in.readTextOrFail(),
                readTime(in),
                in.readTextOrFail(),
                in.readTextOrFail(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readBoolean(),
                UserIdentityImage.read(in),
                readRequest(in),
                readResponse(in),
                readAdditional(in),
                readAddendum(in),
                readRole(in),
                Codes.TRUST.read(in),
                in.readBoolean() ? new Provenance(in.readTextOrFail(), in.readTextOrFail()) : null);
    }

    static void write(@Nullable Instant time, SectionWriter out) throws IOException {
        if (time == null) {
            out.write(NO_TIME);
            return;
        }
        long second = time.getEpochSecond();
        int nano = time.getNano();
        out.write(nano == 0 ? SECOND : WITHIN_SECOND);
        out.writeNumber(second);
        if (nano != 0) {
            out.writeCount(nano);
        }
    }

    static @Nullable Instant readTime(SectionReader in) throws IOException, CheckpointException {
        int kind = in.readCount(WITHIN_SECOND);
        if (kind == NO_TIME) {
            return null;
        }
        long second = in.readNumber();
        return Instant.ofEpochSecond(second, kind == SECOND ? 0 : in.readCount(999_999_999));
    }

    static void write(@Nullable Boolean said, SectionWriter out) throws IOException {
        out.write(said == null ? UNSAID : said ? 1 : 0);
    }

    static @Nullable Boolean readSaid(SectionReader in) throws IOException, CheckpointException {
        int value = in.readCount(UNSAID);
        return value == UNSAID ? null : Boolean.valueOf(value == 1);
    }

    private static void write(RequestParameters request, SectionWriter out) throws IOException {
        out.writeBoolean(!request.equals(RequestParameters.NONE));
        if (request.equals(RequestParameters.NONE)) {
            return;
        }
        out.writeText(request.roleArn());
        out.writeText(request.roleSessionName());
        out.writeBoolean(request.durationSeconds() != null);
        if (request.durationSeconds() != null) {
            out.writeNumber(request.durationSeconds());
        }
        out.writeText(request.sourceIdentity());
        out.writeText(request.targetPrincipal());
        out.writeText(request.name());
        out.writeText(request.principalArn());
        out.writeText(request.externalId());
    }

    private static RequestParameters readRequest(SectionReader in) throws IOException, CheckpointException {
        return in.readBoolean()
                ? new RequestParameters(
                        in.readText(),
                        in.readText(),
                        in.readBoolean() ? Integer.valueOf((int) in.readNumber()) : null,
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText())
                : RequestParameters.NONE;
    }

    private static void write(ResponseElements response, SectionWriter out) throws IOException {
        out.writeBoolean(!response.equals(ResponseElements.NONE));
        if (response.equals(ResponseElements.NONE)) {
            return;
        }
        out.writeOwnText(response.accessKeyId());
        write(response.expiration(), out);
        out.writeText(response.assumedRoleId());
        out.writeText(response.assumedRoleArn());
        out.writeText(response.federatedUserArn());
        out.writeText(response.federatedUserId());
        out.writeText(response.sourceIdentity());
        out.writeText(response.subject());
        out.writeText(response.issuer());
        out.writeText(response.subjectType());
        out.writeText(response.nameQualifier());
        out.writeText(response.provider());
        out.writeText(response.audience());
        out.writeText(response.subjectFromWebIdentityToken());
        out.writeText(response.outcome());
    }

    private static ResponseElements readResponse(SectionReader in) throws IOException, CheckpointException {
        return in.readBoolean()
                ? new ResponseElements(
                        in.readText(),
                        readTime(in),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText())
                : ResponseElements.NONE;
    }

    private static void write(AdditionalEventData data, SectionWriter out) throws IOException {
        out.writeBoolean(!data.equals(AdditionalEventData.NONE));
        if (data.equals(AdditionalEventData.NONE)) {
            return;
        }
        out.writeText(data.switchFrom());
        out.writeText(data.samlProviderArn());
        out.writeText(data.signInSessionArn());
        write(data.explicitTrustGrant(), out);
        out.writeText(data.userName());
        out.writeText(data.identityStoreUserId());
        out.writeText(data.identityStoreArn());
        out.writeText(data.credentialId());
        out.writeText(data.lakeFormationPrincipal());
        out.writeText(data.lakeFormationRoleSessionName());
        out.writeText(data.sourcePrincipalArn());
        out.writeText(data.serviceAccountId());
        out.writeText(data.serviceRoleName());
    }

    private static AdditionalEventData readAdditional(SectionReader in) throws IOException, CheckpointException {
        return in.readBoolean()
                ? new AdditionalEventData(
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        readSaid(in),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText())
                : AdditionalEventData.NONE;
    }

    private static void write(@Nullable Addendum addendum, SectionWriter out) throws IOException {
        out.writeBoolean(addendum != null);
        if (addendum != null) {
            out.writeText(addendum.reason());
            write(addendum.updatedFields(), out);
            out.writeOwnText(addendum.originalEventId());
        }
    }

    private static @Nullable Addendum readAddendum(SectionReader in) throws IOException, CheckpointException {
        return in.readBoolean() ? new Addendum(in.readText(), readTexts(in), in.readText()) : null;
    }

    static void write(List<String> texts, SectionWriter out) throws IOException {
        out.writeCount(texts.size());
        for (String text : texts) {
            out.writeText(text);
        }
    }

    static List<String> readTexts(SectionReader in) throws IOException, CheckpointException {
        long count = in.readCount();
        var texts = new ArrayList<String>();
        for (long i = 0; i < count; i++) {
            texts.add(in.readTextOrFail());
        }
        return texts;
    }

    private static void write(@Nullable IamRole role, SectionWriter out) throws IOException {
        out.writeBoolean(role != null);
        if (role == null) {
            return;
        }
        out.writeText(role.roleName());
        out.writeOwnText(role.policyDocument());
        IamRole.Stored stored = role.stored();
        out.writeBoolean(stored != null);
        if (stored != null) {
            out.writeText(stored.roleName());
            out.writeText(stored.arn());
            out.writeText(stored.roleId());
            write(stored.createDate(), out);
            out.writeOwnText(stored.policyDocument());
        }
    }

    private static @Nullable IamRole readRole(SectionReader in) throws IOException, CheckpointException {
        if (!in.readBoolean()) {
            return null;
        }
        return new IamRole(
                in.readText(),
                in.readText(),
                in.readBoolean()
                        ? new IamRole.Stored(in.readText(), in.readText(), in.readText(), readTime(in), in.readText())
                        : null);
    }
}
