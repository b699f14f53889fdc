// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.testing.JsonTree;
import io.whotrail.testing.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Simulated records have the members of real ones, in the order of real ones, for each kind of act. */
class FieldOrderTest {
    private static final int SOME = 6_000;

    /**
     * The orders, written down from records that CloudTrail delivered and from AWS's own examples. What stands behind the
     * name of a call is of that call only; {@code []} are the elements of a list.
     */
    private static final Map<String, List<String>> REAL = orders("""
            record: eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode \
            errorMessage requestParameters responseElements additionalEventData requestID eventID readOnly resources eventType \
            apiVersion managementEvent recipientAccountId sharedEventID serviceEventDetails eventCategory tlsDetails \
            sessionCredentialFromConsole
            userIdentity: type principalId arn accountId accessKeyId userName sessionContext invokedBy identityProvider \
            onBehalfOf inScopeOf credentialId
            userIdentity.sessionContext: sessionIssuer webIdFederationData attributes sourceIdentity ec2RoleDelivery
            userIdentity.sessionContext.sessionIssuer: type principalId arn accountId userName
            userIdentity.sessionContext.webIdFederationData: federatedProvider attributes
            userIdentity.sessionContext.attributes: creationDate mfaAuthenticated
            userIdentity.onBehalfOf: userId identityStoreArn
            userIdentity.inScopeOf: issuerType credentialsIssuedTo
            tlsDetails: tlsVersion cipherSuite clientProvidedHostHeader
            AssumeRole requestParameters: roleArn roleSessionName sourceIdentity durationSeconds
            AssumeRole responseElements: credentials assumedRoleUser sourceIdentity
            AssumeRole resources[]: accountId type ARN
            AssumeRoleWithSAML requestParameters: sAMLAssertionID roleSessionName roleArn principalArn durationSeconds
            AssumeRoleWithSAML responseElements: credentials assumedRoleUser subject subjectType issuer audience nameQualifier
            AssumeRoleWithSAML resources[]: accountId type ARN
            AssumeRoleWithWebIdentity requestParameters: roleArn roleSessionName durationSeconds
            AssumeRoleWithWebIdentity responseElements: credentials subjectFromWebIdentityToken assumedRoleUser provider \
            audience
            AssumeRoleWithWebIdentity resources[]: accountId type ARN
            AssumeRoot requestParameters: targetPrincipal taskPolicyArn durationSeconds
            AssumeRoot requestParameters.taskPolicyArn: arn
            AssumeRoot responseElements: credentials
            GetSessionToken requestParameters: durationSeconds
            GetSessionToken responseElements: credentials
            GetFederationToken requestParameters: name durationSeconds
            GetFederationToken responseElements: credentials federatedUser
            responseElements.credentials: accessKeyId sessionToken expiration
            responseElements.assumedRoleUser: assumedRoleId arn
            responseElements.federatedUser: arn federatedUserId
            ConsoleLogin responseElements: ConsoleLogin
            ConsoleLogin additionalEventData: LoginTo MobileVersion MFAUsed SamlProviderArn
            SwitchRole responseElements: SwitchRole
            SwitchRole additionalEventData: SwitchFrom RedirectTo
            UserAuthentication additionalEventData: UserName
            GetRoleCredentials serviceEventDetails: role_name account_id
            GetDataAccess requestParameters: tableArn permissions
            GetDataAccess additionalEventData: requesterService lakeFormationRoleSessionName
            RotationSucceeded additionalEventData: SecretId
            CreateRole requestParameters: path roleName assumeRolePolicyDocument maxSessionDuration
            CreateRole responseElements: role
            CreateRole responseElements.role: path roleName roleId arn createDate assumeRolePolicyDocument
            UpdateAssumeRolePolicy requestParameters: roleName policyDocument
            DeleteRole requestParameters: roleName
            ListBuckets requestParameters: Host
            GetObject requestParameters: bucketName Host key
            PutObject requestParameters: bucketName Host key
            GetObject resources[]: accountId type ARN
            PutObject resources[]: accountId type ARN
            ListBuckets additionalEventData: SignatureVersion CipherSuite bytesTransferredIn AuthenticationMethod x-amz-id-2 \
            bytesTransferredOut
            GetObject additionalEventData: SignatureVersion CipherSuite bytesTransferredIn AuthenticationMethod x-amz-id-2 \
            bytesTransferredOut
            PutObject additionalEventData: SignatureVersion CipherSuite bytesTransferredIn AuthenticationMethod x-amz-id-2 \
            bytesTransferredOut
            DescribeInstances requestParameters: maxResults instancesSet filterSet
            DescribeRouteTables requestParameters: maxResults routeTableIdSet filterSet
            DescribeVpcs requestParameters: maxResults vpcSet filterSet
            CreateTags requestParameters: resourcesSet tagSet
            CreateTags requestParameters.resourcesSet: items
            CreateTags requestParameters.resourcesSet.items[]: resourceId
            CreateTags requestParameters.tagSet: items
            CreateTags requestParameters.tagSet.items[]: key value
            Decrypt requestParameters: encryptionContext encryptionAlgorithm
            Decrypt requestParameters.encryptionContext: SecretARN SecretVersionId
            Decrypt resources[]: accountId type ARN
            GenerateDataKey requestParameters: keyId encryptionContext keySpec
            GenerateDataKey requestParameters.encryptionContext: SecretARN SecretVersionId
            GenerateDataKey resources[]: accountId type ARN
            GetSecretValue requestParameters: secretId versionId
            PutSecretValue requestParameters: secretId clientRequestToken
            GetUser requestParameters: userName
            ListAttachedRolePolicies requestParameters: roleName
            GetItem requestParameters: tableName key
            GetItem requestParameters.key: orderId
            PutItem requestParameters: tableName key
            PutItem requestParameters.key: orderId
            Invoke requestParameters: functionName
            CreateLogStream requestParameters: logGroupName logStreamName
            DescribeLogGroups requestParameters: logGroupNamePrefix
            DescribeDBInstances requestParameters: dBInstanceIdentifier
            DescribeStacks requestParameters: stackName
            UpdateStack requestParameters: stackName
            BatchGetImage requestParameters: repositoryName
            GetCredentialsForIdentity requestParameters: identityId
            """);

