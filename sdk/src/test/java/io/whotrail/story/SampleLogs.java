// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The sample logs of the README: a Monday morning at ACME, in the company's account 111122223333 and its production
 * account 444455556666.
 *
 * <p>Alice works in the console, assumes Dev, and from there Prod in the other account. Bob, a contractor, assumes Dev under
 * the session name alice and deletes what he should not. Carol comes through Identity Center, a workflow on GitHub deploys,
 * a Lambda function does its work. And somebody is in the role Maintenance whose AssumeRole is nowhere.
 */
public final class SampleLogs {
    private static final String S3 = "s3.amazonaws.com";
    private static final String EC2 = "ec2.amazonaws.com";
    private static final String LAMBDA = "lambda.amazonaws.com";
    private static final String DYNAMODB = "dynamodb.amazonaws.com";
    private static final String SECRETS = "secretsmanager.amazonaws.com";
    private static final String GITHUB = "token.actions.githubusercontent.com";

    private final Story story = new Story(2026);
    private final Account acme = story.account("111122223333");
    private final Account prod = story.account("444455556666");

    private SampleLogs() {}

    /** The story, with the truth about each of its events. */
    public static Story story() {
        var samples = new SampleLogs();
        samples.alice();
        samples.bob();
        samples.carol();
        samples.deployment();
        samples.function();
        samples.maintenance();
        return samples.story;
    }

    /** The files that hold it. */
    public static List<LogFile> files() {
        return LogFile.of(story());
    }

    private void alice() {
        User alice = acme.user("alice");
        Principal console = alice.signsIn();
        console.calls(EC2, "DescribeInstances");
        console.calls(S3, "ListBuckets");
        story.pass(Duration.ofMinutes(3));
        RoleSession dev = alice.assumes(acme.role("Dev"), "alice-dev");
        dev.calls(S3, "GetObject");
        dev.calls(S3, "PutObject");
        story.pass(Duration.ofMinutes(2));
        RoleSession release = dev.assumes(prod.role("Prod"), "alice-prod");
        release.calls(S3, "ListObjects");
        release.calls(LAMBDA, "UpdateFunctionConfiguration20150331v2");
        release.calls(S3, "PutObject");
        story.pass(Duration.ofMinutes(4));
    }

    private void bob() {
        User bob = acme.user("/contractors/", "bob");
        bob.calls("iam.amazonaws.com", "ListRoles");
        bob.failsToAssume(acme.role("Admin"));
        RoleSession dev = bob.assumes(acme.role("Dev"), "alice");
        dev.calls(S3, "ListObjects");
        dev.calls(S3, "DeleteObject");
        story.pass(Duration.ofMinutes(1));
    }

    private void carol() {
        IdentityCenterUser carol = acme.identityCenterUser("carol@example.com");
        carol.signsIn();
        carol.getsRoleCredentials(prod, "ReadOnly");
        RoleSession session = carol.entersRole(prod, "ReadOnly").inConsole();
        session.calls(EC2, "DescribeVpcs");
        session.calls("cloudwatch.amazonaws.com", "DescribeAlarms");
        story.pass(Duration.ofMinutes(3));
    }

    private void deployment() {
        Federated workflow = prod.webIdentity(GITHUB, "sts.amazonaws.com", "repo:acme/shop:ref:refs/heads/main");
        RoleSession deploy = workflow.assumes(prod.role("Deploy"), "GitHubActions")
                .keeping(prod.arn("iam", "oidc-provider/" + GITHUB), Map.of())
                .from("198.51.100.14");
        deploy.calls(S3, "PutObject");
        deploy.calls(LAMBDA, "UpdateFunctionCode20150331v2");
        story.pass(Duration.ofMinutes(1));
    }

    private void function() {
        RoleSession orders = prod.service(LAMBDA).assumes(prod.role("/service-role/", "orders-role"), "orders");
        orders.calls("logs.amazonaws.com", "CreateLogStream");
        orders.calls(DYNAMODB, "GetItem");
        orders.calls(DYNAMODB, "PutItem");
        story.pass(Duration.ofMinutes(2));
    }

    private void maintenance() {
        RoleSession unknown = acme.user("nobody-knows").assumes(prod.role("Maintenance"), "maintenance");
        story.lose(unknown.issuances().toArray(StoryEvent[]::new));
        unknown.calls(SECRETS, "ListSecrets");
        unknown.calls(SECRETS, "GetSecretValue");
    }
}
