// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.Policies.json;
import static io.whotrail.policy.Policies.urlEncoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which roles are exported, and what is wrong with damaged ones. */
class RoleExportReaderTest {
    private static final String FORCED = Policies.forced();
    private static final String ARN = "arn:aws:iam::" + ACCOUNT + ":role/team/Dev";
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant CAPTURED = Instant.parse("2026-02-01T00:00:00Z");

    private final List<RoleSnapshot> roles = new ArrayList<>();
    private final List<RoleExportProblem> problems = new ArrayList<>();

    private void read(byte[] export) throws IOException {
        RoleExportReader.create(roles::add, problems::add).read(new ByteArrayInputStream(export), "export");
    }

    private void read(String export) throws IOException {
        read(export.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A role as IAM spells it. */
    private static String role(String document) {
        return json("{'Path':'/team/','RoleName':'Dev','RoleId':'AROADEV','Arn':'" + ARN
                        + "','CreateDate':'2026-01-02T03:04:05+00:00','InstanceProfileList':[{'Roles':[{'RoleName':'x',"
                        + "'AssumeRolePolicyDocument':{}}]}],'AssumeRolePolicyDocument':")
                + document + "}";
    }

    /** A role as AWS Config spells it. */
    private static String configuration() {
        return json("{'path':'/team/','roleName':'Dev','roleId':'AROADEV','arn':'" + ARN
                        + "','createDate':'2026-01-02T03:04:05.000Z','assumeRolePolicyDocument':")
                + quoted(urlEncoded(FORCED)) + "}";
    }

    private static String item(String configuration) {
        return json("{'configurationItemVersion':'1.3','configurationItemCaptureTime':'2026-02-01T00:00:00.000Z',"
                        + "'configurationItemStatus':'OK','resourceType':'AWS::IAM::Role','resourceId':'AROADEV',"
                        + "'resourceName':'Dev','ARN':'" + ARN
                        + "','tags':{'a':'b'},'relationships':[{'resourceId':'x'}],"
                        + "'configuration':")
                + configuration + "}";
    }

    private void assertDev(Instant captured) {
        assertThat(problems).isEmpty();
        assertThat(roles).isNotEmpty().allSatisfy(role -> {
            assertThat(role.role()).isEqualTo(new RoleKey(ACCOUNT, "dev"));
            assertThat(role.name()).isEqualTo("Dev");
            assertThat(role.roleId()).isEqualTo("AROADEV");
            assertThat(role.createDate()).isEqualTo(CREATED);
            assertThat(role.capturedAt()).isEqualTo(captured);
            assertThat(role.problem()).isNull();
            assertThat(role.requirement().namesTheCaller()).isTrue();
        });
    }

    @Test
    void accountAuthorizationDetailsAsTheCommandLinePrintsThem() throws IOException {
        read("{\"UserDetailList\":[{\"UserName\":\"a\",\"Arn\":\"x\"}],\"RoleDetailList\":[" + role(FORCED) + ","
                + role(FORCED) + "],\"Policies\":[{\"Arn\":\"y\"}]}");
        assertDev(null);
        assertThat(roles).hasSize(2);
    }

    @Test
    void accountAuthorizationDetailsAsTheInterfaceAnswersThem() throws IOException {
        read("{\"RoleDetailList\":[" + role(quoted(urlEncoded(FORCED))) + "]}");
        assertDev(null);
    }

    @Test
    void oneRoleAndListsOfRoles() throws IOException {
        read("{\"Role\":" + role(FORCED) + "}");
        read("{\"Roles\":[" + role(quoted(FORCED)) + "],\"IsTruncated\":false}");
        read(role(FORCED));
        assertDev(null);
        assertThat(roles).hasSize(3);
    }

    @Test
    void itemsOfAwsConfigInEachForm() throws IOException {
        read(item(configuration()));
        read("{\"fileVersion\":\"1.0\",\"configurationItems\":[" + item(configuration()) + "]}");
        read("{\"configurationItems\":[" + item(quoted(configuration())) + "]}");
        read("{\"configurationItem\":" + item(configuration()) + ",\"messageType\":\"x\"}");
        read("[" + item(configuration()) + "," + item(configuration()) + "]");
        read(item(configuration()) + "\n" + item(configuration()) + "\n");
        assertDev(CAPTURED);
        assertThat(roles).hasSize(8);
    }

    @Test
    void itemsOfOtherTypesAndDeletedRolesAreNone() throws IOException {
        read(item("null").replace("\"OK\"", "\"ResourceDeleted\""));
        read("{\"resourceType\":\"AWS::S3::Bucket\",\"configuration\":{\"name\":\"b\"}}");
        read("{\"configurationItems\":[]}");
        assertThat(roles).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aTimeMayBeANumber() throws IOException {
        read(role(FORCED).replace("\"2026-01-02T03:04:05+00:00\"", "1767323045.12"));
        assertDev(null);
    }

    @Test
    void aTrustPolicyAloneIsCalledByItsFile(@TempDir Path folder) throws IOException {
        for (String text : List.of(FORCED, quoted(FORCED), urlEncoded(FORCED), "\n " + urlEncoded(FORCED) + "\n")) {
            Path file = Files.writeString(folder.resolve("trust.json"), text);
            RoleExportReader.create(roles::add, problems::add).read(file);
        }
        read("[" + FORCED + "," + FORCED + "]");
        assertThat(problems).isEmpty();
        assertThat(roles)
                .hasSize(6)
                .allMatch(role -> role.role() == null)
                .allMatch(role -> role.requirement().namesTheCaller());
        assertThat(roles.get(0).name()).isEqualTo("trust.json");
        assertThat(roles.get(5).name()).isEqualTo("export");
    }

    @Test
    void compressedAndInUtf16AsWindowsWritesIt() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(role(FORCED).getBytes(StandardCharsets.UTF_8));
        }
        read(bytes.toByteArray());
        read(("\uFEFF" + role(FORCED)).getBytes(StandardCharsets.UTF_16LE));
        read("\uFEFF" + role(FORCED));
        assertDev(null);
        assertThat(roles).hasSize(3);
    }

    @Test
    void aRoleWithABadPolicySaysWhereAndTheRestGoesOn() throws IOException {
        String bad = role("{\"Version\":\"2012-10-17\",\"Statement\":[]}");
        read("{\"Roles\":[" + bad + "," + role(FORCED) + "]}");
        assertThat(problems).isEmpty();
        assertThat(roles).hasSize(2);
        assertThat(roles.get(0).requirement().why()).isEqualTo(Finding.UNREADABLE.why());
        assertThat(roles.get(0).problem())
                .isEqualTo("export $.Roles[0] (byte 10): not a trust policy: $ has no statement (character 38)");
        assertThat(roles.get(1).problem()).isNull();
    }

    @Test
    void aRoleWithoutAPolicyOrWithTwoIsUnreadable() throws IOException {
        read(item("null"));
        read(role(FORCED).replace("{\"Path\"", "{\"AssumeRolePolicyDocument\":{},\"Path\""));
        read(role(FORCED).replace("\"RoleName\"", "\"RoleName\":\"Prod\",\"RoleName\""));
        read(role("{\"Statement\":[" + "7,".repeat(TrustPolicy.MAXIMUM_LENGTH) + "7]}"));
        assertThat(roles).hasSize(4).allMatch(role -> role.requirement().why().equals(Finding.UNREADABLE.why()));
        assertThat(roles.get(0).problem()).contains("there is none");
        assertThat(roles.get(1).problem()).contains("twice");
        assertThat(roles.get(2).problem()).contains("twice");
        assertThat(roles.get(3).problem()).contains("longer than " + TrustPolicy.MAXIMUM_LENGTH);
    }

    @Test
    void aDamagedLineCostsNoOther() throws IOException {
        String line = role(FORCED);
        String cut = line.substring(0, line.length() - 40);
        read(line + "\n" + cut + "\n" + line + "\n" + "junk\n" + line + "\n");
        assertThat(roles).hasSize(3);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).place()).isEqualTo("export");
        assertThat(problems.get(0).byteOffset()).isBetween(line.length() + 1L, 2L * line.length());
        assertThat(problems.get(0).toString())
                .startsWith("export: $ is not JSON")
                .contains("(byte ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "{\"a\":1}", "{\"Role\":{\"RoleName\":\"x\"}}"})
    void anExportWithoutRolesIsAProblem(String export) throws IOException {
        read(export);
        assertThat(roles).isEmpty();
        assertThat(problems)
                .extracting(RoleExportProblem::problem)
                .containsExactly("holds no role and no trust policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[7]", "{\"Roles\":7}", "{\"Roles\":[\"x\"]}", "{", "[", "\"", "nul", "{\"Role\":"})
    void whatIsNoExportIsAProblem(String export) throws IOException {
        read(export);
        assertThat(roles).isEmpty();
        assertThat(problems).hasSize(1);
    }

