// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.Addendum;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event hands out, to whom, for how long, and that it hands out nothing where it failed or is another's. */
final class IssuanceExtractorTest {
    private static final String DEV = "arn:aws:sts::111122223333:assumed-role/dev/alice";
    private static final String ROLE = "arn:aws:iam::111122223333:role/Dev";
    private static final Events.Holder OPS = session("Ops", "alice", "ASIAOPS", NOON.minusSeconds(600));
    private static final long SECOND = NOON.getEpochSecond();

    private static List<Issuance> all(CloudTrailEvent event) {
        return IssuanceExtractor.of(event, Use.of(event));
    }

    private static @Nullable Issuance only(CloudTrailEvent event) {
        List<Issuance> all = all(event);
        assertThat(all).hasSizeLessThan(2);
        return all.isEmpty() ? null : all.get(0);
    }

    private static CloudTrailEvent.Builder assumed() {
        return assume("a", user("alice"), "Dev", "alice", "ASIADEV", NOON);
    }

    private static CloudTrailEvent.Builder call(String source, String name, UserIdentity caller) {
        return CloudTrailEvent.builder(Events.id("c"))
                .eventTime(NOON)
                .eventSource(source)
                .eventName(name)
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(caller);
    }

    @Test
    void anAssumedRoleIsASessionOfItsCaller() {
        Issuance issued = only(assumed().build());
        assertThat(issued.kind()).isEqualTo(Issuance.Kind.SESSION);
        assertThat(issued.groupKey()).isEqualTo(DEV);
        assertThat(issued.callId()).isEqualTo(Events.id("a"));
        assertThat(issued.accessKeyId()).isEqualTo("ASIADEV");
        assertThat(issued.principalId()).isEqualTo("AROADEV:alice");
        assertThat(issued.birth()).isEqualTo(SECOND);
        assertThat(issued.keyUntil()).isEqualTo(SECOND + 3_600 + 900);
        assertThat(issued.birthUntil()).isEqualTo(SECOND + 43_200 + 900);
        assertThat(issued.hop())
                .isEqualTo(new Hop(ROLE, "AROADEV", "alice", null, NOON, Basis.ISSUED_KEY, List.of(Events.id("a"))));
        assertThat(issued.callerVerdict())
                .isEqualTo(Explanation.direct(Identities.acting(user("alice").identity())));
        assertThat(issued.isOfRoot()).isFalse();
        assertThat(issued.isGrant()).isFalse();
        assertThat(issued.isForeignView()).isFalse();
    }

