// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static io.whotrail.source.ElementMember.NAMES;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.whotrail.event.Addendum;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailTime;
import io.whotrail.event.IamRole;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was asked, answered and added. Lenient in shape, since every service has its own: an object may come as a
 * string that holds JSON, and what is of another kind than expected belongs to somebody else and is skipped.
 */
final class ElementsParser {
    private static final String IAM = "iam.";

    private @Nullable String roleArn;
    private @Nullable String roleSessionName;
    private @Nullable Integer durationSeconds;
    private @Nullable String requestedSourceIdentity;
    private @Nullable String targetPrincipal;
    private @Nullable String name;
    private @Nullable String principalArn;
    private @Nullable String externalId;
    private ResponseElements.@Nullable Builder response;
    private AdditionalEventData.@Nullable Builder additional;
    private @Nullable Addendum addendum;
    private @Nullable String roleName;
    private @Nullable String policyDocument;
    private @Nullable String updatedPolicyDocument;
    private IamRole.@Nullable Stored storedRole;

    /** Reads the members of one object. */
    private interface Members {
        void read(MemberReader in) throws IOException, MalformedRecord;
    }

    RequestParameters requestParameters() {
        return anyParameter()
                ? new RequestParameters(
                        roleArn,
                        roleSessionName,
                        durationSeconds,
                        requestedSourceIdentity,
                        targetPrincipal,
                        name,
                        principalArn,
                        externalId)
                : RequestParameters.NONE;
    }

    /* Not by equals(): for a record with so many components the JIT compiler makes calls of it. */
    private boolean anyParameter() {
        return roleArn != null
                || roleSessionName != null
                || durationSeconds != null
                || requestedSourceIdentity != null
                || targetPrincipal != null
                || name != null
                || principalArn != null
                || externalId != null;
    }

    ResponseElements responseElements() {
        return response == null ? ResponseElements.NONE : response.build();
    }

    AdditionalEventData additionalEventData() {
        if (additional == null) {
            return AdditionalEventData.NONE;
        }
        AdditionalEventData data = additional.build();
        return data.equals(AdditionalEventData.NONE) ? AdditionalEventData.NONE : data;
    }

    @Nullable
    Addendum addendum() {
        return addendum;
    }

    /** The role that an event of IAM is about; {@code null} where a service or call of another kind has such members. */
    @Nullable
    IamRole iamRole(@Nullable String service, String call) {
        if (service == null || !service.startsWith(IAM)) {
            return null;
        }
        return switch (call) {
            case "CreateRole" -> new IamRole(roleName, policyDocument, storedRole);
            case "UpdateAssumeRolePolicy" -> new IamRole(roleName, updatedPolicyDocument, null);
            case "CreateServiceLinkedRole" -> new IamRole(null, null, storedRole);
            case "DeleteRole" -> new IamRole(roleName, null, null);
            default -> null;
        };
    }

    void readRequestParameters(MemberReader in) throws IOException, MalformedRecord {
        if (in.isString()) {
            readInside(in, this::request);
        } else if (in.objectIfAny()) {
            request(in);
        }
    }

    void readResponseElements(MemberReader in) throws IOException, MalformedRecord {
        if (in.isString()) {
            readInside(in, this::response);
        } else if (in.objectIfAny()) {
            response(in);
        }
    }

    void readAdditionalEventData(MemberReader in) throws IOException, MalformedRecord {
        if (in.isString()) {
            readInside(in, this::additional);
        } else if (in.objectIfAny()) {
            additional(in);
        }
    }

    void readAddendum(MemberReader in) throws IOException, MalformedRecord {
        if (in.isString()) {
            readInside(in, this::addendum);
        } else if (in.objectIfAny()) {
            addendum(in);
        }
    }

    /** Reads an object that comes as a string. */
    private static void readInside(MemberReader in, Members members) throws IOException, MalformedRecord {
        try (JacksonMembers inside = in.inside()) {
            if (inside != null) {
                inside.start();
                members.read(inside);
            }
        } catch (JsonProcessingException text) {
            // It only looks like JSON: a text of the service's own.
        }
    }

