// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exported trust policies name whoever used a session that no event issued, if its name was forced. */
class TrustPoliciesOptionTest {
    private static final String EVENT = Records.id(1);
    private static final String KEY = "ASIAEXAMPLEDEV1";

    @TempDir
    private Path folder;

    /** What AWS's tools print of a role, around its trust policy. */
    enum Export {
        ACCOUNT_AUTHORIZATION_DETAILS("{'UserDetailList':[],'GroupDetailList':[],'RoleDetailList':[%s],'Policies':[]}"),
        GET_ROLE("{'Role':%s}"),
        LIST_ROLES("{'Roles':[%s]}"),
        CONFIG_ITEM("{'configurationItemStatus':'OK','resourceType':'AWS::IAM::Role','resourceName':'%2$s',"
                + "'configurationItemCaptureTime':'2026-01-04T00:00:00.000Z','configuration':%1$s}");

        private final String frame;

        Export(String frame) {
            this.frame = frame;
        }

        String of(String role, String document) {
            String names = "{'Path':'/','RoleName':'" + role + "','RoleId':'" + roleId(role) + "','Arn':'"
                    + roleArn(role) + "','CreateDate':'2026-01-02T03:04:05+00:00','AssumeRolePolicyDocument':";
            String spelled = this == CONFIG_ITEM ? asConfigSpells(names) : names;
            return String.format(frame, spelled + document + "}", role).replace('\'', '"');
        }

        private static String asConfigSpells(String names) {
            return names.replace("'Path", "'path")
                    .replace("'Role", "'role")
                    .replace("'Arn", "'arn")
                    .replace("'Create", "'create")
                    .replace("'Assume", "'assume");
        }
    }

    /** How the trust policy stands in an export. */
    private enum Encoding {
        DECODED,
        URL_ENCODED;

        String of(String policy) {
            return this == DECODED
                    ? policy
                    : "'"
                            + URLEncoder.encode(policy.replace('\'', '"'), StandardCharsets.UTF_8)
                                    .replace("+", "%20") + "'";
        }
    }

    private static String roleId(String role) {
        return "AROAEXAMPLE" + role.toUpperCase(Locale.ROOT);
    }

    private static String roleArn(String role) {
        return "arn:aws:iam::" + Records.ACCOUNT + ":role/" + role;
    }

    private static String policy(String condition) {
        return "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::"
                + Records.ACCOUNT + ":root'},'Action':'sts:AssumeRole'" + condition + "}]}";
    }

    private static String forced() {
        return policy(",'Condition':{'StringEquals':{'sts:RoleSessionName':'${aws:username}'}}");
    }

    private static String use(String eventId, String role, String key) {
        String identity = "{'type':'AssumedRole','principalId':'" + roleId(role) + ":alice','arn':'arn:aws:sts::"
                + Records.ACCOUNT + ":assumed-role/" + role + "/alice','accountId':'" + Records.ACCOUNT
                + "','accessKeyId':'" + key + "','sessionContext':{'sessionIssuer':{'type':'Role','principalId':'"
                + roleId(role) + "','arn':'" + roleArn(role) + "','accountId':'" + Records.ACCOUNT + "','userName':'"
                + role + "'},'attributes':{'creationDate':'2026-01-05T09:00:00Z','mfaAuthenticated':'false'}}}";
        return ("{'eventVersion':'1.08','userIdentity':" + identity + ",'eventTime':'2026-01-05T09:10:00Z',"
                        + "'eventSource':'s3.amazonaws.com','eventName':'GetObject','eventID':'" + eventId
                        + "','recipientAccountId':'" + Records.ACCOUNT + "'}")
                .replace('\'', '"');
    }

    private Path log() throws IOException {
        return Records.write(folder.resolve("log.json"), Records.file(use(EVENT, "Dev", KEY)));
    }

    private Path export(String name, Export kind, String role, String document) throws IOException {
        return Records.write(folder.resolve(name), kind.of(role, document));
    }

    private Path forcedDev() throws IOException {
        return export("dev-role.json", Export.GET_ROLE, "Dev", forced());
    }

