// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InScopeOf;
import io.whotrail.event.InputTrust;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.event.WebIdFederation;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a session's own event shows, where nothing else does: piece by piece, and which piece counts before which. */
final class CarriedEvidenceTest {
    private static final Instant BIRTH = Instant.parse("2026-03-02T12:00:00Z");
    private static final String ACCOUNT = "111122223333";
    private static final String DEV = "arn:aws:iam::111122223333:role/Dev";
    private static final String RESERVED =
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef";
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:444455556666:function:resize";
    private static final OnBehalfOf EVE = new OnBehalfOf("u-1", "store");
    private static final WebIdFederation WEB =
            new WebIdFederation("accounts.google.com", Map.of("accounts.google.com:sub", "subject-7"));

    /** What a session's context may show. */
    private record Shown(
            String roleArn,
            @Nullable String sourceIdentity,
            @Nullable String ec2RoleDelivery,
            @Nullable WebIdFederation federation) {
        static Shown by(String roleArn) {
            return new Shown(roleArn, null, null, null);
        }

        SessionContext context() {
            return new SessionContext(
                    new SessionIssuer("Role", "AROA", roleArn, ACCOUNT, "Role"),
                    BIRTH,
                    null,
                    sourceIdentity,
                    ec2RoleDelivery,
                    false,
                    null,
                    federation);
        }
    }

    private static UserIdentity session(String name, Shown shown, UnaryOperator<UserIdentity.Builder> more) {
        String role = shown.roleArn.substring(shown.roleArn.lastIndexOf('/') + 1);
        return more.apply(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId("AROA:" + name)
                        .arn("arn:aws:sts::111122223333:assumed-role/" + role + '/' + name)
                        .accountId(ACCOUNT)
                        .sessionContext(shown.context()))
                .build();
    }

    private static @Nullable Explanation carried(UserIdentity identity, EnforcedNames.@Nullable Caller named) {
        return CarriedEvidence.of(
                Use.of(CloudTrailEvent.builder("e").userIdentity(identity).build()), named);
    }

    private static String origin(UserIdentity identity) {
        Explanation told = carried(identity, null);
        if (told == null) {
            return "nobody";
        }
        Identity origin = told.origin();
        return told.basis() + " " + origin.type() + ' ' + origin.name() + ' ' + origin.userId() + ' '
                + origin.provider() + ' ' + origin.service() + ' ' + origin.arn() + ' ' + origin.accountId();
    }

    private static UnaryOperator<UserIdentity.Builder> nothing() {
        return UnaryOperator.identity();
    }

    @Test
    void theHopIsTheSessionAsItsEventShowsItAndNoOtherEventProvesIt() {
        UserIdentity identity = session("i-1", new Shown(DEV, "alice", "2.0", null), nothing());
        Explanation told = carried(identity, null);
        assertThat(told).isNotNull();
        assertThat(told.chain().hops()).hasSize(1);
        Hop hop = told.chain().hops().get(0);
        assertThat(hop.roleArn()).isEqualTo(DEV);
        assertThat(hop.roleId()).isEqualTo("AROA");
        assertThat(hop.sessionName()).isEqualTo("i-1");
        assertThat(hop.sourceIdentity()).isEqualTo("alice");
        assertThat(hop.issuedAt()).isEqualTo(BIRTH);
        assertThat(hop.link()).isEqualTo(Basis.WORKLOAD);
        assertThat(hop.issuanceEventIds()).isEmpty();
        assertThat(told.origin().roleArn()).isEqualTo(DEV);
    }

    @Test
    void withoutAContextAServicesOwnRoleIsToldByTheArnAlone() {
        UserIdentity bare = UserIdentity.builder()
                .type("AssumedRole")
                .arn("arn:aws:sts::111122223333:assumed-role/Dev/s")
                .build();
        assertThat(carried(bare, null)).isNull();
        UserIdentity linked = UserIdentity.builder()
                .type("AssumedRole")
                .arn("arn:aws:iam::111122223333:role/aws-service-role/ops.amazonaws.com/AWSServiceRoleForOps")
                .build();
        Explanation told = carried(linked, null);
        assertThat(told).isNotNull();
        assertThat(told.origin().name()).isEqualTo("ops.amazonaws.com");
        assertThat(told.chain().hops().get(0).roleArn()).isNull();
        assertThat(told.chain().hops().get(0).roleId()).isNull();
    }

