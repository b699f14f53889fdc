// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Addendum;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes records of all kinds that issue or use credentials, everything in them drawn from a few ids, names and seconds. */
final class TroubledRecords {
    static final String OTHER_ACCOUNT = "444455556666";

    private static final List<String> PEOPLE = List.of("alice", "bob");
    private static final List<String> ROLES = List.of("Dev", "Ops");
    private static final List<String> NAMES = List.of("alice", "s");
    private static final List<String> KEYS = List.of("ASIAK1", "ASIAK2", "ASIAK3");
    private static final List<String> ADDRESSES = List.of("203.0.113.7", "198.51.100.1", "AWS Internal");
    private static final String INSTANCE = "i-0a1b2c3d4e5f60718";
    private static final String LAKE_ROLE = "AWSServiceRoleForLakeFormationDataAccess";
    private static final int FIFTEEN_MINUTES = 900;

    /** When records tell that they happened, in seconds: most in the same three. */
    private static final long[] SECONDS = {
        0, 0, 0, 1, 1, 2, 60, 299, 301, 1_200, 1_799, 1_801, 1_860, 3_600, 7_200, 44_000
    };

    private final Random random;
    private final int roles;
    private final int keys;
    private String id = "";
    private @Nullable String corrected;

    TroubledRecords(Random random) {
        this.random = random;
        this.roles = 1 + random.nextInt(ROLES.size());
        this.keys = 1 + random.nextInt(KEYS.size());
    }

    /**
     * Says what the next record is to be.
     *
     * @param eventId its id
     * @param correctedId the id of the event that it corrects where it issues anything, or {@code null}
     */
    void begin(String eventId, @Nullable String correctedId) {
        id = eventId;
        corrected = correctedId;
    }

    List<Supplier<CloudTrailEvent.Builder>> kinds() {
        return List.of(
                this::assumed,
                this::assumed,
                this::assumed,
                this::assumedByUser,
                this::used,
                this::used,
                this::used,
                this::usedFromConsole,
                this::switched,
                this::signedIn,
                this::policy,
                this::workloadAssumed,
                this::usedByWorkload,
                this::federated,
                this::usedByFederated,
                this::assumedRoot,
                this::usedByRoot,
                this::dataAccess,
                this::usedByLake,
                this::usedByIdentityCenter,
                this::passed);
    }

    /** What makes records of the same name. */
    Supplier<CloudTrailEvent.Builder> likeOf(String eventName) {
        return switch (eventName) {
            case "AssumeRole" -> this::assumed;
            case "SwitchRole" -> this::switched;
            case "GetFederationToken" -> this::federated;
            case "AssumeRoot" -> this::assumedRoot;
            case "GetDataAccess" -> this::dataAccess;
            case "ListBuckets" -> this::used;
            default -> this::passed;
        };
    }

    // ---- what issues

    private CloudTrailEvent.Builder assumed() {
        return assumed(caller(), pickRole(), pick(NAMES));
    }

    private CloudTrailEvent.Builder assumedByUser() {
        return assumed(Events.user(pick(PEOPLE)).identity(), pickRole(), pick(NAMES));
    }

    private CloudTrailEvent.Builder workloadAssumed() {
        UserIdentity service = UserIdentity.builder()
                .type("AWSService")
                .invokedBy("ec2.amazonaws.com")
                .build();
        return assumed(service, "Web", INSTANCE);
    }