    private static void assertNamesAlice(Map<String, Object> line) {
        assertThat(line).containsEntry("verdict", "ATTRIBUTED").containsEntry("basis", "ENFORCED_NAME");
        assertThat(Json.at(line, "origin", "name")).isEqualTo("alice");
        assertThat(Json.at(line, "origin", "type")).isEqualTo("IAMUser");
    }

    private static void assertNotSeen(Map<String, Object> line) {
        assertThat(line)
                .containsEntry("verdict", "UNATTRIBUTED")
                .containsEntry("reason", "ISSUANCE_NOT_SEEN")
                .doesNotContainKey("origin");
    }

    @ParameterizedTest
    @EnumSource
    void theForcedNameOfEveryKindOfExportIsTheOrigin(Export kind) throws IOException {
        for (Encoding encoding : Encoding.values()) {
            Path export = export("export-" + encoding, kind, "Dev", encoding.of(forced()));
            Program run = Program.run("attribute", log(), "--trust-policies", export);
            assertThat(run.exit()).as(run.err()).isZero();
            assertNamesAlice(run.objects().get(0));

            Path free = export("free-" + encoding, kind, "Dev", encoding.of(policy("")));
            Program unforced = Program.run("attribute", log(), "--trust-policies", free);
            assertThat(unforced.exit()).as(unforced.err()).isZero();
            assertNotSeen(unforced.objects().get(0));
        }
    }

    @Test
    void withoutTheOptionANameProvesNothing() throws IOException {
        forcedDev();
        Program run = Program.run("attribute", log());
        assertThat(run.exit()).isZero();
        assertNotSeen(run.objects().get(0));
    }

    @Test
    void aStreamNamesItToo() throws IOException {
        Program run = Program.run("attribute", log(), "--mode", "revise", "--trust-policies", forcedDev());
        assertNamesAlice(run.objects().get(run.objects().size() - 1));
    }

    @Test
    void whoTellsWhomTheForcedNameNames() throws IOException {
        for (String wanted : new String[] {EVENT, KEY}) {
            Program without = Program.run("who", wanted, log());
            assertThat(without.exit()).isZero();
            assertThat(without.out()).contains("ISSUANCE_NOT_SEEN").doesNotContain("behind it is");

            Program with = Program.run("who", wanted, log(), "--trust-policies", forcedDev());
            assertThat(with.exit()).isZero();
            assertThat(with.out()).contains("behind it is alice").doesNotContain("ISSUANCE_NOT_SEEN");
        }
    }

    @Test
    void theOptionIsGivenOnceForEachFile() throws IOException {
        Path log = Records.write(
                folder.resolve("log.json"),
                Records.file(use(EVENT, "Dev", KEY), use(Records.id(2), "Ops", "ASIAEXAMPLEOPS1")));
        Path dev = forcedDev();
        Path ops = export("ops-roles.json", Export.LIST_ROLES, "Ops", forced());

        Program both = Program.run("attribute", "--trust-policies", dev, "--trust-policies", ops, log);
        assertThat(both.exit()).as(both.err()).isZero();
        assertThat(both.objects()).hasSize(2).allSatisfy(TrustPoliciesOptionTest::assertNamesAlice);

        Program one = Program.run("attribute", "--trust-policies", dev, log);
        assertNamesAlice(one.objects().get(0));
        assertNotSeen(one.objects().get(1));
    }

    @Test
    void theHelpSaysThatItIsGivenOnceForEachFile() {
        for (String command : new String[] {"attribute", "who", "run"}) {
            String help = Program.run(command, "--help").out().replaceAll("\\s+", " ");
            assertThat(help).contains("[--trust-policies=FILE]...").contains("Once for each file.");
        }
    }

    @Test
    void anExportThatCannotBeReadIsToldAndTheRestIsAnswered() throws IOException {
        Path damaged = Records.write(folder.resolve("damaged"), "{\"Role\":");
        Program run = Program.run("attribute", log(), "--trust-policies", damaged, "--trust-policies", forcedDev());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("damaged").contains("is not JSON");
        assertNamesAlice(run.objects().get(0));
    }
}
