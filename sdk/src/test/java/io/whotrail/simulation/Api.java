// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call that a service offers.
 *
 * @param source the service, {@code s3.amazonaws.com}
 * @param name the call
 * @param readOnly whether it only reads
 * @param data whether it is a data event
 * @param type the {@code eventType}
 */
record Api(String source, String name, boolean readOnly, boolean data, String type) {
    static final Api ASSUME_ROLE = sts("AssumeRole", true);
    static final Api ASSUME_ROLE_WITH_SAML = sts("AssumeRoleWithSAML", true);
    static final Api ASSUME_ROLE_WITH_WEB_IDENTITY = sts("AssumeRoleWithWebIdentity", true);
    static final Api ASSUME_ROOT = sts("AssumeRoot", false);
    static final Api GET_SESSION_TOKEN = sts("GetSessionToken", false);
    static final Api GET_FEDERATION_TOKEN = sts("GetFederationToken", false);
    static final Api CONSOLE_LOGIN = signIn("ConsoleLogin");
    static final Api SWITCH_ROLE = signIn("SwitchRole");
    static final Api GET_SIGNIN_TOKEN = signIn("GetSigninToken");
    static final Api USER_AUTHENTICATION = signIn("UserAuthentication");
    static final Api AUTHORIZE_OAUTH2 =
            new Api("signin.amazonaws.com", "AuthorizeOAuth2Access", false, false, "AwsApiCall");
    static final Api CREATE_OAUTH2_TOKEN =
            new Api("signin.amazonaws.com", "CreateOAuth2Token", false, false, "AwsApiCall");
    static final Api GET_ROLE_CREDENTIALS =
            new Api("sso.amazonaws.com", "GetRoleCredentials", true, false, "AwsServiceEvent");
    static final Api GET_DATA_ACCESS =
            new Api("lakeformation.amazonaws.com", "GetDataAccess", true, false, "AwsApiCall");
    static final Api CREATE_ROLE = new Api("iam.amazonaws.com", "CreateRole", false, false, "AwsApiCall");
    static final Api UPDATE_ASSUME_ROLE_POLICY =
            new Api("iam.amazonaws.com", "UpdateAssumeRolePolicy", false, false, "AwsApiCall");
    static final Api DELETE_ROLE = new Api("iam.amazonaws.com", "DeleteRole", false, false, "AwsApiCall");
    static final Api ROTATE_SECRET =
            new Api("secretsmanager.amazonaws.com", "RotationSucceeded", false, false, "AwsServiceEvent");
    static final Api GET_CREDENTIALS_FOR_IDENTITY =
            new Api("cognito-identity.amazonaws.com", "GetCredentialsForIdentity", false, true, "AwsApiCall");

    /** What people and programs call most. */
    static final List<Api> EVERYDAY = List.of(
            read("s3", "ListBuckets"),
            data("s3", "GetObject", true),
            data("s3", "PutObject", false),
            data("s3", "GetObject", true),
            read("ec2", "DescribeInstances"),
            read("ec2", "DescribeRouteTables"),
            read("ec2", "DescribeVpcs"),
            write("ec2", "CreateTags"),
            read("kms", "Decrypt"),
            read("kms", "GenerateDataKey"),
            read("secretsmanager", "GetSecretValue"),
            write("secretsmanager", "PutSecretValue"),
            read("iam", "GetUser"),
            read("iam", "ListAttachedRolePolicies"),
            read("sts", "GetCallerIdentity"),
            data("dynamodb", "GetItem", true),
            data("dynamodb", "PutItem", false),
            data("lambda", "Invoke", false),
            write("logs", "CreateLogStream"),
            read("logs", "DescribeLogGroups"),
            read("rds", "DescribeDBInstances"),
            read("cloudformation", "DescribeStacks"),
            write("cloudformation", "UpdateStack"),
            read("ecr", "BatchGetImage"));

    private static final Map<String, Api> BY_NAME = byName();

    private static Map<String, Api> byName() {
        var all = new ArrayList<>(EVERYDAY);
        all.addAll(List.of(
                ASSUME_ROLE,
                ASSUME_ROLE_WITH_SAML,
                ASSUME_ROLE_WITH_WEB_IDENTITY,
                ASSUME_ROOT,
                GET_SESSION_TOKEN,
                GET_FEDERATION_TOKEN,
                CONSOLE_LOGIN,
                SWITCH_ROLE,
                GET_SIGNIN_TOKEN,
                USER_AUTHENTICATION,
                AUTHORIZE_OAUTH2,
                CREATE_OAUTH2_TOKEN,
                GET_ROLE_CREDENTIALS,
                GET_DATA_ACCESS,
                CREATE_ROLE,
                UPDATE_ASSUME_ROLE_POLICY,
                DELETE_ROLE,
                ROTATE_SECRET,
                GET_CREDENTIALS_FOR_IDENTITY));
        var byName = new HashMap<String, Api>();
        all.forEach(api -> byName.put(api.source + '/' + api.name, api));
        return Map.copyOf(byName);
    }

    /** The call that an event tells of. */
    static Api of(CloudTrailEvent event) {
        return BY_NAME.get(event.eventSource() + '/' + event.eventName());
    }

    private static Api sts(String name, boolean readOnly) {
        return new Api("sts.amazonaws.com", name, readOnly, false, "AwsApiCall");
    }

    private static Api signIn(String name) {
        return new Api("signin.amazonaws.com", name, false, false, "AwsConsoleSignIn");
    }

    private static Api read(String service, String name) {
        return new Api(service + ".amazonaws.com", name, true, false, "AwsApiCall");
    }

    private static Api write(String service, String name) {
        return new Api(service + ".amazonaws.com", name, false, false, "AwsApiCall");
    }

    private static Api data(String service, String name, boolean readOnly) {
        return new Api(service + ".amazonaws.com", name, readOnly, true, "AwsApiCall");
    }
}