    @Test
    void anIdentityCenterUserIsWhoItActsForNamedWhereItsReservedRoleNamesSessions() {
        assertThat(origin(session("eve", Shown.by(RESERVED), session -> session.onBehalfOf(EVE))))
                .isEqualTo("PROVIDER IDENTITY_CENTER_USER eve u-1 null null null null");
        assertThat(origin(session("eve", Shown.by(DEV), session -> session.onBehalfOf(EVE))))
                .isEqualTo("PROVIDER IDENTITY_CENTER_USER null u-1 null null null null");
        assertThat(origin(session("eve", Shown.by(RESERVED), nothing())))
                .isEqualTo("PROVIDER IDENTITY_CENTER_USER eve null null null null null");
        assertThat(origin(session("s", Shown.by(DEV), session -> session.onBehalfOf(new OnBehalfOf(null, "store")))))
                .isEqualTo("nobody");
    }

    @Test
    void aWebIdentityIsItsSubjectAndWithoutOneNobody() {
        assertThat(origin(session("s", new Shown(DEV, null, null, WEB), nothing())))
                .isEqualTo("PROVIDER WEB_IDENTITY_USER subject-7 null accounts.google.com null null null");
        assertThat(origin(session("s", new Shown(DEV, null, null, new WebIdFederation("p", Map.of())), nothing())))
                .isEqualTo("nobody");
        assertThat(origin(session("s", new Shown(DEV, null, null, WEB), session -> session.onBehalfOf(EVE))))
                .startsWith("PROVIDER IDENTITY_CENTER_USER");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "i-0123, 2.0, WORKLOAD WORKLOAD i-0123 null null ec2.amazonaws.com null 111122223333",
                "mi-0123, 1.0, WORKLOAD WORKLOAD mi-0123 null null ec2.amazonaws.com null 111122223333",
                "i-0123, -, nobody",
                "somebody, 2.0, nobody"
            })
    void anInstanceIsToldByHowItsCredentialsAreDelivered(String name, @Nullable String delivery, String expected) {
        assertThat(origin(session(name, new Shown(DEV, null, delivery, null), nothing())))
                .isEqualTo(expected);
    }

    @Test
    void aFunctionIsTheOneThatTheCredentialsWereIssuedToElseTheOneThatTheyAreUsedFor() {
        String resize = "WORKLOAD WORKLOAD resize null null lambda.amazonaws.com " + FUNCTION + " 444455556666";
        assertThat(origin(
                        inScope("AWS::Lambda::Function", FUNCTION, "arn:aws:lambda:eu-west-1:444455556666:function:o")))
                .isEqualTo(resize);
        assertThat(origin(inScope("AWS::Lambda::Function", null, FUNCTION))).isEqualTo(resize);
        assertThat(origin(inScope("AWS::Lambda::Function", "no ARN", FUNCTION))).isEqualTo("nobody");
        assertThat(origin(inScope("AWS::Other::Thing", FUNCTION, FUNCTION))).isEqualTo("nobody");
        assertThat(CarriedEvidence.nameOf(inScope("AWS::Lambda::Function", FUNCTION, null)))
                .isEqualTo("resize");
    }

    private static UserIdentity inScope(String type, @Nullable String issuedTo, @Nullable String usedFor) {
        return session(
                "s", Shown.by(DEV), session -> session.inScopeOf(new InScopeOf(type, issuedTo, usedFor, ACCOUNT)));
    }

    @Test
    void aServiceLinkedRoleIsOnlyItsServices() {
        String linked = "arn:aws:iam::111122223333:role/aws-service-role/ops.amazonaws.com/AWSServiceRoleForOps";
        assertThat(origin(session("s", Shown.by(linked), nothing())))
                .isEqualTo("WORKLOAD AWS_SERVICE ops.amazonaws.com null null null null null");
        assertThat(origin(session("s", Shown.by("arn:aws:iam::111122223333:role/aws-service-role/ops"), nothing())))
                .isEqualTo("nobody");
    }

    @Test
    void noOtherPathIsTakenForAServicesNorASessionWithoutAnArnForAnybodys() {
        String deep = "arn:aws:iam::111122223333:role/a/long/path/that/is/no/services/Dev";
        assertThat(origin(session("s", Shown.by(deep), nothing()))).isEqualTo("nobody");
        assertThat(carried(UserIdentity.builder().type("AssumedRole").build(), null))
                .isNull();
    }

    @Test
    void aForcedNameCountsAfterWhatAwsSaysAndIsBelievedAsItsPolicy() {
        var alice = new EnforcedNames.Caller(
                Identity.of(IdentityType.IAM_USER, "alice", null, null, ACCOUNT), InputTrust.DIGEST_VERIFIED);
        Explanation forced = carried(session("alice", new Shown(DEV, "mallory", null, null), nothing()), alice);
        assertThat(forced).isNotNull();
        assertThat(forced.basis()).isEqualTo(Basis.ENFORCED_NAME);
        assertThat(forced.origin().name()).isEqualTo("alice");
        assertThat(forced.trust()).isEqualTo(InputTrust.DIGEST_VERIFIED);
        Explanation instance = carried(session("i-1", new Shown(DEV, null, "2.0", null), nothing()), alice);
        assertThat(instance).isNotNull();
        assertThat(instance.basis()).isEqualTo(Basis.WORKLOAD);
    }

    @Test
    void aSourceIdentityCountsLastAndAnEmptyOneNotAtAll() {
        assertThat(origin(session("s", new Shown(DEV, "alice", null, null), nothing())))
                .isEqualTo("SOURCE_IDENTITY SOURCE_IDENTITY alice null null null null 111122223333");
        assertThat(origin(session("s", new Shown(DEV, "", null, null), nothing())))
                .isEqualTo("nobody");
    }

    @Test
    void onlyWhomAwsItselfMadeASessionForMakesItsNameKnown() {
        assertThat(CarriedEvidence.nameOf(session("eve", Shown.by(RESERVED), nothing())))
                .isEqualTo("eve");
        assertThat(CarriedEvidence.nameOf(session("i-1", new Shown(DEV, null, "2.0", null), nothing())))
                .isEqualTo("i-1");
        assertThat(CarriedEvidence.nameOf(session("bob", new Shown(DEV, "bob", "2.0", null), nothing())))
                .isNull();
        assertThat(CarriedEvidence.nameOf(session("bob", new Shown(DEV, "bob", null, null), nothing())))
                .isNull();
        assertThat(CarriedEvidence.nameOf(session("s", Shown.by(DEV), session -> session.onBehalfOf(EVE))))
                .isNull();
        assertThat(CarriedEvidence.nameOf(session("s", new Shown(DEV, null, null, WEB), nothing())))
                .isNull();
        assertThat(CarriedEvidence.nameOf(UserIdentity.builder()
                        .sessionContext(new Shown(DEV, null, null, WEB).context())
                        .build()))
                .isNull();
        assertThat(CarriedEvidence.nameOf(UserIdentity.NONE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ec2.amazonaws.com, i-1, WORKLOAD",
                "ec2.amazonaws.com.cn, i-1, WORKLOAD",
                "ec2.amazonaws.com, somebody, AWS_SERVICE",
                "ec2.amazonaws.com, -, AWS_SERVICE",
                "lambda.amazonaws.com, -, AWS_SERVICE",
                "ecs-tasks.amazonaws.com, -, AWS_SERVICE",
                "lambda.amazonaws.com, resize, WORKLOAD",
                "lambda.amazonaws.com, awslambda_1_2026, AWS_SERVICE",
                "ecs-tasks.amazonaws.com, 0123abcd, WORKLOAD",
                "pods.eks.amazonaws.com, eks-a-b, WORKLOAD",
                "config.amazonaws.com, i-1, AWS_SERVICE"
            })
    void aServiceNamesTheWorkloadThatItAssumesARoleFor(String service, @Nullable String name, IdentityType expected) {
        CloudTrailEvent event = CloudTrailEvent.builder("e")
                .requestParameters(new RequestParameters(DEV, name, null, null, null, null, null, null))
                .build();
        assertThat(Workloads.isInstanceId(null)).isFalse();
        Identity origin = Workloads.origin(service, event, ACCOUNT);
        assertThat(origin.type()).isEqualTo(expected);
        boolean workload = expected == IdentityType.WORKLOAD;
        assertThat(origin.name()).isEqualTo(workload ? name : service);
        assertThat(origin.service()).isEqualTo(workload ? service.replace(".cn", "") : null);
        assertThat(origin.roleArn()).isEqualTo(workload ? DEV : null);
        assertThat(origin.accountId()).isEqualTo(workload ? ACCOUNT : null);
    }
}
