// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.Policies.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of an exported role part by part, where parts are missing, doubled, of another kind or too long. */
final class RoleExportPartsTest {
    private static final String FORCED = Policies.forced();
    private static final String ARN = "arn:aws:iam::" + ACCOUNT + ":role/team/Dev";
    private static final String POLICY = ",\"AssumeRolePolicyDocument\":" + FORCED;

    private final List<RoleSnapshot> roles = new ArrayList<>();
    private final List<RoleExportProblem> problems = new ArrayList<>();

    private void read(byte[] export, long maximumBytes) throws IOException {
        new RoleExportReader(roles::add, problems::add, maximumBytes).read(new ByteArrayInputStream(export), "export");
    }

    private void read(String export) throws IOException {
        read(export.getBytes(StandardCharsets.UTF_8), RoleExportReader.MAXIMUM_BYTES);
    }

    private RoleSnapshot only(String export) throws IOException {
        read(export);
        assertThat(problems).isEmpty();
        assertThat(roles).hasSize(1);
        return roles.remove(0);
    }

    private static String role(String members) {
        return "{" + json(members) + POLICY + "}";
    }

    private static String item(String members, String configuration) {
        return "{" + json("'resourceType':'AWS::IAM::Role'" + members) + ",\"configuration\":" + configuration + "}";
    }

    @Test
    void aRoleIsCalledByItsNameElseByItsArnElseByItsPlace() throws IOException {
        RoleSnapshot whole = only(role("'RoleName':'Dev','Arn':'" + ARN + "'"));
        assertThat(whole.name()).isEqualTo("Dev");
        assertThat(whole.role()).isEqualTo(new RoleKey(ACCOUNT, "dev"));
        assertThat(only(role("'Arn':'" + ARN + "'")).name()).isEqualTo(ARN);
        RoleSnapshot nameless = only(role("'RoleId':'AROADEV'"));
        assertThat(nameless.name()).isEqualTo("export");
        assertThat(nameless.role()).isNull();
        assertThat(nameless.roleId()).isEqualTo("AROADEV");
        assertThat(nameless.problem()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'Dev', ",
        "'111122223333', '', ",
        "'111122223333', 'Dev', 'dev'",
    })
    void withoutAnArnAccountAndNameTellTheRole(String account, String name, String expected) throws IOException {
        RoleSnapshot read =
                only(item(",'awsAccountId':'" + account + "','resourceName':'" + name + "'", json("{'x':1}")));
        assertThat(read.role()).isEqualTo(expected == null ? null : new RoleKey(account, expected));
    }