    @Test
    void aTextAloneThatIsNoPolicyIsUnreadable() throws IOException {
        read("\"x\"");
        read("%7B");
        assertThat(roles).hasSize(2).allMatch(role -> role.problem() != null);
    }

    @Test
    void depthAndLengthAreBounded() throws IOException {
        read("[".repeat(100_000));
        read("{\"Roles\":[" + role(quoted("x".repeat(5 << 20))) + "]}");
        assertThat(roles).isEmpty();
        assertThat(problems).hasSize(2).allMatch(problem -> problem.problem().contains("deeper or longer"));
    }

    @Test
    void damagedCompressionIsAProblem() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(role(FORCED).getBytes(StandardCharsets.UTF_8));
        }
        read(Arrays.copyOf(bytes.toByteArray(), 60));
        read(Arrays.copyOf(bytes.toByteArray(), 5));
        assertThat(roles).isEmpty();
        assertThat(problems).hasSize(2).allMatch(problem -> problem.problem().equals("is compressed, and damaged"));
    }

    @ParameterizedTest
    @Seeds(300)
    void damageNeverStopsTheReader(Random random) throws IOException {
        byte[] bytes = ("{\"RoleDetailList\":[" + role(FORCED) + "]}\n" + item(configuration()) + "\n"
                        + item(quoted(configuration())) + "\n" + FORCED)
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:\n\\%".charAt(random.nextInt(10)));
        }
        read(random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
        assertThat(roles.size() + problems.size()).isPositive();
    }
}
