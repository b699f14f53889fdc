// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What identifies somebody is of its kind, there once, and whole, or the record is bad. */
class StrictMeaningTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"userIdentity\":\"alice\" | $.userIdentity is a string, expected an object",
                "\"userIdentity\":[] | $.userIdentity is an array, expected an object",
                "\"userIdentity\":7 | $.userIdentity is a number, expected an object",
                "\"userIdentity\":{\"sessionContext\":\"x\"} | $.userIdentity.sessionContext is a string, "
                        + "expected an object",
                "\"userIdentity\":{\"sessionContext\":{\"attributes\":true}} | "
                        + "$.userIdentity.sessionContext.attributes is a boolean, expected an object",
                "\"userIdentity\":{\"sessionContext\":{\"sessionIssuer\":[]}} | "
                        + "$.userIdentity.sessionContext.sessionIssuer is an array, expected an object",
                "\"userIdentity\":{\"arn\":{\"a\":1}} | $.userIdentity.arn is an object, expected a string",
                "\"userIdentity\":{\"onBehalfOf\":\"x\"} | $.userIdentity.onBehalfOf is a string, expected an object",
                "\"eventID\":{} | $.eventID is an object, expected a string",
                "\"eventTime\":[\"t\"] | $.eventTime is an array, expected a string"
            })
    void whatIdentifiesIsOfItsKindOrTheRecordIsBad(String member, String problem) {
        RejectedRecord reject = Reading.of("{\"eventName\":\"a\",\"eventSource\":\"b\"," + member + "}")
                .reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.WRONG_TYPE);
        assertThat(reject.message()).isEqualTo("not a CloudTrail event: " + problem + " (byte 0); record skipped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"userIdentity\":{},\"userIdentity\":{} | $.userIdentity",
                "\"userIdentity\":{},\"user\\u0049dentity\":{} | $.userIdentity",
                "\"eventName\":\"c\" | $.eventName",
                "\"sharedEventID\":\"x\",\"sharedEventId\":\"y\" | $.sharedEventId",
                "\"userIdentity\":{\"arn\":\"x\",\"arn\":\"y\"} | $.userIdentity.arn",
                "\"userIdentity\":{\"sessionContext\":{\"sourceIdentity\":\"x\",\"sourceIdentity\":\"x\"}} | "
                        + "$.userIdentity.sessionContext.sourceIdentity",
                "\"userIdentity\":{\"sessionContext\":{\"attributes\":{\"creationDate\":\"x\","
                        + "\"creationDate\":\"x\"}}} | $.userIdentity.sessionContext.attributes.creationDate",
                "\"userIdentity\":{\"sessionContext\":{\"webIdFederationData\":{\"attributes\":{\"a:sub\":\"x\","
                        + "\"a:sub\":\"y\"}}}} | $.userIdentity.sessionContext.webIdFederationData.attributes",
                "\"userIdentity\":{\"onBehalfOf\":{\"userId\":\"x\",\"userId\":\"y\"}} | "
                        + "$.userIdentity.onBehalfOf.userId",
                "\"requestParameters\":{\"roleArn\":\"x\",\"roleArn\":\"y\"} | $.requestParameters.roleArn",
                "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"x\",\"accessKeyId\":\"y\"}} | "
                        + "$.responseElements.credentials.accessKeyId",
                "\"additionalEventData\":{\"SwitchFrom\":\"x\",\"SwitchFrom\":\"y\"} | $.additionalEventData.SwitchFrom"
            })
    void whatIdentifiesIsThereOnceOrTheRecordIsBad(String members, String path) {
        RejectedRecord reject = Reading.of("{\"eventName\":\"a\",\"eventSource\":\"b\"," + members + "}")
                .reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.DUPLICATE_KEY);
        assertThat(reject.path()).isEqualTo(path);
    }

    @Test
    void otherNamesMayComeTwiceAndOtherSpellingsAreOtherNames() {
        CloudTrailEvent event = read("{\"eventName\":\"a\",\"eventSource\":\"b\",\"readOnly\":true,\"readOnly\":false,"
                + "\"useridentity\":{\"type\":\"Root\"},\"UserIdentity\":{\"type\":\"Root\"},"
                + "\"userIdentity\":{\"type\":\"IAMUser\"}}");
        assertThat(event.userIdentity().type()).isEqualTo("IAMUser");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00x", "x\\ud83d\\u0041", "\\ude00\\ud83d"})
    void halfACharacterIdentifiesNobody(String text) {
        RejectedRecord reject = Reading.of("{\"eventName\":\"a\",\"userIdentity\":{\"arn\":\"" + text + "\"}}")
                .reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.LONE_SURROGATE);
        assertThat(reject.path()).isEqualTo("$.userIdentity.arn");
        assertThat(read("{\"eventName\":\"a\",\"eventSource\":\"b\",\"userAgent\":\"" + text + "\"}"))
                .isNotNull();
    }

    @Test
    void wholeCharactersAreKept() {
        assertThat(identity("{\"arn\":\"\\ud83d\\ude00 \ud83d\ude00 \\u0000\"}").arn())
                .isEqualTo("\ud83d\ude00 \ud83d\ude00 \0");
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
