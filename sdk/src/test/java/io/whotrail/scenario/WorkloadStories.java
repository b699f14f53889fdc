// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.Hop;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Json;
import io.whotrail.story.Origins;
import io.whotrail.story.Principal;
import io.whotrail.story.Role;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import java.time.Duration;
import java.util.List;

/** Instances, tasks, functions and services. */
final class WorkloadStories {
    private static final String S3 = "s3.amazonaws.com";
    private static final String EC2 = "ec2.amazonaws.com";
    private static final String ECS = "ecs-tasks.amazonaws.com";
    private static final String LAMBDA = "lambda.amazonaws.com";
    private static final String INSTANCE = "i-0dbc91f429e48eeed";

    private WorkloadStories() {}

    static void tell(Book book) {
        book.add("ec2-two-deliveries", WorkloadStories::ec2TwoDeliveries);
        book.add("ec2-without-issuance", WorkloadStories::ec2WithoutIssuance);
        book.add("ecs-task-and-execution-role", WorkloadStories::ecs);
        book.add("lambda", WorkloadStories::lambda);
        book.add("lambda-in-scope-of", WorkloadStories::lambdaInScopeOf);
        book.add("lambda-role-check", WorkloadStories::lambdaRoleCheck);
        book.add("service-linked-role", WorkloadStories::serviceLinkedRole);
        book.add("service-linked-role-alone", WorkloadStories::serviceLinkedRoleAlone);
        book.add("service-event", WorkloadStories::serviceEvent);
        book.add("forwarded-access", WorkloadStories::forwardedAccess);
        book.add("roles-anywhere", WorkloadStories::rolesAnywhere);
        book.add("workload-credential-elsewhere", WorkloadStories::credentialElsewhere);
        book.add("lake-formation", WorkloadStories::lakeFormation);
        book.add("workload-goes-on", WorkloadStories::goesOn);
    }

    private static Role instanceRole(Scenario s) {
        return s.acme().role("InstanceRole");
    }

    private static void ec2TwoDeliveries(Scenario s) {
        s.tells(
                "EC2 assumes a role twice in one second, for either version of its metadata service; the instance uses both"
                        + " keys, and later one that no event issued.",
                "Two keys are the instance's by their issuance; the third is by the delivery that AWS wrote on its record.",
                "4.1 for each key; 2, WORKLOAD by ec2RoleDelivery");
        Principal ec2 = s.acme().service(EC2);
        RoleSession one = ec2.assumes(instanceRole(s), INSTANCE, a -> a.lasting(Duration.ofHours(6)))
                .delivered("1.0");
        s.story().sameSecond();
        RoleSession two = ec2.assumes(instanceRole(s), INSTANCE, a -> a.lasting(Duration.ofHours(6)))
                .delivered("2.0");
        s.issuedKey(one.calls(S3, "GetObject"), one);
        s.issuedKey(two.calls(S3, "GetObject"), two);
        StoryEvent redelivered = two.withOtherKeys().calls(S3, "GetObject");
        s.attributed(redelivered, one.origin(), Basis.WORKLOAD, two.unproven(Basis.WORKLOAD));
        s.directRest();
    }

    private static void ec2WithoutIssuance(Scenario s) {
        s.tells(
                "An instance works with a credential whose AssumeRole came before the logs begin.",
                "The record says that the metadata service delivered it, so the session name is the instance.",
                "2, WORKLOAD by ec2RoleDelivery");
        RoleSession instance =
                s.acme().service(EC2).assumes(instanceRole(s), INSTANCE).delivered("2.0");
        s.story().lose(instance.issuance());
        s.attributed(
                instance.calls(S3, "GetObject"), instance.origin(), Basis.WORKLOAD, instance.unproven(Basis.WORKLOAD));
    }

    private static void ecs(Scenario s) {
        s.tells(
                "For one task ECS assumes the task role and the execution role, with one session name in one second.",
                "The role tells them apart: each key is that of its own issuance; the task is the origin of both.",
                "4.1, the same role and session name");
        String task = "d190d14a24044d566911" + "34eda22d7f2c";
        Principal ecs = s.acme().service(ECS);
        RoleSession work = ecs.assumes(s.acme().role("OrdersTask"), task);
        s.story().sameSecond();
        RoleSession start = ecs.assumes(s.acme().role("OrdersExecution"), task);
        s.issuedKey(start.calls("secretsmanager.amazonaws.com", "GetSecretValue"), start);
        s.issuedKey(work.calls("dynamodb.amazonaws.com", "PutItem"), work);
        s.directRest();
    }