    private void request(MemberReader in) throws IOException, MalformedRecord {
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case ROLE_ARN -> roleArn = in.textIfAny();
                case ROLE_SESSION_NAME -> roleSessionName = in.uniqueTextIfAny();
                case DURATION_SECONDS -> durationSeconds = integer(in.textIfAny());
                case SOURCE_IDENTITY -> requestedSourceIdentity = in.textIfAny();
                case TARGET_PRINCIPAL -> targetPrincipal = in.textIfAny();
                case NAME -> name = in.uniqueTextIfAny();
                case PRINCIPAL_ARN -> principalArn = in.textIfAny();
                case EXTERNAL_ID -> externalId = in.textIfAny();
                case ROLE_NAME -> roleName = in.textIfAny();
                case ASSUME_ROLE_POLICY_DOCUMENT -> policyDocument = in.textIfAny();
                case POLICY_DOCUMENT -> updatedPolicyDocument = in.textIfAny();
                default -> in.skip();
            }
        }
    }

    private void response(MemberReader in) throws IOException, MalformedRecord {
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case CREDENTIALS -> readNested(in, this::credentials);
                case ASSUMED_ROLE_USER -> readNested(in, this::assumedRoleUser);
                case FEDERATED_USER -> readNested(in, this::federatedUser);
                case CREDENTIAL_SET -> credentialSet(in);
                case SOURCE_IDENTITY -> into().sourceIdentity(in.textIfAny());
                case SUBJECT -> into().subject(in.textIfAny());
                case ISSUER -> into().issuer(in.textIfAny());
                case SUBJECT_TYPE -> into().subjectType(in.textIfAny());
                case NAME_QUALIFIER -> into().nameQualifier(in.textIfAny());
                case PROVIDER -> into().provider(in.textIfAny());
                case AUDIENCE -> into().audience(in.textIfAny());
                case SUBJECT_FROM_WEB_IDENTITY_TOKEN -> into().subjectFromWebIdentityToken(in.textIfAny());
                case OUTCOME -> into().outcome(in.textIfAny());
                case ROLE -> readNested(in, this::storedRole);
                default -> in.skip();
            }
        }
    }

    /** Roles Anywhere answers with a set, of which the first is meant. */
    private void credentialSet(MemberReader in) throws IOException, MalformedRecord {
        if (!in.firstElement()) {
            in.skip();
            return;
        }
        readNested(in, this::response);
        while (in.nextElement()) {
            in.skip();
        }
    }

    private static void readNested(MemberReader in, Members members) throws IOException, MalformedRecord {
        if (in.objectIfAny()) {
            members.read(in);
        }
    }

    private void credentials(MemberReader in) throws IOException, MalformedRecord {
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case ACCESS_KEY_ID -> into().accessKeyId(in.uniqueTextIfAny());
                case EXPIRATION -> into().expiration(CloudTrailTime.parse(in.uniqueTextIfAny()));
                default -> in.skip();
            }
        }
    }

    private void assumedRoleUser(MemberReader in) throws IOException, MalformedRecord {
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case ASSUMED_ROLE_ID -> into().assumedRoleId(in.uniqueTextIfAny());
                case ARN -> into().assumedRoleArn(in.uniqueTextIfAny());
                default -> in.skip();
            }
        }
    }

    private void federatedUser(MemberReader in) throws IOException, MalformedRecord {
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case FEDERATED_USER_ID -> into().federatedUserId(in.uniqueTextIfAny());
                case ARN -> into().federatedUserArn(in.uniqueTextIfAny());
                default -> in.skip();
            }
        }
    }

    private void storedRole(MemberReader in) throws IOException, MalformedRecord {
        String storedName = null;
        String arn = null;
        String roleId = null;
        String createDate = null;
        String document = null;
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case ROLE_NAME -> storedName = in.textIfAny();
                case ARN -> arn = in.textIfAny();
                case ROLE_ID -> roleId = in.textIfAny();
                case CREATE_DATE -> createDate = in.textIfAny();
                case ASSUME_ROLE_POLICY_DOCUMENT -> document = in.textIfAny();
                default -> in.skip();
            }
        }
        storedRole = new IamRole.Stored(storedName, arn, roleId, CloudTrailTime.parse(createDate), document);
    }

    private ResponseElements.Builder into() {
        if (response == null) {
            response = ResponseElements.builder();
        }
        return response;
    }

    private void additional(MemberReader in) throws IOException, MalformedRecord {
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case SWITCH_FROM -> intoAdditional().switchFrom(in.textIfAny());
                case SAML_PROVIDER_ARN -> intoAdditional().samlProviderArn(in.textIfAny());
                case SIGN_IN_SESSION_ARN -> intoAdditional().signInSessionArn(in.textIfAny());
                case EXPLICIT_TRUST_GRANT -> intoAdditional().explicitTrustGrant(in.flag());
                case USER_NAME -> intoAdditional().userName(in.textIfAny());
                case IDENTITY_STORE_USER_ID -> intoAdditional().identityStoreUserId(in.textIfAny());
                case IDENTITY_STORE_ARN -> intoAdditional().identityStoreArn(in.textIfAny());
                case CREDENTIAL_ID -> intoAdditional().credentialId(in.textIfAny());
                case LAKE_FORMATION_PRINCIPAL -> intoAdditional().lakeFormationPrincipal(in.textIfAny());
                case LAKE_FORMATION_ROLE_SESSION_NAME -> intoAdditional().lakeFormationRoleSessionName(in.textIfAny());
                case SERVICE_ACCOUNT_ID -> intoAdditional().serviceAccountId(in.textIfAny());
                case SERVICE_ROLE_NAME -> intoAdditional().serviceRoleName(in.textIfAny());
                case SOURCE_PRINCIPAL_ARN -> intoAdditional().sourcePrincipalArn(in.textIfAny());
                case CROSS_PARTITION_DATA -> readNested(in, this::additional);
                default -> in.skip();
            }
        }
    }

    private AdditionalEventData.Builder intoAdditional() {
        if (additional == null) {
            additional = AdditionalEventData.builder();
        }
        return additional;
    }

    private void addendum(MemberReader in) throws IOException, MalformedRecord {
        String reason = null;
        String originalEventId = null;
        List<String> updatedFields = List.of();
        for (ElementMember member = in.next(NAMES); member != null; member = in.next(NAMES)) {
            switch (member) {
                case REASON -> reason = in.textIfAny();
                case ORIGINAL_EVENT_ID -> originalEventId = in.textIfAny();
                case UPDATED_FIELDS -> updatedFields = fields(in);
                default -> in.skip();
            }
        }
        addendum = new Addendum(reason, updatedFields, originalEventId);
    }

    /** AWS's guide shows the fields now as an array, now as one text with commas. */
    private static List<String> fields(MemberReader in) throws IOException, MalformedRecord {
        List<String> fields = new ArrayList<>();
        if (in.firstElement()) {
            do {
                String field = in.textIfAny();
                if (field != null) {
                    fields.add(field);
                }
            } while (in.nextElement());
            return fields;
        }
        String text = in.textIfAny();
        if (text != null) {
            for (String field : text.split(",", -1)) {
                fields.add(field.strip());
            }
        }
        return fields;
    }

    private static @Nullable Integer integer(@Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException other) {
            return null;
        }
    }
}