    /** Objects without members of a known name, or always without any. */
    private static final Set<String> OPEN = Set.of(
            "userIdentity.sessionContext.webIdFederationData.attributes",
            "requestParameters.filterSet",
            "requestParameters.instancesSet",
            "requestParameters.routeTableIdSet",
            "requestParameters.vpcSet");

    private static Map<String, List<String>> orders(String text) {
        var orders = new LinkedHashMap<String, List<String>>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(": ");
            orders.put(
                    line.substring(0, colon),
                    Arrays.asList(line.substring(colon + 2).split(" ")));
        }
        return orders;
    }

    private static String text(SimulatedEvent event) {
        return new String(event.bytes(), StandardCharsets.UTF_8);
    }

    /** Visits every object of a record, with its path and its members in their order. */
    private static void visit(String path, Object tree, BiConsumer<String, List<String>> visitor) {
        if (tree instanceof List<?> list) {
            list.forEach(element -> visit(path + "[]", element, visitor));
        } else if (tree instanceof Map<?, ?> object) {
            visitor.accept(
                    path.isEmpty() ? "record" : path,
                    object.keySet().stream().map(String::valueOf).toList());
            object.forEach((name, value) -> visit(path.isEmpty() ? "" + name : path + '.' + name, value, visitor));
        }
    }

    /** The path under which the order of an object is written down, or {@code null}. */
    private static String known(String event, String path) {
        String own = event + ' ' + path;
        return REAL.containsKey(own) ? own : REAL.containsKey(path) ? path : null;
    }

    @ParameterizedTest
    @EnumSource
    void theMembersOfEachRecordComeInTheOrderOfRealOnes(Profile profile) {
        for (SimulatedEvent event : new Simulation(profile, 11).happened(SOME)) {
            String text = text(event);
            visit("", JsonTree.object(text), (path, members) -> {
                if (!OPEN.contains(path)) {
                    String known = known(event.event().eventName(), path);
                    assertThat(known).as("%s in %s", path, text).isNotNull();
                    List<String> real = REAL.get(known);
                    assertThat(real).as("%s in %s", path, text).containsAll(members);
                    assertThat(members)
                            .as("%s in %s", path, text)
                            .isEqualTo(real.stream().filter(members::contains).toList());
                }
            });
        }
    }

    /** Of calls of which there are records, apart from those whose members come now so, now so. */
    @Test
    void realRecordsHaveTheOrderThatIsWrittenDown() throws IOException {
        Optional<Path> folder = SharedData.folder("invictus");
        assumeTrue(folder.isPresent(), SharedData.missing("invictus"));
        Path file = folder.get().resolve("events.ndjson.gz");
        var seen = new TreeSet<String>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> seen.addAll(ordered(line)));
        }
        assertThat(seen)
                .contains(
                        "record",
                        "userIdentity",
                        "userIdentity.sessionContext",
                        "userIdentity.sessionContext.sessionIssuer",
                        "userIdentity.sessionContext.attributes",
                        "tlsDetails",
                        "AssumeRole requestParameters",
                        "AssumeRole responseElements",
                        "responseElements.credentials",
                        "responseElements.assumedRoleUser",
                        "ConsoleLogin additionalEventData",
                        "ListBuckets additionalEventData",
                        "GetSecretValue requestParameters",
                        "PutSecretValue requestParameters");
    }

    /** The objects of a real record that have the order written down, which is to be all of them. */
    private static Set<String> ordered(String line) {
        var ordered = new TreeSet<String>();
        Map<String, Object> real = JsonTree.object(line);
        visit("", real, (path, members) -> {
            String known = known(String.valueOf(real.get("eventName")), path);
            if (known != null && !known.matches("(Create|Update|Decrypt|Generate|Describe).*")) {
                List<String> order = REAL.get(known);
                assertThat(members.stream().filter(order::contains).toList())
                        .as("%s in %s", path, line)
                        .isEqualTo(order.stream().filter(members::contains).toList());
                ordered.add(known);
            }
        });
        return ordered;
    }

    @Test
    void everyMemberWrittenDownIsWritten() {
        var missing = new TreeSet<String>();
        REAL.forEach((path, members) -> members.forEach(member -> missing.add(path + ' ' + member)));
        for (Profile profile : Profile.values()) {
            for (SimulatedEvent event : new Simulation(profile, 11).happened(SOME)) {
                visit("", JsonTree.object(text(event)), (path, members) -> {
                    String known = known(event.event().eventName(), path);
                    members.forEach(member -> missing.remove(known + ' ' + member));
                });
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Whole records, so that no act leaves out what real records of it have. */
    @ParameterizedTest
    @CsvSource({
        "AssumeRole, IAMUser, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent"
                + " requestParameters responseElements requestID eventID readOnly resources eventType managementEvent"
                + " recipientAccountId eventCategory tlsDetails",
        "AssumeRole, AWSService, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent"
                + " requestParameters responseElements requestID eventID readOnly resources eventType managementEvent"
                + " recipientAccountId sharedEventID eventCategory",
        "ConsoleLogin, IAMUser, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent"
                + " requestParameters responseElements additionalEventData eventID readOnly eventType managementEvent"
                + " recipientAccountId eventCategory tlsDetails",
        "Decrypt, AssumedRole, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent"
                + " requestParameters responseElements requestID eventID readOnly resources eventType managementEvent"
                + " recipientAccountId eventCategory tlsDetails sessionCredentialFromConsole",
        "DescribeLogGroups, IAMUser, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress"
                + " userAgent requestParameters responseElements requestID eventID readOnly eventType apiVersion"
                + " managementEvent recipientAccountId eventCategory tlsDetails",
        "ListBuckets, IAMUser, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent"
                + " requestParameters responseElements additionalEventData requestID eventID readOnly eventType"
                + " managementEvent recipientAccountId eventCategory tlsDetails",
        "RotationSucceeded, null, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent"
                + " requestParameters responseElements additionalEventData requestID eventID readOnly eventType"
                + " managementEvent recipientAccountId eventCategory",
        "CreateRole, IAMUser, eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent"
                + " requestParameters responseElements requestID eventID readOnly eventType managementEvent"
                + " recipientAccountId eventCategory tlsDetails"
    })
    void thereAreRecordsWithAllMembersOfRealOnes(String name, String type, String members) {
        Profile profile = name.equals("CreateRole") ? Profile.POLICIES : Profile.CONSOLE;
        assertThat(new Simulation(profile, 11)
                        .happened(5 * SOME).stream()
                                .filter(event -> name.equals(event.event().eventName()))
                                .filter(event -> type.equals(String.valueOf(
                                        event.event().userIdentity().type())))
                                .map(event -> String.join(
                                        " ", JsonTree.object(text(event)).keySet())))
                .contains(members);
    }
}