    private CloudTrailEvent.Builder assumed(UserIdentity caller, String role, String name) {
        Instant time = second();
        var response = ResponseElements.builder();
        if (random.nextInt(10) > 0) {
            response.accessKeyId(random.nextInt(8) == 0 ? null : pickKey())
                    .expiration(time.plusSeconds(random.nextBoolean() ? FIFTEEN_MINUTES : 4 * FIFTEEN_MINUTES))
                    .assumedRoleId(random.nextInt(8) == 0 ? null : roleId(role) + ":" + name)
                    .assumedRoleArn("arn:aws:sts::" + Events.ACCOUNT + ":assumed-role/" + role + "/" + name);
        }
        return event("sts.amazonaws.com", "AssumeRole", time, caller)
                .sourceIpAddress(pick(ADDRESSES))
                .sharedEventId(shared())
                .addendum(corrected == null ? null : new Addendum("UPDATED_DATA", List.of("userIdentity"), corrected))
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::" + Events.ACCOUNT + ":role/" + role,
                        name,
                        null,
                        sourceIdentity(),
                        null,
                        null,
                        null,
                        null))
                .responseElements(response.build());
    }

    private CloudTrailEvent.Builder switched() {
        String from = random.nextInt(4) == 0
                ? session(pickKey()).identity().arn()
                : "arn:aws:iam::" + (random.nextInt(4) == 0 ? OTHER_ACCOUNT : Events.ACCOUNT) + ":user/" + pick(PEOPLE);
        return event(
                        "signin.amazonaws.com",
                        "SwitchRole",
                        second(),
                        withoutContext(session(null).identity()))
                .responseElements(success())
                .additionalEventData(
                        AdditionalEventData.builder().switchFrom(from).build());
    }

    private CloudTrailEvent.Builder signedIn() {
        return random.nextBoolean()
                ? event(
                                "signin.amazonaws.com",
                                "ConsoleLogin",
                                second(),
                                withoutContext(session(null).identity()))
                        .responseElements(success())
                : event(
                        "signin.amazonaws.com",
                        "GetSigninToken",
                        second(),
                        session(pickKey()).identity());
    }

    private CloudTrailEvent.Builder federated() {
        Instant time = second();
        String name = pick(NAMES);
        return event("sts.amazonaws.com", "GetFederationToken", time, caller())
                .requestParameters(new RequestParameters(null, null, null, null, null, name, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(pickKey())
                        .expiration(time.plusSeconds(FIFTEEN_MINUTES))
                        .federatedUserArn("arn:aws:sts::" + Events.ACCOUNT + ":federated-user/" + name)
                        .federatedUserId(Events.ACCOUNT + ":" + name)
                        .build());
    }

    private CloudTrailEvent.Builder assumedRoot() {
        Instant time = second();
        return event("sts.amazonaws.com", "AssumeRoot", time, caller())
                .requestParameters(new RequestParameters(null, null, null, null, Events.ACCOUNT, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(pickKey())
                        .expiration(time.plusSeconds(FIFTEEN_MINUTES))
                        .build());
    }

    private CloudTrailEvent.Builder dataAccess() {
        return event("lakeformation.amazonaws.com", "GetDataAccess", second(), caller())
                .additionalEventData(AdditionalEventData.builder()
                        .lakeFormationRoleSessionName(pick(NAMES))
                        .build());
    }

    private CloudTrailEvent.Builder policy() {
        String role = pickRole();
        int what = random.nextInt(6);
        String name = what == 0 ? "DeleteRole" : what == 1 ? "CreateRole" : "UpdateAssumeRolePolicy";
        String condition = random.nextInt(3) == 0
                ? ""
                : ",\"Condition\":{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}";
        String text = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                + "\"arn:aws:iam::" + Events.ACCOUNT + ":root\"},\"Action\":\"sts:AssumeRole\"" + condition + "}]}";
        Instant time = second();
        IamRole.Stored stored = what == 1
                ? new IamRole.Stored(role, "arn:aws:iam::" + Events.ACCOUNT + ":role/" + role, roleId(role), time, text)
                : null;
        return event(
                        "iam.amazonaws.com",
                        name,
                        time,
                        Events.user("root-of-policies").identity())
                .iamRole(new IamRole(role, what == 0 ? null : text, stored));
    }

    // ---- what uses

    private CloudTrailEvent.Builder used() {
        return used(caller());
    }

    private CloudTrailEvent.Builder used(UserIdentity identity) {
        return event("s3.amazonaws.com", "ListBuckets", second(), identity)
                .sharedEventId(shared())
                .sourceIpAddress(pick(ADDRESSES));
    }

    private CloudTrailEvent.Builder usedFromConsole() {
        return used(session(random.nextBoolean() ? "ASIACONSOLE" : pickKey()).identity())
                .sessionCredentialFromConsole(true);
    }

    private CloudTrailEvent.Builder usedByWorkload() {
        SessionContext context = new SessionContext(
                issuer("Web"), second(), null, null, random.nextBoolean() ? "2.0" : null, false, null, null);
        return used(
                Events.copy(Events.session("Web", INSTANCE, pickKey(), second()).identity())
                        .sessionContext(context)
                        .build());
    }

    private CloudTrailEvent.Builder usedByFederated() {
        return used(federatedUser());
    }

    private UserIdentity federatedUser() {
        String name = pick(NAMES);
        return UserIdentity.builder()
                .type("FederatedUser")
                .principalId(Events.ACCOUNT + ":" + name)
                .arn("arn:aws:sts::" + Events.ACCOUNT + ":federated-user/" + name)
                .accountId(Events.ACCOUNT)
                .accessKeyId(pickKey())
                .sessionContext(SessionContext.of(null, random.nextInt(4) == 0 ? null : second()))
                .build();
    }

    private CloudTrailEvent.Builder usedByRoot() {
        return used(root());
    }

    private UserIdentity root() {
        return UserIdentity.builder()
                .type("Root")
                .principalId(Events.ACCOUNT)
                .arn("arn:aws:iam::" + Events.ACCOUNT + ":root")
                .accountId(Events.ACCOUNT)
                .accessKeyId(pickKey())
                .sessionContext(new SessionContext(
                        null,
                        random.nextInt(4) == 0 ? null : second(),
                        null,
                        null,
                        null,
                        random.nextBoolean(),
                        null,
                        null))
                .build();
    }

    private CloudTrailEvent.Builder usedByLake() {
        String name = pick(NAMES);
        return used(Events.copy(
                        Events.session(LAKE_ROLE, name, pickKey(), second()).identity())
                .sessionContext(SessionContext.of(
                        new SessionIssuer(
                                "Role",
                                roleId(LAKE_ROLE),
                                "arn:aws:iam::" + Events.ACCOUNT + ":role/aws-service-role/lakeformation.amazonaws.com/"
                                        + LAKE_ROLE,
                                Events.ACCOUNT,
                                LAKE_ROLE),
                        second()))
                .build());
    }

    private CloudTrailEvent.Builder usedByIdentityCenter() {
        UserIdentity identity = session(pickKey()).identity();
        return used(UserIdentity.builder()
                .type(identity.type())
                .principalId(identity.principalId())
                .arn(identity.arn())
                .accountId(identity.accountId())
                .accessKeyId(identity.accessKeyId())
                .sessionContext(identity.sessionContext())
                .onBehalfOf(new OnBehalfOf(pick(PEOPLE), "arn:aws:identitystore::111122223333:identitystore/d-1"))
                .build());
    }

    /** What concerns nobody, but moves the watermark. */
    private CloudTrailEvent.Builder passed() {
        Instant time = Events.NOON.plusSeconds(60L * (random.nextInt(5) == 0 ? 800 : random.nextInt(120)));
        return event(
                "s3.amazonaws.com", "PutObject", time, Events.user("passer").identity());
    }

    // ---- who calls

    private UserIdentity caller() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> Events.user(pick(PEOPLE)).identity();
            case 4 -> foreign();
            case 5 -> random.nextBoolean() ? federatedUser() : root();
            default ->
                unusual(session(random.nextInt(12) == 0 ? null : pickKey()).identity());
        };
    }

    private UserIdentity unusual(UserIdentity identity) {
        return switch (random.nextInt(10)) {
            case 0 -> withoutContext(identity);
            case 1 ->
                Events.copy(identity)
                        .sessionContext(
                                SessionContext.of(identity.sessionContext().sessionIssuer(), null))
                        .build();
            case 2 ->
                new Events.Holder(identity).withSourceIdentity(pick(NAMES)).identity();
            case 3 -> Events.copy(identity).invokedBy("athena.amazonaws.com").build();
            case 4 -> Events.copy(identity).principalId(null).build();
            default -> identity;
        };
    }

    /** As another account's trail shows a caller. */
    private UserIdentity foreign() {
        String shown = random.nextBoolean()
                ? "AIDA" + pick(PEOPLE).toUpperCase(Locale.ROOT)
                : roleId(pickRole()) + ":" + pick(NAMES);
        return UserIdentity.builder()
                .type("AWSAccount")
                .principalId(shown)
                .accountId(random.nextInt(4) == 0 ? OTHER_ACCOUNT : Events.ACCOUNT)
                .build();
    }

    private Events.Holder session(@Nullable String key) {
        return Events.session(pickRole(), pick(NAMES), key, second());
    }

    private static UserIdentity withoutContext(UserIdentity identity) {
        return Events.copy(identity).sessionContext(null).build();
    }

    // ---- parts

    private static SessionIssuer issuer(String role) {
        return new SessionIssuer(
                "Role", roleId(role), "arn:aws:iam::" + Events.ACCOUNT + ":role/" + role, Events.ACCOUNT, role);
    }

    private static String roleId(String role) {
        return "AROA" + role.toUpperCase(Locale.ROOT);
    }

    private static ResponseElements success() {
        return ResponseElements.builder().outcome("Success").build();
    }

    private CloudTrailEvent.Builder event(String source, String name, Instant time, UserIdentity identity) {
        return CloudTrailEvent.builder(id)
                .eventTime(time)
                .eventSource(source)
                .eventName(name)
                .eventType("AwsApiCall")
                .sourceIpAddress("203.0.113.7")
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(identity);
    }

    /** The same record with another time. */
    static CloudTrailEvent at(CloudTrailEvent event, Instant time) {
        return CloudTrailEvent.builder(event.eventId())
                .eventTime(time)
                .eventSource(event.eventSource())
                .eventName(event.eventName())
                .eventType(event.eventType())
                .sourceIpAddress(event.sourceIpAddress())
                .recipientAccountId(event.recipientAccountId())
                .sharedEventId(event.sharedEventId())
                .sessionCredentialFromConsole(event.sessionCredentialFromConsole())
                .userIdentity(event.userIdentity())
                .requestParameters(event.requestParameters())
                .responseElements(event.responseElements())
                .additionalEventData(event.additionalEventData())
                .addendum(event.addendum())
                .iamRole(event.iamRole())
                .inputTrust(event.inputTrust())
                .build();
    }

    private @Nullable String shared() {
        return random.nextInt(4) == 0 ? "shared-" + random.nextInt(2) : null;
    }

    private @Nullable String sourceIdentity() {
        return random.nextInt(6) == 0 ? pick(NAMES) : null;
    }

    private Instant second() {
        return Events.NOON.plusSeconds(SECONDS[random.nextInt(random.nextInt(3) == 0 ? SECONDS.length : 6)]);
    }

    private String pickRole() {
        return ROLES.get(random.nextInt(roles));
    }

    private String pickKey() {
        return KEYS.get(random.nextInt(keys));
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