    @Test
    void accountOrNameAloneTellNoRole() throws IOException {
        assertThat(only(item(",'accountId':'" + ACCOUNT + "'", "{}")).role()).isNull();
        assertThat(only(item(",'resourceName':'Dev'", "{}")).role()).isNull();
        RoleSnapshot both = only(item(",'accountId':'9','resourceName':'Ops','ARN':'" + ARN + "'", "{}"));
        assertThat(both.role()).as("the ARN counts").isEqualTo(new RoleKey(ACCOUNT, "dev"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "null", "{'a':'Dev'}", "['Dev']", "[{'RoleName':'Dev'}]"})
    void whatIsOfAnotherKindThanItShouldBeSaysNothing(String value) throws IOException {
        RoleSnapshot read = only(role("'Arn':'" + ARN + "','RoleName':" + value + ",'RoleId':" + value));
        assertThat(read.name()).isEqualTo(ARN);
        assertThat(read.roleId()).isNull();
        assertThat(read.problem()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'1767323045.9', 2026-01-02T03:04:05Z",
        "1767323045, 2026-01-02T03:04:05Z",
        "-0.5, 1969-12-31T23:59:59Z",
        "1e300, ",
        "true, ",
        "null, ",
        "[1767323045], ",
        "'\"2026-01-02T03:04:05Z\"', 2026-01-02T03:04:05Z",
        "'\"yesterday\"', "
    })
    void aTimeIsATextOrSecondsAndElseNotKnown(String time, Instant expected) throws IOException {
        RoleSnapshot read = only("{\"CreateDate\":" + time + ",\"RoleName\":\"Dev\"" + POLICY + "}");
        assertThat(read.createDate()).isEqualTo(expected);
        assertThat(read.name()).isEqualTo("Dev");
    }

    @Test
    void whatAnItemSaysOfTheRoleInsideCountsBeforeWhatItSaysItself() throws IOException {
        String outside = ",'ARN':'arn:aws:iam::" + ACCOUNT + ":role/Old','resourceName':'Old','resourceId':'AROAOLD',"
                + "'createDate':'2020-01-01T00:00:00Z'";
        RoleSnapshot inner = only(item(
                outside,
                json("{'arn':'" + ARN + "','roleName':'Dev','roleId':'AROADEV','createDate':'2026-01-02T03:04:05Z',"
                                + "'assumeRolePolicyDocument':")
                        + FORCED + "}"));
        assertThat(inner.role()).isEqualTo(new RoleKey(ACCOUNT, "dev"));
        assertThat(inner.name()).isEqualTo("Dev");
        assertThat(inner.roleId()).isEqualTo("AROADEV");
        assertThat(inner.createDate()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        RoleSnapshot outer = only("{" + json("'resourceType':'AWS::IAM::Role'" + outside) + POLICY
                + ",\"configuration\":{\"tags\":[{\"roleName\":\"x\"}]}}");
        assertThat(outer.role()).isEqualTo(new RoleKey(ACCOUNT, "old"));
        assertThat(outer.name()).isEqualTo("Old");
        assertThat(outer.roleId()).isEqualTo("AROAOLD");
        assertThat(outer.createDate()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(outer.problem()).isNull();
    }

    @Test
    void aConfigurationMaySpellThePolicyAsIamDoes() throws IOException {
        assertThat(only(item("", "{\"AssumeRolePolicyDocument\":" + FORCED + "}"))
                        .requirement()
                        .namesTheCaller())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[{'assumeRolePolicyDocument':'x'}]",
                "'7'",
                "'[{}]'",
                "'{'",
                "''",
                "null",
                "{'assumeRolePolicyDocumentation':{'assumeRolePolicyDocument':'x'}}"
            })
    void aConfigurationThatIsNoneLeavesTheRoleWithoutAPolicy(String configuration) throws IOException {
        RoleSnapshot read = only("{\"resourceType\":\"AWS::IAM::Role\",\"configuration\":" + json(configuration)
                + ",\"resourceName\":\"Dev\"}");
        assertThat(read.name()).isEqualTo("Dev");
        assertThat(read.problem()).isEqualTo("export $ (byte 0): not a trust policy: there is none");
    }

    @Test
    void aKeyThatIsThereTwiceInsideIsToldAsIfItWereOutside() throws IOException {
        String twice = "export $ (byte 0): has a key that is there twice";
        assertThat(only(item(
                                "",
                                "{\"roleName\":\"Dev\",\"roleName\":\"Ops\",\"assumeRolePolicyDocument\":" + FORCED
                                        + "}"))
                        .problem())
                .isEqualTo(twice);
        RoleSnapshot outside = only(
                item(",'resourceName':'Dev','resourceName':'Ops'", "{\"assumeRolePolicyDocument\":" + FORCED + "}"));
        assertThat(outside.problem()).isEqualTo(twice);
        assertThat(outside.requirement().namesTheCaller()).isFalse();
    }

    @Test
    void aPolicyThatIsTooLongIsToldWhereverItStands() throws IOException {
        String tooLong = "{\"Statement\":[" + "7,".repeat(TrustPolicy.MAXIMUM_LENGTH) + "7]}";
        String told = "a trust policy longer than 65536 characters";
        assertThat(only("{\"AssumeRolePolicyDocument\":" + tooLong + "}").problem())
                .isEqualTo("export $ (byte 0): has " + told);
        assertThat(only(item("", "{\"assumeRolePolicyDocument\":" + tooLong + "}"))
                        .problem())
                .isEqualTo("export $ (byte 0): has " + told);
        assertThat(only(tooLong).problem()).isEqualTo("export $ (byte 0): is longer than 65536 characters");
        assertThat(only("{\"Version\":{\"a\":[" + "7,".repeat(TrustPolicy.MAXIMUM_LENGTH)
                                + "7]},\"Statement\":[],\"Id\":{}}")
                        .problem())
                .isEqualTo("export $ (byte 0): is longer than 65536 characters");
    }

    @ParameterizedTest
    @CsvSource({"65536, true", "65537, false"})
    void aPolicyAsLongAsIsAllowedIsRead(int length, boolean isRead) throws IOException {
        String open = FORCED.substring(0, FORCED.lastIndexOf('}'));
        String padded = open + ",\"Id\":\"" + "x".repeat(length - open.length() - 9) + "\"}";
        assertThat(padded).hasSize(length);
        RoleSnapshot alone = only(padded);
        assertThat(alone.problem() == null).isEqualTo(isRead);
        assertThat(alone.requirement().namesTheCaller()).isEqualTo(isRead);
        for (String document : List.of(padded, '"' + padded.replace("\"", "\\\"") + '"')) {
            assertThat(only("{\"AssumeRolePolicyDocument\":" + document + "}").problem() == null)
                    .isEqualTo(isRead);
        }
    }

    @Test
    void aPolicyAloneSaysWhatIsWrongWithIt() throws IOException {
        assertThat(only(FORCED).problem()).isNull();
        assertThat(only("  {\"Version\":\"2012-10-17\",\"Statement\":[]}").problem())
                .startsWith("export $ (byte 2): not a trust policy: $ has no statement");
        read("[" + FORCED + ",{\"Statement\":[]}]");
        assertThat(roles.get(1).problem()).startsWith("export $[1] (byte ");
    }

    @Test
    void whatStandsBesideAPolicyIsOfIt() throws IOException {
        String open = FORCED.substring(0, FORCED.lastIndexOf('}'));
        String without = only(open + ",\"Other\":\"x\"}").problem();
        RoleSnapshot beside = only(open + ",\"Arn\":\"x\"}");
        assertThat(beside.problem() == null).isEqualTo(without == null);
    }

    @Test
    void amongRolesAPolicyAloneIsNoRole() throws IOException {
        read("{\"Roles\":[" + FORCED + "]}");
        assertThat(roles).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aDocumentInNoEncodingIsAProblemAndTheNextLineIsRead() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, '[', 0x7F, -1, -1, -1, '\n'});
        bytes.write(role("'RoleName':'Dev'").getBytes(StandardCharsets.UTF_8));
        read(bytes.toByteArray(), RoleExportReader.MAXIMUM_BYTES);
        assertThat(problems)
                .extracting(RoleExportProblem::problem)
                .containsExactly("is in no encoding that JSON has; what follows in this document is lost");
        assertThat(roles).extracting(RoleSnapshot::name).containsExactly("Dev");
    }

    @Test
    void anExportThatIsTooLongIsAProblemWhereItIs() throws IOException {
        String line = role("'RoleName':'Dev'") + "\n";
        read((line + " ".repeat(20_000) + line).getBytes(StandardCharsets.UTF_8), 20_000);
        assertThat(roles).hasSize(1);
        assertThat(problems).extracting(RoleExportProblem::problem).containsExactly("is longer than 20000 bytes");
        assertThat(problems.get(0).byteOffset()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1F, 0x8B, 0x201F})
    void onlyTwoBytesTogetherShowCompression(int first) throws IOException {
        read(new byte[] {(byte) first, (byte) (first == 0x1F ? '{' : 0x8B), 8, 0}, RoleExportReader.MAXIMUM_BYTES);
        boolean gzip = first == 0x201F;
        assertThat(problems).hasSize(1).allMatch(problem -> problem.problem().contains("compressed") == gzip);
    }
}