    private static void lambda(Scenario s) {
        s.tells(
                "Lambda assumes a function's role; the function works with that key.",
                "The service names the session after the function: the function is the origin, not who deployed it.",
                "2, origin the workload; 4.1");
        RoleSession function =
                s.acme().service(LAMBDA).assumes(s.acme().role("/service-role/", "orders-role"), "orders");
        s.issuedKey(function.calls("dynamodb.amazonaws.com", "GetItem"), function);
        s.directRest();
    }

    private static void lambdaInScopeOf(Scenario s) {
        s.tells(
                "A function works with a credential whose AssumeRole was not delivered.",
                "Lambda stamps the function's ARN on the record, which its code cannot do.",
                "2, WORKLOAD by inScopeOf");
        String arn = "arn:aws:lambda:eu-central-1:111122223333:function:orders";
        Role role = s.acme().role("/service-role/", "orders-role");
        RoleSession function = s.acme().service(LAMBDA).assumes(role, "orders").inScopeOf(arn);
        s.story().lose(function.issuance());
        s.attributed(
                function.calls("dynamodb.amazonaws.com", "GetItem"),
                Origins.workload("orders", arn, LAMBDA, role),
                Basis.WORKLOAD,
                function.unproven(Basis.WORKLOAD));
    }

    private static void lambdaRoleCheck(Scenario s) {
        s.tells(
                "When a function is created Lambda tries its role, in a session that is named after no function.",
                "No function runs yet: the service is the origin.",
                "2, origin the workload or the service");
        RoleSession check = s.acme()
                .service(LAMBDA)
                .assumes(s.acme().role("/service-role/", "orders-role"), "awslambda_744_20260302090000896");
        StoryEvent use = check.calls("logs.amazonaws.com", "CreateLogStream");
        s.attributed(use, Origins.service(LAMBDA), Basis.ISSUED_KEY, check.hop(Basis.ISSUED_KEY));
        s.directRest();
    }

    private static Role serviceLinked(Scenario s) {
        return s.acme().role("/aws-service-role/rds.amazonaws.com/", "AWSServiceRoleForRDS");
    }

