// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.util.List;

/** Who uses a role. */
enum RoleKind {
    /** People and other roles. */
    SHARED("/", "Developer|Operator|Audit|Deploy|Billing"),
    /** People, each under the name that the trust policy forces. */
    FORCED("/", "Named|NamedAdmin"),
    /** Subjects of a SAML provider. */
    SAML("/federated/", "Okta-Engineer|Okta-Admin"),
    /** Build jobs and pods. */
    WEB("/", "github-deploy|irsa-orders"),
    /** Identity Center's users. */
    IDENTITY_CENTER(
            "/aws-reserved/sso.amazonaws.com/eu-central-1/",
            "AWSReservedSSO_AdministratorAccess_7243976e43c75fc5|AWSReservedSSO_ReadOnly_1d0c3b5a7f9e2468"),
    INSTANCE("/", "web-server|batch-worker"),
    TASK("/", "orders-task|orders-execution"),
    FUNCTION("/service-role/", "thumbnailer-role|billing-export-role"),
    LINKED("/aws-service-role/rds.amazonaws.com/", "AWSServiceRoleForRDS"),
    LAKE_FORMATION("/aws-service-role/lakeformation.amazonaws.com/", "AWSServiceRoleForLakeFormationDataAccess");

    private final String path;
    private final String names;

    RoleKind(String path, String names) {
        this.path = path;
        this.names = names;
    }

    String path() {
        return path;
    }

    List<String> names() {
        return List.of(names.split("\\|", -1));
    }
}