    @Test
    void whoCalledFromASessionHasToBeAsked() {
        assertThat(only(assume("a", OPS, "Dev", "alice", "ASIADEV", NOON).build())
                        .callerVerdict())
                .isNull();
        UserIdentity nobody =
                UserIdentity.builder().type("AssumedRole").arn("x").build();
        assertThat(only(assume("a", new Events.Holder(nobody), "Dev", "alice", "ASIADEV", NOON)
                                .build())
                        .callerVerdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.MALFORMED_IDENTITY));
    }

    @ParameterizedTest
    @CsvSource({
        "sts.amazonaws.com, AssumeRole, true",
        "sts.amazonaws.com, AssumeRoleWithSAML, true",
        "sts.amazonaws.com, AssumeRoleWithWebIdentity, true",
        "rolesanywhere.amazonaws.com, CreateSession, true",
        "sts.amazonaws.com, CreateSession, false",
        "s3express.amazonaws.com, CreateSession, false",
        "iam.amazonaws.com, AssumeRole, false",
        "sts.amazonaws.com, AssumeRoleForFun, false"
    })
    void onlyTheServiceThatIssuesIssues(String source, String name, boolean expected) {
        Issuance issued = only(assumed().eventSource(source).eventName(name).build());
        assertThat(issued != null).isEqualTo(expected);
    }

    @Test
    void aCallThatFailedOrAnswersNothingHandsOutNothing() {
        assertThat(all(assumed().errorCode("AccessDenied").build())).isEmpty();
        assertThat(all(assumed().responseElements(ResponseElements.NONE).build()))
                .isEmpty();
        assertThat(all(assumed()
                        .responseElements(answer(all -> all.outcome("Success")))
                        .build()))
                .isEmpty();
        assertThat(all(assumed().errorCode("AccessDenied").sharedEventId("s").build()))
                .as("who called a call that failed is still known")
                .extracting(Issuance::kind)
                .containsExactly(Issuance.Kind.SHARED);
    }

    private static ResponseElements answer(UnaryOperator<ResponseElements.Builder> parts) {
        return parts.apply(ResponseElements.builder()).build();
    }

    @Test
    void eachPartOfAnAnswerShowsThatSomethingWasHandedOut() {
        List<UnaryOperator<ResponseElements.Builder>> parts = List.of(
                all -> all.accessKeyId("ASIADEV"),
                all -> all.expiration(NOON),
                all -> all.assumedRoleId("AROADEV:alice"),
                all -> all.assumedRoleArn("arn:aws:sts::111122223333:assumed-role/Dev/alice"));
        parts.forEach(part -> assertThat(
                        only(assumed().responseElements(answer(part)).build()).groupKey())
                .isEqualTo(DEV));
    }

    @Test
    void whatOneSideDoesNotShowTheOtherDoes() {
        Issuance unnamed = only(assumed()
                .responseElements(answer(all -> all.accessKeyId("ASIADEV").assumedRoleId("AROADEV")))
                .build());
        assertThat(unnamed.hop().roleId()).as("an id without a name").isNull();
        assertThat(only(assumed()
                                .responseElements(answer(all -> all.assumedRoleId(":alice")))
                                .build())
                        .hop()
                        .roleId())
                .as("a name without an id")
                .isNull();
        assertThat(only(assumed()
                                .responseElements(answer(all -> all.assumedRoleId("A:alice")))
                                .build())
                        .hop()
                        .roleId())
                .isEqualTo("A");
        assertThat(only(assumed()
                                .responseElements(answer(all -> all.accessKeyId("ASIADEV")))
                                .build())
                        .hop()
                        .roleId())
                .isNull();
        Issuance misasked = only(assumed()
                .requestParameters(new RequestParameters("Dev", "alice", null, null, null, null, null, null))
                .build());
        assertThat(misasked.hop().roleArn()).isEqualTo("arn:aws:iam::111122223333:role/dev");
        assertThat(unnamed.sessionArn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/Dev/alice");
        Issuance unasked =
                only(assumed().requestParameters(RequestParameters.NONE).build());
        assertThat(unasked.hop().roleArn()).isEqualTo("arn:aws:iam::111122223333:role/dev");
        assertThat(unasked.hop().sessionName()).isEqualTo("alice");
        assertThat(only(assumed()
                                .responseElements(answer(all -> all.assumedRoleArn("arn:aws:sts::111122223333:other")))
                                .build())
                        .groupKey())
                .as("an answer that shows no session")
                .isEqualTo(DEV);
        for (RequestParameters asked : List.of(
                new RequestParameters(ROLE, "", null, null, null, null, null, null),
                new RequestParameters(ROLE, null, null, null, null, null, null, null),
                new RequestParameters("arn:aws:iam::1:user/x", "alice", null, null, null, null, null, null),
                new RequestParameters("Dev", "alice", null, null, null, null, null, null))) {
            assertThat(all(assumed()
                            .requestParameters(asked)
                            .responseElements(answer(all -> all.accessKeyId("ASIADEV")))
                            .build()))
                    .isEmpty();
        }
        assertThat(all(assumed()
                        .requestParameters(RequestParameters.NONE)
                        .responseElements(answer(all -> all.accessKeyId("ASIADEV")))
                        .build()))
                .as("neither")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -, -", "carol, -, carol", "-, carol, carol", "carol, dave, dave"})
    void theSourceIdentityIsWhatWasAnsweredElseWhatWasAsked(
            @Nullable String asked, @Nullable String answered, @Nullable String expected) {
        Issuance issued = only(assumed()
                .requestParameters(new RequestParameters(ROLE, "alice", null, asked, null, null, null, null))
                .responseElements(answer(all -> all.accessKeyId("ASIADEV").sourceIdentity(answered)))
                .build());
        assertThat(issued.hop().sourceIdentity()).isEqualTo(expected);
    }

    private static Issuance expiring(@Nullable Instant time, @Nullable Instant expiration) {
        return only(assumed()
                .eventTime(time)
                .responseElements(answer(all -> all.accessKeyId("ASIADEV").expiration(expiration)))
                .build());
    }

    @Test
    void aSessionLastsTwelveHoursAtTheMost() {
        assertThat(expiring(NOON, NOON.plusSeconds(43_201)).keyUntil()).isEqualTo(SECOND + 43_200 + 900);
        assertThat(expiring(NOON, NOON.plusSeconds(43_199)).keyUntil()).isEqualTo(SECOND + 43_199 + 900);
        assertThat(expiring(NOON, null).keyUntil()).isEqualTo(SECOND + 43_200 + 900);
        assertThat(expiring(null, null).keyUntil()).isEqualTo(Long.MAX_VALUE);
        assertThat(expiring(null, NOON).keyUntil()).isEqualTo(SECOND + 900);
        assertThat(expiring(null, NOON).birthUntil()).isEqualTo(Long.MAX_VALUE);
        assertThat(expiring(null, NOON).birth()).isEqualTo(EpochSeconds.UNKNOWN);
    }

    private static Verdict ofService(String service, String sessionName, UserIdentity.Builder caller) {
        return only(assumed()
                        .userIdentity(
                                caller.type("AWSService").invokedBy(service).build())
                        .requestParameters(new RequestParameters(ROLE, sessionName, null, null, null, null, null, null))
                        .build())
                .callerVerdict();
    }

    private static Identity origin(String service, String sessionName) {
        return ((Explanation) ofService(service, sessionName, UserIdentity.builder())).origin();
    }

    @ParameterizedTest
    @CsvSource({
        "ec2.amazonaws.com, i-0123456789abcdef0, WORKLOAD",
        "ec2.amazonaws.com.cn, i-0123456789abcdef0, WORKLOAD",
        "ec2.amazonaws.com, mi-0123456789abcdef0, WORKLOAD",
        "ec2.amazonaws.com, alice, AWS_SERVICE",
        "lambda.amazonaws.com, resize, WORKLOAD",
        "lambda.amazonaws.com, awslambda_1_2, AWS_SERVICE",
        "ecs-tasks.amazonaws.com, 0123456789abcdef, WORKLOAD",
        "pods.eks.amazonaws.com, eks-cluster-pod, WORKLOAD",
        "config.amazonaws.com, i-0123456789abcdef0, AWS_SERVICE"
    })
    void aServiceAssumesARoleForItsWorkloadWhereItWritesTheWorkloadsNameElseForItself(
            String service, String sessionName, IdentityType type) {
        Identity origin = origin(service, sessionName);
        assertThat(origin.type()).isEqualTo(type);
        if (type == IdentityType.WORKLOAD) {
            assertThat(origin)
                    .isEqualTo(Identity.workload(sessionName, null, service.replace(".cn", ""), ROLE, Events.ACCOUNT));
        } else {
            assertThat(origin).isEqualTo(Identity.service(service));
        }
    }

    @Test
    void aServiceWithoutANameOrASessionNameIsNoWorkload() {
        UserIdentity nameless = UserIdentity.builder().type("AWSService").build();
        assertThat(only(assumed().userIdentity(nameless).build()).callerVerdict())
                .isInstanceOf(Gap.class);
        Issuance unnamed = only(assumed()
                .userIdentity(UserIdentity.builder()
                        .type("AWSService")
                        .invokedBy("lambda.amazonaws.com")
                        .build())
                .requestParameters(RequestParameters.NONE)
                .build());
        assertThat(((Explanation) unnamed.callerVerdict()).origin())
                .isEqualTo(Identity.service("lambda.amazonaws.com"));
        UserIdentity user = Events.copy(user("alice").identity())
                .invokedBy("lambda.amazonaws.com")
                .build();
        assertThat(((Explanation) only(assumed().userIdentity(user).build()).callerVerdict())
                        .origin()
                        .name())
                .as("a service that calls for a user")
                .isEqualTo("alice");
    }

    @Test
    void anAssumedRootIsASessionOfTheTargetsRootForAQuarterOfAnHour() {
        Issuance root =
                only(Issued.assumedRoot("r", user("alice"), "ASIAROOT", NOON).build());
        String arn = "arn:aws:iam::111122223333:root";
        assertThat(root.groupKey()).isEqualTo(arn);
        assertThat(root.isOfRoot()).isTrue();
        assertThat(root.hop())
                .isEqualTo(new Hop(arn, null, null, null, NOON, Basis.ISSUED_KEY, List.of(Events.id("r"))));
        assertThat(root.birthUntil()).isEqualTo(SECOND + 900 + 900);
        assertThat(root.sessionArn()).isEqualTo(arn);
        assertThat(root.callerVerdict()).isInstanceOf(Explanation.class);
        assertThat(all(Issued.assumedRoot("r", user("alice"), "ASIAROOT", NOON)
                        .responseElements(ResponseElements.NONE)
                        .build()))
                .isEmpty();
        assertThat(all(Issued.assumedRoot("r", user("alice"), "ASIAROOT", NOON)
                        .eventSource("iam.amazonaws.com")
                        .build()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "444455556666, arn:aws:iam::444455556666:root",
                "arn:aws-cn:iam::444455556666:root, arn:aws-cn:iam::444455556666:root",
                "arn:aws:iam::444455556666:user/alice, -",
                "44445555666, -",
                "4444555566667, -",
                "44445555666x, -",
                "-, -"
            })
    void theTargetOfAnAssumedRootIsAnAccountOrItsRoot(@Nullable String target, @Nullable String group) {
        Issuance root = only(Issued.assumedRoot("r", user("alice"), "ASIAROOT", NOON)
                .requestParameters(new RequestParameters(null, null, null, null, target, null, null, null))
                .build());
        assertThat(root == null).isEqualTo(group == null);
        assertThat(root == null ? null : root.groupKey()).isEqualTo(group);
    }

    private static final String FEDERATED = "arn:aws:sts::111122223333:federated-user/fed";

    private static CloudTrailEvent.Builder federation() {
        return call("sts.amazonaws.com", "GetFederationToken", user("alice").identity())
                .requestParameters(new RequestParameters(null, null, null, null, null, "fed", null, null))
                .responseElements(answer(all ->
                        all.accessKeyId("ASIAFED").federatedUserArn(FEDERATED).federatedUserId("111122223333:fed")));
    }

    @Test
    void aFederatedUsersSessionLastsAsLongAsADayAndAHalf() {
        Issuance issued = only(federation().build());
        assertThat(issued.kind()).isEqualTo(Issuance.Kind.SESSION);
        assertThat(issued.groupKey()).isEqualTo(FEDERATED);
        assertThat(issued.principalId()).isEqualTo("111122223333:fed");
        assertThat(issued.keyUntil()).isEqualTo(SECOND + 129_600 + 900);
        assertThat(issued.hop())
                .isEqualTo(new Hop(null, null, "fed", null, NOON, Basis.ISSUED_KEY, List.of(Events.id("c"))));
        assertThat(issued.sessionArn()).isEqualTo(FEDERATED);
        assertThat(issued.callerVerdict()).isInstanceOf(Explanation.class);
        assertThat(all(federation().responseElements(ResponseElements.NONE).build()))
                .isEmpty();
        assertThat(all(federation().eventSource("s3.amazonaws.com").build())).isEmpty();
    }

    private static CloudTrailEvent.Builder signIn(String name, UserIdentity caller) {
        return call("signin.amazonaws.com", name, caller).responseElements(answer(all -> all.outcome("Success")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetSigninToken", "ConsoleLogin", "AuthorizeOAuth2Access", "CreateOAuth2Token"})
    void aSessionThatSignsInGoesOnInTheConsole(String name) {
        Issuance issued = only(signIn(name, OPS.identity()).build());
        assertThat(issued.kind()).isEqualTo(Issuance.Kind.SIGN_IN);
        assertThat(issued.groupKey()).isEqualTo("arn:aws:sts::111122223333:assumed-role/ops/alice");
        assertThat(issued.accessKeyId()).isNull();
        assertThat(issued.principalId()).isEqualTo("AROAOPS:alice");
        assertThat(issued.callId()).isEqualTo(Events.id("c"));
        assertThat(issued.hop()).isNull();
        assertThat(issued.callerVerdict()).isNull();
        boolean grant = name.contains("OAuth2");
        assertThat(issued.isGrant()).isEqualTo(grant);
        assertThat(issued.birth()).isEqualTo(grant ? SECOND - 600 : SECOND);
        assertThat(issued.keyUntil()).isEqualTo(issued.birth() + 43_200 + 900);
        assertThat(issued.birthUntil()).isEqualTo(issued.keyUntil());
        assertThat(issued.sessionArn()).isEqualTo(issued.groupKey());
        assertThat(all(signIn(name, OPS.identity())
                        .eventSource("sts.amazonaws.com")
                        .build()))
                .isEmpty();
    }

    @Test
    void aSignInThatFailedOpensNothingAndAUserGoesOnAsItself() {
        assertThat(all(signIn("ConsoleLogin", OPS.identity())
                        .responseElements(answer(all -> all.outcome("Failure")))
                        .build()))
                .isEmpty();
        assertThat(all(signIn("GetSigninToken", OPS.identity())
                        .responseElements(ResponseElements.NONE)
                        .build()))
                .as("a token tells no outcome")
                .hasSize(1);
        assertThat(all(signIn("ConsoleLogin", user("alice").identity()).build()))
                .isEmpty();
        UserIdentity root = UserIdentity.builder()
                .type("Root")
                .arn("arn:aws:iam::111122223333:root")
                .accountId(Events.ACCOUNT)
                .accessKeyId("ASIAROOT")
                .build();
        assertThat(all(signIn("ConsoleLogin", root).build())).isEmpty();
    }

    @Test
    void aFederatedUserThatSignsInIsFoundByItsArn() {
        UserIdentity federated =
                UserIdentity.builder().type("FederatedUser").arn(FEDERATED).build();
        assertThat(only(signIn("ConsoleLogin", federated).build()).groupKey()).isEqualTo(FEDERATED);
        assertThat(all(signIn("ConsoleLogin", Events.copy(federated).arn("x").build())
                        .build()))
                .isEmpty();
    }

    private static final UserIdentity OPENED = Events.copy(
                    session("Dev", "alice", null, NOON).identity())
            .sessionContext(null)
            .build();

    @Test
    void aSwitchOfRoleNamesWhoSwitched() {
        String from = "arn:aws:iam::444455556666:user/people/bob";
        Issuance switched = only(Issued.switched("s", OPENED, from, NOON).build());
        assertThat(switched.kind()).isEqualTo(Issuance.Kind.SWITCH);
        assertThat(switched.groupKey()).isEqualTo(DEV);
        assertThat(switched.hop())
                .isEqualTo(new Hop(ROLE, null, "alice", null, NOON, Basis.PROVIDER, List.of(Events.id("s"))));
        assertThat(switched.callerVerdict())
                .isEqualTo(new Explanation(
                        Identity.of(IdentityType.IAM_USER, "bob", from, null, "444455556666"),
                        Basis.PROVIDER,
                        RoleChain.EMPTY));
        String root = "arn:aws:iam::444455556666:root";
        assertThat(only(Issued.switched("s", OPENED, root, NOON).build()).callerVerdict())
                .isEqualTo(new Explanation(
                        Identity.of(IdentityType.ROOT, null, root, null, "444455556666"),
                        Basis.PROVIDER,
                        RoleChain.EMPTY));
        String session = "arn:aws:sts::444455556666:assumed-role/Sso/bob";
        assertThat(only(Issued.switched("s", OPENED, session, NOON).build()).callerVerdict())
                .isEqualTo(new Gap(
                        UnattributedReason.ISSUANCE_NOT_SEEN,
                        Identity.of(IdentityType.ASSUMED_ROLE, null, session, null, "444455556666"),
                        Claims.NONE));
    }

    @Test
    void aSwitchThatFailedOrNamesNobodyOrOpensNoSessionIsNone() {
        String from = "arn:aws:iam::444455556666:user/bob";
        CloudTrailEvent.Builder switched = Issued.switched("s", OPENED, from, NOON);
        assertThat(all(switched.build())).hasSize(1);
        assertThat(all(switched.eventSource("sts.amazonaws.com").build())).isEmpty();
        assertThat(all(Issued.switched("s", OPENED, "bob", NOON).build())).isEmpty();
        assertThat(all(Issued.switched("s", user("alice").identity(), from, NOON)
                        .build()))
                .isEmpty();
        assertThat(all(Issued.switched("s", OPENED, from, NOON)
                        .responseElements(answer(all -> all.outcome("Failure")))
                        .build()))
                .isEmpty();
    }

    @Test
    void aSwitchWhoseSessionShowsNoRoleIsOfTheRoleOfItsGroup() {
        UserIdentity opened = UserIdentity.builder()
                .type("AssumedRole")
                .principalId("AROADEV:alice")
                .accountId(Events.ACCOUNT)
                .sessionContext(session("Dev", "alice", null, NOON).identity().sessionContext())
                .build();
        String from = "arn:aws:iam::444455556666:user/bob";
        for (String arn : new String[] {null, "arn:aws:sts::111122223333:other"}) {
            Issuance switched =
                    only(Issued.switched("s", Events.copy(opened).arn(arn).build(), from, NOON)
                            .build());
            assertThat(switched.hop().roleArn()).isEqualTo("arn:aws:iam::111122223333:role/dev");
            assertThat(switched.hop().sessionName()).isEqualTo("alice");
        }
    }

    @Test
    void dataThatLakeFormationReadsIsReadInASessionOfItsOwnRole() {
        Issuance read = only(Issued.dataAccess("d", OPS, "made-up", NOON).build());
        assertThat(read.kind()).isEqualTo(Issuance.Kind.NAMED);
        assertThat(read.groupKey())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/awsserviceroleforlakeformationdataaccess/made-up");
        assertThat(read.principalId()).isNull();
        assertThat(read.callerVerdict()).isNull();
        assertThat(read.hop())
                .isEqualTo(new Hop(
                        "arn:aws:iam::111122223333:role/aws-service-role/lakeformation.amazonaws.com/"
                                + "AWSServiceRoleForLakeFormationDataAccess",
                        null,
                        "made-up",
                        null,
                        NOON,
                        Basis.PROVIDER,
                        List.of(Events.id("d"))));
        UserIdentity chinese = Events.copy(user("alice").identity())
                .arn("arn:aws-cn:iam::111122223333:user/alice")
                .build();
        assertThat(only(Issued.dataAccess("d", new Events.Holder(chinese), "made-up", NOON)
                                .build())
                        .groupKey())
                .startsWith("arn:aws-cn:");
        UserIdentity without = Events.copy(user("alice").identity()).arn(null).build();
        assertThat(only(Issued.dataAccess("d", new Events.Holder(without), "made-up", NOON)
                                .build())
                        .groupKey())
                .startsWith("arn:aws:");
    }

    @Test
    void dataWithoutASessionNameOrAnAccountOpensNothing() {
        assertThat(all(Issued.dataAccess("d", OPS, "", NOON).build())).isEmpty();
        assertThat(all(Issued.dataAccess("d", OPS, null, NOON).build())).isEmpty();
        assertThat(all(Issued.dataAccess("d", OPS, "x", NOON)
                        .recipientAccountId(null)
                        .build()))
                .isEmpty();
        assertThat(all(Issued.dataAccess("d", OPS, "x", NOON)
                        .eventSource("s3.x")
                        .build()))
                .isEmpty();
    }

    private static List<Issuance> copies(UserIdentity caller, @Nullable String eventType) {
        return all(call("s3.amazonaws.com", "GetObject", caller)
                .sharedEventId("shared")
                .eventType(eventType)
                .build());
    }

    @Test
    void theCallersOwnCopyOfACallTellsWhoCalled() {
        Issuance copy = copies(user("alice").identity(), null).get(0);
        assertThat(copy.kind()).isEqualTo(Issuance.Kind.SHARED);
        assertThat(copy.groupKey()).isEqualTo(GroupKeys.ofSharedEvent("shared"));
        assertThat(copy.principalId()).isEqualTo("AIDAALICE");
        assertThat(copy.hop()).isNull();
        assertThat(copies(OPS.identity(), "AwsApiCall")).hasSize(1);
        assertThat(copies(OPS.identity(), "AwsCloudTrailInsight")).isEmpty();
        for (String type : List.of("AWSAccount", "AWSService", "SomethingNew")) {
            UserIdentity other = UserIdentity.builder()
                    .type(type)
                    .accountId(Events.ACCOUNT)
                    .principalId("AIDAALICE")
                    .build();
            assertThat(copies(other, null)).as(type).isEmpty();
        }
        assertThat(copies(UserIdentity.NONE, null)).isEmpty();
        assertThat(all(call("s3.amazonaws.com", "GetObject", OPS.identity()).build()))
                .isEmpty();
    }

    @Test
    void anAssumeRoleWithCopiesIsTwoThings() {
        List<Issuance> both = all(assumed().sharedEventId("shared").build());
        assertThat(both).extracting(Issuance::kind).containsExactly(Issuance.Kind.SESSION, Issuance.Kind.SHARED);
        assertThat(both.get(0).callId()).isEqualTo("shared");
        assertThat(both.get(1).callId()).isEqualTo(Events.id("a"));
        Issuance copy = all(signIn("CreateOAuth2Token", OPS.identity())
                        .sharedEventId("ends like a root ARN:root")
                        .build())
                .get(1);
        assertThat(copy.isGrant()).isFalse();
        assertThat(copy.isOfRoot()).isFalse();
    }

    @Test
    void aCallThatTheConsoleMadeIsKnownByTheNameOfItsCallerOrAddress() {
        UserIdentity.Builder caller = Events.copy(user("alice").identity());
        assertThat(only(assumed().build()).isOfConsole()).isFalse();
        assertThat(only(assumed().sourceIpAddress("AWS Internal").build()).isOfConsole())
                .isTrue();
        assertThat(only(assumed()
                                .userIdentity(caller.invokedBy("AWS Internal").build())
                                .build())
                        .isOfConsole())
                .isTrue();
        assertThat(only(assumed()
                                .userIdentity(
                                        caller.invokedBy("s3.amazonaws.com").build())
                                .build())
                        .isOfConsole())
                .isFalse();
    }

    @Test
    void aCallerOfAnotherAccountIsAForeignView() {
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .accountId("444455556666")
                .principalId("AIDABOB")
                .build();
        Issuance issued = only(assumed().userIdentity(foreign).build());
        assertThat(issued.isForeignView()).isTrue();
        assertThat(issued.correctedEventId()).isNull();
        Addendum addendum = new Addendum("UPDATED_DATA", List.of(), "corrected");
        assertThat(only(assumed().addendum(addendum).build()).correctedEventId())
                .isEqualTo("corrected");
    }

    @Test
    void aSessionsArnIsWhatWasAnsweredElseMadeOfRoleAndName() {
        assertThat(only(assumed().build()).sessionArn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/Dev/alice");
        String shown = "arn:aws:sts::111122223333:assumed-role/DEV/alice";
        assertThat(only(assumed()
                                .responseElements(answer(all -> all.assumedRoleArn(shown)))
                                .build())
                        .sessionArn())
                .isEqualTo(shown);
        Issuance switched = only(Issued.switched("s", OPENED, "arn:aws:iam::444455556666:user/bob", NOON)
                .build());
        assertThat(switched.sessionArn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/Dev/alice");
    }

    @Test
    void aRoleSessionWithoutBirthGrantsWithoutOne() {
        UserIdentity birthless = Events.copy(OPS.identity())
                .sessionContext(new SessionContext(
                        OPS.identity().sessionContext().sessionIssuer(), null, null, null, null, false, null, null))
                .build();
        Issuance granted = only(signIn("CreateOAuth2Token", birthless).build());
        assertThat(granted.birth()).isEqualTo(EpochSeconds.UNKNOWN);
        assertThat(granted.birthUntil()).isEqualTo(Long.MAX_VALUE);
    }
}
