// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import org.jspecify.annotations.Nullable;

/** Which workload an AWS service assumed a role for. Pure. */
final class Workloads {
    static final String EC2 = "ec2.amazonaws.com";
    static final String LAMBDA = "lambda.amazonaws.com";
    private static final String ECS_TASKS = "ecs-tasks.amazonaws.com";
    private static final String EKS_PODS = "pods.eks.amazonaws.com";

    /** What Lambda calls the session in which it checks a role, before any function runs. */
    private static final String LAMBDA_ROLE_CHECK = "awslambda_";

    private Workloads() {}

    /** The workload behind a service's {@code AssumeRole}: the service writes its id as session name. */
    static Identity origin(String service, CloudTrailEvent event, @Nullable String accountId) {
        String name = event.requestParameters().roleSessionName();
        String plainService = service.endsWith(".cn") ? service.substring(0, service.length() - 3) : service;
        if (name == null || !isNamedByWorkload(plainService, name)) {
            return Identity.service(service);
        }
        return Identity.workload(
                name, null, plainService, event.requestParameters().roleArn(), accountId);
    }

    /** Whether a name is that of an EC2 instance or of a managed node elsewhere. */
    static boolean isInstanceId(@Nullable String name) {
        return name != null && (name.startsWith("i-") || name.startsWith("mi-"));
    }

    private static boolean isNamedByWorkload(String service, String sessionName) {
        return switch (service) {
            case EC2 -> isInstanceId(sessionName);
            case LAMBDA -> !sessionName.startsWith(LAMBDA_ROLE_CHECK);
            case ECS_TASKS, EKS_PODS -> true;
            default -> false;
        };
    }
}
