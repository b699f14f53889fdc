// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record's identity says of itself, shape by shape, and what it says where parts are missing. */
final class IdentitiesTest {
    private static final String ALICE = "arn:aws:iam::111122223333:user/people/alice";
    private static final String ROOT = "arn:aws:iam::111122223333:root";
    private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/Dev/s";

    private static String said(UnaryOperator<UserIdentity.Builder> identity) {
        return said(identity, UnaryOperator.identity());
    }

    private static String said(
            UnaryOperator<UserIdentity.Builder> identity, UnaryOperator<CloudTrailEvent.Builder> event) {
        CloudTrailEvent asked = event.apply(CloudTrailEvent.builder("e")
                        .userIdentity(identity.apply(UserIdentity.builder()).build()))
                .build();
        return text(Identities.own(asked, Identities.typeOf(asked.userIdentity())));
    }

    private static String text(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "asked for";
        }
        if (verdict instanceof Gap gap) {
            return gap.reason() + " " + (gap.furthest() == null ? "nobody" : text(gap.furthest()));
        }
        Explanation known = (Explanation) verdict;
        assertThat(known.chain()).isEqualTo(RoleChain.EMPTY);
        return known.basis() + " " + text(known.origin());
    }

    private static String text(Identity identity) {
        return identity.type()
                + part(" named ", identity.name())
                + part(" id ", identity.principalId())
                + part(" at ", identity.arn())
                + part(" of ", identity.accountId())
                + part(" by ", identity.provider())
                + part(" user ", identity.userId())
                + part(" in ", identity.identityStoreArn());
    }

    private static String part(String label, @Nullable String value) {
        return value == null ? "" : label + value;
    }

    private static SessionContext issuedBy(@Nullable SessionIssuer issuer) {
        return new SessionContext(issuer, null, null, null, null, false, null, null);
    }

    private static SessionContext ofAssumedRoot() {
        return new SessionContext(null, null, null, null, null, true, null, null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, arn:aws:sts::111122223333:assumed-role/Dev/s, ASSUMED_ROLE",
                "-, arn:aws:iam::111122223333:root, ROOT",
                "-, arn:aws:iam::111122223333:user/people/alice, IAM_USER",
                "-, arn:aws:iam::111122223333:role/Dev, -",
                "-, arn:aws:sts::111122223333:assumed-role/Dev, -",
                "-, not an ARN, -",
                "IAMUser, arn:aws:iam::111122223333:root, IAM_USER",
                "SomethingNew, arn:aws:iam::111122223333:root, UNKNOWN"
            })
    void whereCloudTrailNamesNoTypeTheArnShowsIt(
            @Nullable String type, @Nullable String arn, @Nullable IdentityType expected) {
        assertThat(Identities.typeOf(UserIdentity.builder().type(type).arn(arn).build()))
                .isEqualTo(expected);
    }

    @Test
    void withoutAnArnWhoIsActedForShowsTheTypeAndThenTheServiceThatCalls() {
        UserIdentity.Builder both =
                UserIdentity.builder().onBehalfOf(new OnBehalfOf("u", null)).invokedBy("s3.amazonaws.com");
        assertThat(Identities.typeOf(both.build())).isEqualTo(IdentityType.IDENTITY_CENTER_USER);
        assertThat(Identities.typeOf(both.arn(ALICE).build())).isEqualTo(IdentityType.IAM_USER);
        assertThat(Identities.typeOf(
                        UserIdentity.builder().invokedBy("s3.amazonaws.com").build()))
                .isEqualTo(IdentityType.AWS_SERVICE);
        assertThat(Identities.typeOf(UserIdentity.NONE)).isNull();
    }

    @Test
    void aUserIsNamedByTheRecordElseByTheArn() {
        assertThat(said(user -> user.type("IAMUser")
                        .arn(ALICE)
                        .principalId("AIDA")
                        .accountId("999988887777")
                        .userName("al")))
                .isEqualTo("DIRECT IAM_USER named al id AIDA at " + ALICE + " of 999988887777");
        assertThat(said(user -> user.type("IAMUser").arn(ALICE)))
                .isEqualTo("DIRECT IAM_USER named alice at " + ALICE + " of 111122223333");
        assertThat(said(user -> user.type("IAMUser").userName("al"))).isEqualTo("DIRECT IAM_USER named al");
        assertThat(said(user -> user.type("IAMUser").principalId("AIDA"))).isEqualTo("DIRECT IAM_USER id AIDA");
        assertThat(said(user -> user.type("IAMUser").arn("no ARN"))).isEqualTo("DIRECT IAM_USER at no ARN");
        assertThat(said(user -> user.type("IAMUser").accountId("111122223333")))
                .isEqualTo("NO_IDENTITY IAM_USER of 111122223333");
    }

    @Test
    void aRootUserIsTheAccountsAndOneThatWasAssumedIsAskedFor() {
        String root = "ROOT id 111122223333 at " + ROOT + " of 111122223333";
        assertThat(said(user -> user.type("Root").arn(ROOT).principalId("111122223333")))
                .isEqualTo("DIRECT " + root);
        assertThat(said(user -> user.type("Root").accountId("111122223333").principalId("111122223333")))
                .isEqualTo("DIRECT " + root);
        assertThat(said(user ->
                        user.type("Root").arn(ROOT).principalId("111122223333").sessionContext(issuedBy(null))))
                .isEqualTo("DIRECT " + root);
        assertThat(said(user ->
                        user.type("Root").arn(ROOT).principalId("111122223333").sessionContext(ofAssumedRoot())))
                .isEqualTo("ISSUANCE_NOT_SEEN " + root);
        assertThat(said(user -> user.type("Root").userName("root"))).isEqualTo("NO_IDENTITY ROOT named root");
    }

    @Test
    void aFederatedUserIsWhoeverAskedForTheTokenWhereTheRecordShowsThat() {
        String bob = "arn:aws:sts::111122223333:federated-user/bob";
        SessionIssuer user = new SessionIssuer("IAMUser", "AIDA", ALICE, "111122223333", "alice");
        assertThat(said(one -> one.type("FederatedUser").arn(bob).sessionContext(issuedBy(user))))
                .isEqualTo("DIRECT IAM_USER named alice id AIDA at " + ALICE + " of 111122223333");
        SessionIssuer root = new SessionIssuer("Root", "111122223333", ROOT, "111122223333", "root");
        assertThat(said(one -> one.type("FederatedUser").arn(bob).sessionContext(issuedBy(root))))
                .isEqualTo("DIRECT ROOT id 111122223333 at " + ROOT + " of 111122223333");
        SessionIssuer onlyArn = new SessionIssuer("IAMUser", null, ALICE, null, null);
        assertThat(said(one -> one.type("FederatedUser").arn(bob).sessionContext(issuedBy(onlyArn))))
                .isEqualTo("DIRECT IAM_USER at " + ALICE);
        SessionIssuer onlyId = new SessionIssuer("IAMUser", "AIDA", null, null, null);
        assertThat(said(one -> one.type("FederatedUser").arn(bob).sessionContext(issuedBy(onlyId))))
                .isEqualTo("DIRECT IAM_USER id AIDA");
        SessionIssuer nobody = new SessionIssuer("IAMUser", null, null, "111122223333", "alice");
        assertThat(said(one -> one.type("FederatedUser").arn(bob).sessionContext(issuedBy(nobody))))
                .isEqualTo("asked for");
        assertThat(said(one -> one.type("FederatedUser").arn(bob).sessionContext(issuedBy(null))))
                .isEqualTo("asked for");
        assertThat(said(one -> one.type("FederatedUser").arn(bob))).isEqualTo("asked for");
        assertThat(said(one -> one.type("FederatedUser").userName("bob")))
                .isEqualTo("MALFORMED_IDENTITY FEDERATED_USER named bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAMLUser", "WebIdentityUser"})
    void whoAnIdentityProviderVouchesForBearsItsName(String type) {
        IdentityType kind = IdentityType.of(type);
        assertThat(said(user ->
                        user.type(type).userName("carol").principalId("p:carol").identityProvider("idp")))
                .isEqualTo("DIRECT " + kind + " named carol id p:carol by idp");
        assertThat(said(user -> user.type(type).identityProvider("idp"))).isEqualTo("NO_IDENTITY " + kind);
    }

    @Test
    void aDirectorysUserIsNamedAsTheRecordDoes() {
        assertThat(said(user -> user.type("Directory")
                        .userName("dan")
                        .arn("arn:d")
                        .principalId("d-1")
                        .accountId("111122223333")))
                .isEqualTo("DIRECT DIRECTORY named dan id d-1 at arn:d of 111122223333");
        assertThat(said(user -> user.type("Directory"))).isEqualTo("NO_IDENTITY DIRECTORY");
    }

    @Test
    void sessionsAreAskedForAndARoleIsNobodysSession() {
        assertThat(said(session -> session.type("AssumedRole").arn(SESSION).userName("s")))
                .isEqualTo("asked for");
        assertThat(said(role -> role.type("Role").principalId("AROA").userName("Dev")))
                .isEqualTo("ISSUANCE_NOT_SEEN ROLE named Dev id AROA");
    }

    @Test
    void theUserOfIdentityCenterIsWhomItActsForElseAsOlderRecordsTell() {
        String store = "arn:aws:identitystore::111122223333:identitystore/d-1";
        assertThat(said(user -> user.type("IdentityCenterUser")
                        .userName("eve")
                        .principalId("p")
                        .onBehalfOf(new OnBehalfOf("u-1", store))))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER named eve user u-1 in " + store);
        assertThat(said(user ->
                        user.type("IdentityCenterUser").principalId("u-2").onBehalfOf(new OnBehalfOf(null, store))))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user u-2 in " + store);
        assertThat(said(user -> user.type("IdentityCenterUser").principalId("u-3")))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user u-3");
        assertThat(said(user -> user.type("IdentityCenterUser").accountId("a-1").principalId("a-1")))
                .isEqualTo("NO_IDENTITY IDENTITY_CENTER_USER id a-1 of a-1");
        assertThat(said(user -> user.type("IdentityCenterUser").principalId("111122223333")))
                .isEqualTo("NO_IDENTITY IDENTITY_CENTER_USER id 111122223333");
        assertThat(said(user -> user.type("IdentityCenterUser").principalId("11112222333x")))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user 11112222333x");
        assertThat(said(user -> user.type("IdentityCenterUser").principalId("1111222233334")))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user 1111222233334");
        assertThat(said(
                        user -> user.type("IdentityCenterUser"),
                        event -> event.additionalEventData(
                                AdditionalEventData.builder().userName("eve").build())))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER named eve");
        assertThat(said(user -> user.onBehalfOf(new OnBehalfOf("u-4", null))))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user u-4");
        assertThat(said(user -> user.arn("arn:aws:iam::111122223333:role/Dev").onBehalfOf(new OnBehalfOf("u-5", null))))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user u-5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sso.amazonaws.com", "sso-directory.amazonaws.com", "identitystore.x", "signin.x"})
    void anUnknownIdentityIsOneOfIdentityCenterWhereItsServicesSaySo(String source) {
        assertThat(said(user -> user.type("Unknown").principalId("u-1"), event -> event.eventSource(source)))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user u-1");
        assertThat(said(user -> user.type("Unknown").userName("eve"), event -> event.eventSource(source)))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER named eve");
        assertThat(said(user -> user.type("Unknown").accountId("1"), event -> event.eventSource(source)))
                .isEqualTo("NO_IDENTITY UNKNOWN of 1");
    }

    @Test
    void elsewhereAnUnknownIdentityIsNobodyUnlessItTellsForWhomItActs() {
        assertThat(said(
                        user -> user.type("Unknown").principalId("u-1").userName("eve"),
                        event -> event.eventSource("s3.amazonaws.com")))
                .isEqualTo("NO_IDENTITY UNKNOWN named eve id u-1");
        assertThat(said(
                        user -> user.type("Unknown").onBehalfOf(new OnBehalfOf("u-1", null)),
                        event -> event.eventSource("s3.amazonaws.com")))
                .isEqualTo("DIRECT IDENTITY_CENTER_USER user u-1");
    }

    @Test
    void aServiceIsTheOneThatCallsElseTheOneWhoseOwnEventItIs() {
        assertThat(said(
                        service -> service.type("AWSService").invokedBy("ec2.amazonaws.com"),
                        event -> event.eventType("AwsServiceEvent").eventSource("s3.amazonaws.com")))
                .isEqualTo("DIRECT AWS_SERVICE named ec2.amazonaws.com");
        assertThat(said(
                        service -> service.type("AWSService"),
                        event -> event.eventType("AwsServiceEvent").eventSource("s3.amazonaws.com")))
                .isEqualTo("DIRECT AWS_SERVICE named s3.amazonaws.com");
        assertThat(said(
                        service -> service.type("AWSService"),
                        event -> event.eventType("AwsApiCall").eventSource("s3.amazonaws.com")))
                .isEqualTo("NO_IDENTITY AWS_SERVICE");
        assertThat(said(
                        service -> service.type("AWSService"),
                        event -> event.eventType("AwsServiceEvent").eventSource("")))
                .isEqualTo("NO_IDENTITY AWS_SERVICE");
        assertThat(said(
                        nothing -> nothing,
                        event -> event.eventType("AwsServiceEvent").eventSource("s3.x")))
                .isEqualTo("DIRECT AWS_SERVICE named s3.x");
        assertThat(said(nothing -> nothing)).isEqualTo("NO_IDENTITY nobody");
    }

    @Test
    void aForeignAccountIsNamedAsFarAsItIsShownAndAnonymousCallersAreNobody() {
        assertThat(said(account ->
                        account.type("AWSAccount").accountId("444455556666").principalId("AIDA")))
                .isEqualTo("FOREIGN_ACCOUNT AWS_ACCOUNT id AIDA of 444455556666");
        assertThat(said(account ->
                        account.type("AWSAccount").accountId("444455556666").principalId("")))
                .isEqualTo("FOREIGN_ACCOUNT AWS_ACCOUNT of 444455556666");
        assertThat(said(account -> account.type("AWSAccount").accountId("444455556666")))
                .isEqualTo("FOREIGN_ACCOUNT AWS_ACCOUNT of 444455556666");
        assertThat(said(account -> account.type("AWSAccount").principalId("AIDA")))
                .isEqualTo("FOREIGN_ACCOUNT AWS_ACCOUNT id AIDA");
        assertThat(said(account -> account.type("AWSAccount").principalId(""))).isEqualTo("NO_IDENTITY AWS_ACCOUNT");
        assertThat(said(account -> account.type("AWSAccount"))).isEqualTo("NO_IDENTITY AWS_ACCOUNT");
        assertThat(said(account -> account.type("AWSAccount")
                        .accountId("ANONYMOUS_PRINCIPAL")
                        .principalId("AIDA")))
                .isEqualTo("NO_IDENTITY AWS_ACCOUNT id AIDA of ANONYMOUS_PRINCIPAL");
        assertThat(said(account ->
                        account.type("AWSAccount").accountId("Anonymous").principalId("AIDA")))
                .isEqualTo("NO_IDENTITY AWS_ACCOUNT id AIDA of Anonymous");
    }

    @Test
    void anActingSessionHasNoNameOfItsOwnAndAnEmptyIdIsNone() {
        assertThat(text(Identities.acting(UserIdentity.builder()
                        .type("AssumedRole")
                        .arn(SESSION)
                        .principalId("AROA:s")
                        .userName("s")
                        .accountId("111122223333")
                        .build())))
                .isEqualTo("ASSUMED_ROLE id AROA:s at " + SESSION + " of 111122223333");
        assertThat(text(Identities.acting(UserIdentity.builder()
                        .type("IAMUser")
                        .principalId("")
                        .userName("alice")
                        .build())))
                .isEqualTo("IAM_USER named alice");
        assertThat(text(Identities.acting(UserIdentity.builder().userName("x").build())))
                .isEqualTo("UNKNOWN named x");
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY_CENTER_USER, false",
        "AWS_SERVICE, false",
        "UNKNOWN, false",
        "IAM_USER, true",
        "AWS_ACCOUNT, true"
    })
    void onlyOfSomeKindsTheEventTellsMoreThanTheIdentity(IdentityType type, boolean ofIdentity) {
        assertThat(Identities.isOfIdentity(type)).isEqualTo(ofIdentity);
    }
}
