// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.story.Account;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import io.whotrail.testing.HostileTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
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
                        "To revoke these sessions:",
                        "deactivate AKIA",
                        "user/alice: put this policy on the user, whose temporary credentials stay valid otherwise",
                        "\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2",
                        "role/Dev, 1 session: put this policy on the role",
                        "\"aws:userid\":\"AROA",
                        ":alice-dev\"",
                        "role/Prod, 1 session");
        assertThat(sessions("carol@example.com").out()).contains("put this policy into its permission set");
    }

    @Test
    void thePoliciesAloneAreOneObjectALine() {
        Program run = sessions("alice", "--policies-only");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.objects().get(0))
                .containsEntry("userArn", "arn:aws:iam::111122223333:user/alice")
                .containsEntry("place", "USER");
        assertThat(run.objects().stream().skip(1).map(object -> String.valueOf(object.get("roleArn"))))
                .containsExactly("arn:aws:iam::111122223333:role/Dev", "arn:aws:iam::444455556666:role/Prod");
        assertThat(run.objects())
                .allSatisfy(object -> assertThat(((Map<?, ?>) object.get("policy")).containsKey("Statement"))
                        .isTrue());
    }

    @Test
    void whoeverOpenedNoSessionHasCredentialsAllTheSame() {
        acme.user("alice").calls("s3.amazonaws.com", "GetObject");
        assertThat(ofStory("alice").out())
                .containsSubsequence("No session of a role descends from it.", "To end what the user has itself:")
                .contains("deactivate AKIA", "put this policy on the user");
        assertThat(ofStory("alice", "--policies-only").objects())
                .singleElement()
                .satisfies(policy -> assertThat(policy).containsEntry("place", "USER"));
        acme.root().calls("s3.amazonaws.com", "ListBuckets");
        assertThat(ofStory("arn:aws:iam::111122223333:root").out()).contains("Nothing to revoke: no session descends");
    }

    @Test
    void whatIsOnlyOnTheWayIsSaidSoAndNotRevoked() {
        Program run = sessions("Prod");
        assertThat(run.out())
                .containsSubsequence(
                        "Not asked for itself",
                        "└─ Dev  session \"alice-dev\"",
                        "only on the way to what was asked for",
                        "└─ Prod  session \"alice-prod\"",
                        "the right to assume Prod, of alice or of the sessions on the way")
                .doesNotContain("not used in these logs", "role/Dev, 1 session", "on the user");
        assertThat(sessions("Prod", "--policies-only").objects())
                .extracting(object -> object.get("roleArn"))
                .containsExactly("arn:aws:iam::444455556666:role/Prod");
    }

    @Test
    void whatAPlanLeavesOutForWantOfRoomIsSaid() {
        Program run = sessions("alice", "--told-apart", "1");
        assertThat(run.out())
                .contains("No session can be revoked yet: 8 events of further sessions")
                .doesNotContain("no session descends");
        Program policies = sessions("alice", "--told-apart", "2", "--policies-only");
        assertThat(policies.exit()).isEqualTo(1);
        assertThat(policies.objects()).hasSize(2);
        assertThat(policies.err()).contains("whotrail: sessions of alice: 5 events of further sessions, for which");
        Program others = sessions("Dev", "--told-apart", "1", "--policies-only");
        assertThat(others.exit()).isEqualTo(1);
        assertThat(others.err())
                .contains("events of further identities; --told-apart", "Whom else the policies deny is known in part");
    }

    @Test
    void whatNoPolicyCanDenyIsSaidBesideThePolicies() {
        acme.user("alice").assumes(acme.role("Dev"), "a b").calls("s3.amazonaws.com", "GetObject");
        Program run = ofStory("alice", "--policies-only");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("1 session that no policy of a role can deny", "or time that AWS would not take");
        assertThat(ofStory("alice").out()).contains("1 session that no policy of a role can deny");
    }

    @Test
    void morePoliciesThanARoleCanHaveAreSaidToBeSo() {
        var alice = acme.user("alice");
        for (int i = 0; i < 400; i++) {
            alice.assumes(acme.role("Dev"), "session-" + i);
        }
        assertThat(ofStory("alice").out())
                .contains(
                        "policies, and a role can have 10 unless", "Instead, this one ends every session of the role");
        Program policies = ofStory("alice", "--policies-only");
        assertThat(policies.exit()).isEqualTo(1);
        assertThat(policies.err()).contains("policies, and a role can have 10 unless");
    }

    @Test
    void aTwinThatIsDeniedTooIsNamed() {
        acme.user("alice").assumes(acme.role("Dev"), "shared");
        story.sameSecond();
        acme.user("bob").assumes(acme.role("Dev"), "shared");
        assertThat(ofStory("alice").out())
                .containsSubsequence(
                        "1 session that nobody asked for, with the same role and name and born within a second",
                        "role/Dev \"shared\" since ",
                        ": bob, an IAM user of account 111122223333");
        Program policies = ofStory("alice", "--policies-only");
        assertThat(policies.exit()).isZero();
        assertThat(policies.err()).contains("1 session that nobody asked for");
    }

    @Test
    void aLongChainIsDrawnWithEachSessionOnce() {
        var session = acme.user("alice").assumes(acme.role("Loop"), "hop-1");
        for (int i = 2; i <= 150; i++) {
            session = session.assumes(acme.role("Loop"), "hop-" + i);
        }
        Program run = ofStory("alice", "--all");
        assertThat(run.out()).contains(", 150 sessions in 1 account");
        assertThat(run.lines().stream().filter(line -> line.contains("session \"")))
                .hasSize(150);
        assertThat(run.out()).contains("  85 sessions further down");
    }

    @Test
    void numbersAreThoseOfTheOutputsLanguageWhateverTheMachines() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(sessions("alice").out()).contains("     1  s3 GetObject");
        } finally {
            Locale.setDefault(before);
        }
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
