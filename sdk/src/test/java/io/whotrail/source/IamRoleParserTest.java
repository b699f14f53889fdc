// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is read of IAM's events about roles. */
class IamRoleParserTest {
    private static final String ASKED =
            "{\"roleName\":\"r\",\"policyDocument\":\"{}\",\"assumeRolePolicyDocument\":\"x\"}";

    private static CloudTrailEvent event(String service, String call, String asked, String answered) {
        return Reading.of("{\"eventID\":\"e\",\"eventName\":\"" + call + "\",\"requestParameters\":" + asked
                        + ",\"responseElements\":" + answered + ",\"eventSource\":\"" + service + "\"}")
                .event();
    }

    private static IamRole role(String call, String asked, String answered) {
        return event("iam.amazonaws.com", call, asked, answered).iamRole();
    }

    @Test
    void everyFieldOfARoleThatIsCreated() {
        IamRole role = role("CreateRole", """
                {"roleName":"r","assumeRolePolicyDocument":"{\\"a\\":1}","path":"/p/","policyDocument":"other"}""", """
                {"role":{"roleName":"r","arn":"arn:aws:iam::1:role/p/r","roleId":"AROA","path":"/p/",
                 "createDate":"Nov 30, 2023 8:15:32 PM","assumeRolePolicyDocument":"%7B%22a%22"}}""");
        var stored = new IamRole.Stored(
                "r", "arn:aws:iam::1:role/p/r", "AROA", Instant.parse("2023-11-30T20:15:32Z"), "%7B%22a%22");
        assertThat(role).isEqualTo(new IamRole("r", "{\"a\":1}", stored));
    }

    @Test
    void everyFieldOfARoleThatIsChangedOrDeleted() {
        assertThat(role("UpdateAssumeRolePolicy", ASKED, "null")).isEqualTo(new IamRole("r", "{}", null));
        assertThat(role("DeleteRole", ASKED, "null")).isEqualTo(new IamRole("r", null, null));
        assertThat(role("CreateServiceLinkedRole", ASKED, "{\"role\":{\"roleId\":\"AROA\"}}"))
                .isEqualTo(new IamRole(null, null, new IamRole.Stored(null, null, "AROA", null, null)));
    }

    @Test
    void aRoleOfAnotherCallOrServiceIsNone() {
        assertThat(role("PutRolePolicy", ASKED, "null")).isNull();
        assertThat(event("lambda.amazonaws.com", "CreateRole", ASKED, "null").iamRole())
                .isNull();
    }

    @Test
    void whatIsOfAnotherKindIsLeftOut() {
        String asked = "{\"roleName\":\"r\",\"assumeRolePolicyDocument\":{\"a\":1}}";
        assertThat(role("CreateRole", asked, "{\"role\":\"arn\"}")).isEqualTo(new IamRole("r", null, null));
    }

    @Test
    void aRoleIsPartOfTheContent() {
        String other = ASKED.replace("{}", "{ }");
        CloudTrailEvent event = event("iam.amazonaws.com", "UpdateAssumeRolePolicy", ASKED, "null");
        assertThat(event("iam.amazonaws.com", "UpdateAssumeRolePolicy", ASKED, "null")
                        .contentHash())
                .isEqualTo(event.contentHash());
        assertThat(event("iam.amazonaws.com", "UpdateAssumeRolePolicy", other, "null")
                        .contentHash())
                .isNotEqualTo(event.contentHash());
    }
}
