// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a record: every field that attribution needs, lenient in shape and strict in meaning. */
class EventParserTest {
    @Test
    void everyFieldOfTheEventItself() {
        CloudTrailEvent event = read("""
                {"eventVersion":"1.11","eventID":"id","eventTime":"2026-01-02T03:04:05Z",
                 "eventSource":"sts.amazonaws.com",
                 "eventName":"AssumeRole","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1",
                 "eventType":"AwsApiCall",
                 "errorCode":"AccessDenied","recipientAccountId":"111122223333","sharedEventID":"shared",
                 "sessionCredentialFromConsole":"true",
                 "addendum":{"reason":"UPDATED_DATA","updatedFields":"a, b","originalEventID":"before",
                 "originalRequestID":"r"}}""");
        assertThat(event.eventId()).isEqualTo("id");
        assertThat(event.eventTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(event.eventSource()).isEqualTo("sts.amazonaws.com");
        assertThat(event.eventName()).isEqualTo("AssumeRole");
        assertThat(event.awsRegion()).isEqualTo("eu-west-1");
        assertThat(event.sourceIpAddress()).isEqualTo("192.0.2.1");
        assertThat(event.eventType()).isEqualTo("AwsApiCall");
        assertThat(event.errorCode()).isEqualTo("AccessDenied");
        assertThat(event.recipientAccountId()).isEqualTo("111122223333");
        assertThat(event.sharedEventId()).isEqualTo("shared");
        assertThat(event.sessionCredentialFromConsole()).isTrue();
        assertThat(event.addendum().reason()).isEqualTo("UPDATED_DATA");
        assertThat(event.addendum().updatedFields()).containsExactly("a", "b");
        assertThat(event.addendum().originalEventId()).isEqualTo("before");
    }

    @Test
    void everyFieldOfTheIdentity() {
        UserIdentity identity = identity("""
                {"type":"AssumedRole","principalId":"AROA:s","arn":"arn:aws:sts::1:assumed-role/r/s","accountId":"1",
                 "accessKeyId":"ASIAKEY","userName":"u","invokedBy":"AWS Internal","identityProvider":"idp",
                 "credentialId":"c",
                 "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA","arn":"arn:aws:iam::1:role/p/r",
                   "accountId":"1","userName":"r"},
                   "attributes":{"creationDate":"2026-01-01T00:00:00Z","mfaAuthenticated":"true"},
                   "webIdFederationData":{"federatedProvider":"p","attributes":{"p:sub":"me","p:aud":"you"}},
                   "sourceIdentity":"ann","ec2RoleDelivery":"2.0","assumedRoot":"true","signInSessionArn":"ssa"},
                 "onBehalfOf":{"userId":"uid","identityStoreArn":"isa"},
                 "inScopeOf":{"issuerType":"it","credentialsIssuedTo":"cit","sourceArn":"sa","sourceAccount":"2",
                   "credentialsIssuedToVersion":"x"},
                 "invokedByDelegate":{"accountId":"3"}}""");
        assertThat(identity.type()).isEqualTo("AssumedRole");
        assertThat(identity.principalId()).isEqualTo("AROA:s");
        assertThat(identity.arn()).isEqualTo("arn:aws:sts::1:assumed-role/r/s");
        assertThat(identity.accountId()).isEqualTo("1");
        assertThat(identity.accessKeyId()).isEqualTo("ASIAKEY");
        assertThat(identity.userName()).isEqualTo("u");
        assertThat(identity.invokedBy()).isEqualTo("AWS Internal");
        assertThat(identity.identityProvider()).isEqualTo("idp");
        assertThat(identity.credentialId()).isEqualTo("c");
        assertThat(identity.onBehalfOf().userId()).isEqualTo("uid");
        assertThat(identity.onBehalfOf().identityStoreArn()).isEqualTo("isa");
        assertThat(identity.inScopeOf().issuerType()).isEqualTo("it");
        assertThat(identity.inScopeOf().credentialsIssuedTo()).isEqualTo("cit");
        assertThat(identity.inScopeOf().sourceArn()).isEqualTo("sa");
        assertThat(identity.inScopeOf().sourceAccount()).isEqualTo("2");
        assertThat(identity.delegateAccountId()).isEqualTo("3");
        assertSession(identity.sessionContext());
    }

    private static void assertSession(SessionContext session) {
        assertThat(session.sessionIssuer().type()).isEqualTo("Role");
        assertThat(session.sessionIssuer().principalId()).isEqualTo("AROA");
        assertThat(session.sessionIssuer().arn()).isEqualTo("arn:aws:iam::1:role/p/r");
        assertThat(session.sessionIssuer().accountId()).isEqualTo("1");
        assertThat(session.sessionIssuer().userName()).isEqualTo("r");
        assertThat(session.creationDate()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(session.mfaAuthenticated()).isTrue();
        assertThat(session.sourceIdentity()).isEqualTo("ann");
        assertThat(session.ec2RoleDelivery()).isEqualTo("2.0");
        assertThat(session.assumedRoot()).isTrue();
        assertThat(session.signInSessionArn()).isEqualTo("ssa");
        assertThat(session.webIdFederation().federatedProvider()).isEqualTo("p");
        assertThat(session.webIdFederation().subject()).isEqualTo("me");
    }

    @Test
    void everyFieldOfWhatWasAsked() {
        RequestParameters asked = member("requestParameters", """
                {"roleArn":"ra","roleSessionName":"rsn","durationSeconds":3600,"sourceIdentity":"si",
                 "targetPrincipal":"tp",
                 "name":"n","principalArn":"pa","externalId":"x","policy":"{}","tags":[{"key":"k",
                 "value":"v"}]}""").requestParameters();
        assertThat(asked).isEqualTo(new RequestParameters("ra", "rsn", 3600, "si", "tp", "n", "pa", "x"));
    }

    @Test
    void everyFieldOfWhatWasAnswered() {
        ResponseElements answered = member("responseElements", """
                {"credentials":{"accessKeyId":"ASIANEW","sessionToken":"secret",
                 "expiration":"Jul 10, 2023, 6:30:22 PM"},
                 "assumedRoleUser":{"assumedRoleId":"AROA:s","arn":"ara"},"federatedUser":{"arn":"fua",
                 "federatedUserId":"fui"},
                 "sourceIdentity":"si","subject":"s","issuer":"i","subjectType":"st","nameQualifier":"nq",
                 "provider":"p",
                 "audience":"a","subjectFromWebIdentityToken":"swit","ConsoleLogin":"Success",
                 "packedPolicySize":4}""").responseElements();
        assertThat(answered)
                .isEqualTo(ResponseElements.builder()
                        .accessKeyId("ASIANEW")
                        .expiration(Instant.parse("2023-07-10T18:30:22Z"))
                        .assumedRoleId("AROA:s")
                        .assumedRoleArn("ara")
                        .federatedUserArn("fua")
                        .federatedUserId("fui")
                        .sourceIdentity("si")
                        .subject("s")
                        .issuer("i")
                        .subjectType("st")
                        .nameQualifier("nq")
                        .provider("p")
                        .audience("a")
                        .subjectFromWebIdentityToken("swit")
                        .outcome("Success")
                        .build());
    }

    @Test
    void rolesAnywhereAnswersWithASetOfWhichTheFirstCounts() {
        ResponseElements answered = member("responseElements", """
                {"credentialSet":[{"credentials":{"accessKeyId":"ASIAONE"},"assumedRoleUser":{"assumedRoleId":"r:1",
                 "arn":"a"},
                 "sourceIdentity":"CN=x"},{"credentials":{"accessKeyId":"ASIATWO"}}]}""").responseElements();
        assertThat(answered.accessKeyId()).isEqualTo("ASIAONE");
        assertThat(answered.assumedRoleId()).isEqualTo("r:1");
        assertThat(answered.sourceIdentity()).isEqualTo("CN=x");
        assertThat(member("responseElements", "{\"credentialSet\":[],\"subject\":\"s\"}")
                        .responseElements()
                        .subject())
                .isEqualTo("s");
        assertThat(member("responseElements", "{\"credentialSet\":7,\"subject\":\"s\"}")
                        .responseElements()
                        .subject())
                .isEqualTo("s");
    }

    @Test
    void everyFieldOfWhatWasAdded() {
        AdditionalEventData added = read("""
                {"eventName":"a","eventSource":"b","additionalEventData":{"SwitchFrom":"sf","SamlProviderArn":"spa",
                 "signInSessionArn":"ssa","explicitTrustGrant":false,"UserName":"un","identitystore:UserId":"uid",
                 "identitystore:IdentityStoreArn":"isa","identitycenter:CredentialId":"cid",
                 "lakeFormationPrincipal":"lfp",
                 "lakeFormationRoleSessionName":"lfn","crossPartitionData":{"sourcePrincipalArn":"xpa",
                 "sourceRegion":"r"}},
                 "serviceEventDetails":{"account_id":"1","role_name":"Admin"}}""").additionalEventData();
        assertThat(added)
                .isEqualTo(AdditionalEventData.builder()
                        .switchFrom("sf")
                        .samlProviderArn("spa")
                        .signInSessionArn("ssa")
                        .explicitTrustGrant(false)
                        .userName("un")
                        .identityStoreUserId("uid")
                        .identityStoreArn("isa")
                        .credentialId("cid")
                        .lakeFormationPrincipal("lfp")
                        .lakeFormationRoleSessionName("lfn")
                        .sourcePrincipalArn("xpa")
                        .serviceAccountId("1")
                        .serviceRoleName("Admin")
                        .build());
    }

    @Test
    void whatIsNotThereIsTheSharedNothing() {
        CloudTrailEvent event = read("{\"eventName\":\"a\",\"eventSource\":\"b\",\"requestParameters\":{\"x\":1},"
                + "\"responseElements\":null,\"additionalEventData\":{\"y\":2}}");
        assertThat(event.userIdentity()).isSameAs(UserIdentity.NONE);
        assertThat(event.requestParameters()).isSameAs(RequestParameters.NONE);
        assertThat(event.responseElements()).isSameAs(ResponseElements.NONE);
        assertThat(event.additionalEventData()).isSameAs(AdditionalEventData.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventName\":\"a\",\"eventSource\":\"b\"}",
                "{\"eventName\":\"a\",\"eventVersion\":1.08}",
                "{\"eventName\":\"a\",\"userIdentity\":{}}",
                "{\"eventType\":\"AwsServiceEvent\",\"eventName\":\"a\",\"eventSource\":\"sso.amazonaws.com\","
                        + "\"userIdentity\":null}"
            })
    void anEventNamesACallAndAServiceAVersionOrACaller(String json) {
        assertThat(Reading.of(json).event().eventName()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"eventName\":\"a\"}",
                "{\"eventName\":null,\"eventSource\":\"b\"}",
                "{\"eventSource\":\"b\",\"eventVersion\":\"1\",\"userIdentity\":{}}",
                "{\"EventName\":\"a\",\"EventSource\":\"b\"}",
                "{\"eventName\":\"a\",\"eventSource\":\"aws:dynamodb\"}"
            })
    void withoutTheseItIsNone(String json) {
        assertThat(Reading.of(json).reject().reason()).isEqualTo(RejectReason.NOT_AN_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "7", "[1,{}]", "true", "\"{\"", "\"{]\"", "\"[{}]\"", "\"\"", "null"})
    void whatServicesPutInPlaceOfObjectsIsTheirs(String value) {
        for (String name : new String[] {"requestParameters", "responseElements", "additionalEventData", "addendum"}) {
            CloudTrailEvent event = member(name, value);
            assertThat(event.requestParameters()).isSameAs(RequestParameters.NONE);
            assertThat(event.responseElements()).isSameAs(ResponseElements.NONE);
        }
    }

    @Test
    void anObjectMayComeAsAStringThatHoldsIt() {
        assertThat(member("requestParameters", Json.string("{\"roleArn\":\"r\\u00e9\\\"\"}"))
                        .requestParameters()
                        .roleArn())
                .isEqualTo("ré\"");
        assertThat(member("responseElements", Json.string(" {\"credentials\":{\"accessKeyId\":\"ASIAX1\"}}"))
                        .responseElements()
                        .accessKeyId())
                .isEqualTo("ASIAX1");
        assertThat(member("serviceEventDetails", Json.string("{\"role_name\":\"r\"}"))
                        .additionalEventData()
                        .serviceRoleName())
                .isEqualTo("r");
    }

    @Test
    void duplicatesInsideSuchAStringAreDuplicates() {
        RejectedRecord reject = Reading.of("{\"eventName\":\"a\",\"eventSource\":\"b\",\"requestParameters\":"
                        + Json.string("{\"roleArn\":\"x\",\"roleArn\":\"y\"}") + "}")
                .reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.DUPLICATE_KEY);
        assertThat(reject.path()).isEqualTo("$.requestParameters.roleArn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"accountId\":111122223333} | 111122223333",
                "{\"accountId\":1e2} | 1e2",
                "{\"accountId\":123456789012345678901234567890} | 123456789012345678901234567890",
                "{\"accountId\":true} | true"
            })
    void numbersAreTextsAsWritten(String json, String accountId) {
        assertThat(identity(json).accountId()).isEqualTo(accountId);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"sessionContext\":{\"attributes\":{\"mfaAuthenticated\":true}}}",
                "{\"sessionContext\":{\"mfaAuthenticated\":\"true\"}}",
                "{\"sessionContext\":{\"attributes\":{\"mfaAuthenticated\":\"TRUE\"}}}"
            })
    void aFlagIsABooleanOrAWord(String json) {
        assertThat(identity(json).sessionContext().mfaAuthenticated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sessionContext\":{\"assumedRoot\":\"true\"}}",
                "{\"sessionContext\":{\"attributes\":{\"assumedRoot\":true}}}",
                "{\"assumedRoot\":\"true\",\"sessionContext\":{}}"
            })
    void assumedRootMayStandInThreePlaces(String json) {
        assertThat(identity(json).sessionContext().assumedRoot()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sessionCredentialFromConsole\":\"true\",\"userIdentity\":{}",
                "\"sessionCredentialFromConsole\":true,\"userIdentity\":{}",
                "\"userIdentity\":{\"sessionContext\":{\"attributes\":{\"sessionCredentialFromConsole\":\"true\"}}}"
            })
    void theConsoleMayBeNamedInTwoPlaces(String members) {
        assertThat(read("{\"eventName\":\"a\"," + members + "}").sessionCredentialFromConsole())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sessionContext\":null}", "{\"sessionContext\":{}}"})
    void aContextWithNothingInItIsNone(String json) {
        assertThat(identity(json).sessionContext()).isNull();
    }

    @Test
    void emptyIssuersAndFederationsAreNone() {
        SessionContext session = identity(
                        "{\"sessionContext\":{\"sessionIssuer\":{},\"webIdFederationData\":{},\"attributes\":{}}}")
                .sessionContext();
        assertThat(session).isEqualTo(SessionContext.of(null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "\"Unknown\"", "\"***\"", "\"HIDDEN_DUE_TO_SECURITY_REASONS\""})
    void aMaskIsNoKey(String value) {
        assertThat(identity("{\"accessKeyId\":" + value + "}").accessKeyId()).isNull();
    }

    @Test
    void whatIsHiddenIsNoName() {
        assertThat(identity("{\"userName\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}").userName())
                .isNull();
        assertThat(member("requestParameters", "{\"roleSessionName\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}")
                        .requestParameters())
                .isSameAs(RequestParameters.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "1688990482", "\"\"", "null", "\"2026-13-01T00:00:00Z\""})
    void anEventWhoseTimeIsIllegibleIsKeptWithoutOne(String time) {
        assertThat(read("{\"eventName\":\"a\",\"eventSource\":\"b\",\"eventTime\":" + time + "}")
                        .eventTime())
                .isNull();
    }

    @Test
    void textsThatComeAgainAreOneString() {
        Reading reading = Reading.of(Json.lines(Json.events(2)));
        assertThat(reading.events().get(1).eventSource())
                .isSameAs(reading.events().get(0).eventSource());
        assertThat(reading.events().get(1).userIdentity().arn())
                .isSameAs(reading.events().get(0).userIdentity().arn());
    }

    @Test
    void theCacheOfTextsNeverMixesThemUp() {
        StringCache cache = new StringCache();
        for (int i = 0; i < 100_000; i++) {
            String text = "AQ".repeat(i % 3) + "B2".repeat(i % 5) + i % 7_919;
            assertThat(cache.get(("x" + text + "y").toCharArray(), 1, text.length()))
                    .isEqualTo(text);
        }
    }

    private static CloudTrailEvent read(String json) {
        return Reading.of(json).event();
    }

    private static CloudTrailEvent member(String name, String value) {
        return read("{\"eventName\":\"a\",\"eventSource\":\"b\",\"" + name + "\":" + value + "}");
    }

    private static UserIdentity identity(String json) {
        return member("userIdentity", json).userIdentity();
    }
}