    private static void serviceLinkedRole(Scenario s) {
        s.tells(
                "RDS assumes its service-linked role and works there without any access key.",
                "Principal and birth tie the calls to the service's AssumeRole.",
                "4.2, service-linked roles");
        RoleSession rds = s.acme().service("rds.amazonaws.com").assumes(serviceLinked(s), "SLRManagement");
        StoryEvent use = rds.keyless("rds.amazonaws.com").calls("ec2.amazonaws.com", "DescribeSecurityGroups");
        s.attributed(use, rds.origin(), Basis.SESSION_BIRTH, rds.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void serviceLinkedRoleAlone(Scenario s) {
        s.tells(
                "The same without the AssumeRole.",
                "Only the service can assume a role under its path: RDS is the origin.",
                "2, WORKLOAD by a service-linked role's path");
        RoleSession rds = s.acme().service("rds.amazonaws.com").assumes(serviceLinked(s), "SLRManagement");
        s.story().lose(rds.issuance());
        StoryEvent use = rds.keyless("rds.amazonaws.com").calls("ec2.amazonaws.com", "DescribeSecurityGroups");
        s.attributed(use, rds.origin(), Basis.WORKLOAD, rds.unproven(Basis.WORKLOAD));
    }

    private static void serviceEvent(Scenario s) {
        s.tells(
                "Secrets Manager rotates a secret by itself, in a record without a type; KMS in one without invokedBy.",
                "A service is behind it: the one that is named, else the one whose event it is.",
                "3, a missing type; 2, DIRECT");
        var secrets = Origins.service("secretsmanager.amazonaws.com");
        StoryEvent rotation = s.acme()
                .other(secrets, Json.object("accountId", s.acme().id(), "invokedBy", "secretsmanager.amazonaws.com"))
                .calls("secretsmanager.amazonaws.com", "RotationStarted", d -> d.put("eventType", "AwsServiceEvent"));
        StoryEvent keyRotation = s.acme()
                .other(
                        Origins.service("kms.amazonaws.com"),
                        Json.object("accountId", s.acme().id()))
                .calls("kms.amazonaws.com", "RotateKey", d -> d.put("eventType", "AwsServiceEvent"));
        s.direct(rotation, keyRotation);
    }

    private static void forwardedAccess(Scenario s) {
        s.tells(
                "Services act for Alice's session: CloudFormation with her own key, Athena with one that no event issued.",
                "The key, else the birth, ties both to her; the service is only the way.",
                "4.1 and 4.2, forwarded access; 3, invokedBy as via");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.issuedKey(
                dev.calls(
                        "ec2.amazonaws.com",
                        "CreateVpc",
                        draft -> draft.from("cloudformation.amazonaws.com")
                                .agent("cloudformation.amazonaws.com")
                                .identity(identity -> identity.put("invokedBy", "cloudformation.amazonaws.com"))),
                dev);
        StoryEvent forwarded = dev.through("athena.amazonaws.com").calls(S3, "GetObject");
        s.attributed(forwarded, alice.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void rolesAnywhere(Scenario s) {
        s.tells(
                "A server outside works by its certificate: the session is named after the serial number, and its source"
                        + " identity is the certificate's common name. How it was issued is not in the logs.",
                "The common name is what is known, asserted by the source identity.",
                "2, SOURCE_IDENTITY");
        RoleSession server = s.acme()
                .service("rolesanywhere.amazonaws.com")
                .assumes(s.acme().role("Backup"), "00c8a5f1d2e4b37a", a -> a.as("backup-7.example.com"));
        s.story().lose(server.issuance());
        s.attributed(
                server.from("203.0.113.80").calls(S3, "PutObject"),
                Origins.sourceIdentity("backup-7.example.com", s.acme()),
                Basis.SOURCE_IDENTITY,
                server.unproven(Basis.SOURCE_IDENTITY));
    }

    private static void lakeFormation(Scenario s) {
        s.tells(
                "Alice's query asks Lake Formation for data; its role then reads the bucket, in a session whose name AWS made.",
                "The unique name ties the reading to the call that asked: Alice's.",
                "2, PROVIDER: AWS wrote the session name, which is unique");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev");
        String name = "AWSLF-00-GL-111122223333-G13T0Rmng2";
        StoryEvent asked = dev.calls(
                "lakeformation.amazonaws.com",
                "GetDataAccess",
                draft -> draft.request(
                                "tableArn",
                                "arn:aws:glue:eu-central-1:111122223333:table/sales/orders",
                                "permissions",
                                "SELECT")
                        .put(
                                "additionalEventData",
                                Json.object(
                                        "requesterService",
                                        "GLUE_JOB",
                                        "lakeFormationPrincipal",
                                        dev.role().arn(),
                                        "lakeFormationRoleSessionName",
                                        name)));
        s.issuedKey(asked, dev);
        Role reader = s.acme()
                .role("/aws-service-role/lakeformation.amazonaws.com/", "AWSServiceRoleForLakeFormationDataAccess");
        RoleSession reading = s.acme().service("lakeformation.amazonaws.com").assumes(reader, name);
        s.story().lose(reading.issuance());
        Hop hop = new Hop(reader.arn(), null, name, null, asked.time(), Basis.PROVIDER, List.of(asked.id()));
        s.attributed(
                reading.from("203.0.113.90").calls(S3, "GetObject"),
                dev.origin(),
                Basis.PROVIDER,
                dev.hop(Basis.ISSUED_KEY),
                hop);
        s.directRest();
    }

    private static void credentialElsewhere(Scenario s) {
        s.tells(
                "An instance's key is used from the instance, then from an address far away.",
                "The credential is the instance's still, and that it left is worth an alarm.",
                "8, WORKLOAD_CREDENTIAL_ELSEWHERE");
        RoleSession instance =
                s.acme().service(EC2).assumes(instanceRole(s), INSTANCE).delivered("2.0");
        StoryEvent home = instance.calls(S3, "GetObject");
        StoryEvent away = instance.from("198.51.100.221").calls(S3, "ListBuckets");
        for (StoryEvent use : new StoryEvent[] {home, away}) {
            s.issuedKey(use, instance);
            s.signal(
                    use,
                    SignalType.WORKLOAD_CREDENTIAL_ELSEWHERE,
                    "first used from 10.0.3.17, also from 198.51.100.221",
                    home,
                    away);
        }
        s.directRest();
    }

    private static void goesOn(Scenario s) {
        s.tells(
                "A function assumes a role in another account; then a pod, of which only the session is known, works there.",
                "The function is behind the first; the second bears a name that anybody could have chosen.",
                "5, chains of workloads; 2, ISSUANCE_NOT_SEEN");
        RoleSession function =
                s.acme().service(LAMBDA).assumes(s.acme().role("/service-role/", "orders-role"), "orders");
        RoleSession prod = function.assumes(s.partner().role("Prod"), "orders");
        s.issuedKey(prod.issuances().get(0), function);
        s.issuedKey(prod.issuances().get(1), function);
        s.issuedKey(prod.calls(S3, "PutObject"), function, prod);
        RoleSession pod = s.partner()
                .service("pods.eks.amazonaws.com")
                .assumes(s.partner().role("Pods"), "eks-prod-orders-7f8c2a31-5c1d-4b0e-8a8f-0d2a4c6e8f10");
        s.story().lose(pod.issuance());
        s.unattributed(
                pod.calls(S3, "GetObject"), UnattributedReason.ISSUANCE_NOT_SEEN, Origins.session(pod), pod.name());
        s.directRest();
    }
}
