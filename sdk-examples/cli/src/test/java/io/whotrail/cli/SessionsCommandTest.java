// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.story.Account;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import io.whotrail.testing.HostileTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SessionsCommandTest {
    private static final Path SAMPLES = Path.of("samples");

    private final Story story = new Story(5);
    private final Account acme = story.account("111122223333");

    private static Program sessions(Object... arguments) {
        var all = new Object[arguments.length + 2];
        all[0] = "sessions";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = SAMPLES;
        return Program.run(all);
    }

    private Program ofStory(Object... arguments) {
        var all = new Object[arguments.length + 2];
        all[0] = "sessions";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "-";
        String lines = story.events().stream().map(StoryEvent::json).collect(Collectors.joining("\n"));
        return Program.fed(lines.getBytes(StandardCharsets.UTF_8), all);
    }

    @Test
    void whatDescendsFromSomebodyIsDrawnAsATreeWithItsProof() {
        Program run = sessions("alice");
        assertThat(run.exit()).isZero();
        assertThat(run.lines())
                .startsWith(
                        "alice, an IAM user of account 111122223333  arn:aws:iam::111122223333:user/alice",
                        "11 events from 2026-03-02T09:00:00Z to 2026-03-02T09:06:30Z, 2 sessions in 2 accounts")
                .contains("└─ Dev  session \"alice-dev\"  since 2026-03-02T09:03:30Z  proven by issued key")
                .contains("   └─ Prod  session \"alice-prod\"  since 2026-03-02T09:06:00Z  proven by issued key")
                .contains("           1  s3 GetObject");
        assertThat(run.out()).contains("opened by event ", "from 203.0.113.10").doesNotContain("bob", "DeleteObject");
    }

    @Test
    void itSaysWhatToRevokeAndWhatToDoBefore() {
        assertThat(sessions("alice").out())
                .containsSubsequence(
                        "To revoke exactly these sessions:",
                        "deactivate AKIA",
                        "role/Dev, 1 session: put this policy on the role",
                        "\"aws:userid\":\"AROA",
                        ":alice-dev\"",
                        "role/Prod, 1 session");
        assertThat(sessions("carol@example.com").out()).contains("put this policy into its permission set");
    }

    @Test
    void thePoliciesAloneAreOneObjectALine() {
        Program run = sessions("alice", "--policies-only");
        assertThat(run.objects().stream().map(object -> String.valueOf(object.get("roleArn"))))
                .containsExactly("arn:aws:iam::111122223333:role/Dev", "arn:aws:iam::444455556666:role/Prod");
        assertThat(((Map<?, ?>) run.objects().get(0).get("policy")).containsKey("Statement"))
                .isTrue();
    }

    @Test
    void onlyTheTimeThatIsAskedForIsTold() {
        Program run = sessions("alice", "--from", "2026-03-02T09:06:10Z", "--until", "2026-03-02T09:06:30Z");
        assertThat(run.out()).contains("2 events from 2026-03-02T09:06:10Z to 2026-03-02T09:06:20Z");
        assertThat(sessions("alice", "--from", "2027-01-01").exit()).isEqualTo(1);
        Program backwards = sessions("alice", "--from", "2027-01-01", "--until", "2026-01-01");
        assertThat(backwards.exit()).isEqualTo(2);
        assertThat(backwards.err()).contains("ends before it begins");
    }

    @Test
    void whoeverIsNotThereIsSaidSo() {
        Program run = sessions("mallory");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("Nothing in these logs descends from mallory.\n");
        assertThat(sessions("").exit()).isEqualTo(2);
        assertThat(sessions("alice", "--told-apart", "-1").exit()).isEqualTo(2);
    }

    @Test
    void aRoleTellsOfAllWhoUsedIt() {
        assertThat(sessions("Dev").out()).contains("2 identities are meant", "alice, an IAM user", "bob, an IAM user");
    }

    @Test
    void manySessionsOfOneRoleAreToldTogetherUnlessAllAreAskedFor() {
        var alice = acme.user("alice");
        for (int i = 0; i < 20; i++) {
            alice.assumes(acme.role("Dev"), "session-" + i).calls("s3.amazonaws.com", "GetObject");
        }
        Program together = ofStory("alice");
        assertThat(together.out()).contains("└─ Dev  20 sessions  since ", "20 events  names session-0");
        assertThat(together.out().lines().filter(line -> line.contains("session \"")))
                .isEmpty();
        assertThat(ofStory("alice", "--all").out().lines().filter(line -> line.contains("session \"")))
                .hasSize(20);
    }

    @Test
    void namesFromTheInputNeitherActNorDeceive() {
        var alice = acme.user("alice");
        for (String harm : HostileTexts.HARM) {
            alice.assumes(acme.role("Dev"), "a" + harm).calls("s3.amazonaws.com", harm);
        }
        Program run = ofStory("alice", "--all");
        assertThat(run.exit()).isZero();
        assertThat(run.out().chars().filter(one -> one != '\n').allMatch(one -> one >= ' ' && one != 0x7F))
                .isTrue();
        assertThat(run.out()).doesNotContain("\u202e").doesNotContain("\u200b");
        assertThat(ofStory("alice", "--policies-only").objects()).isNotEmpty();
    }
}
