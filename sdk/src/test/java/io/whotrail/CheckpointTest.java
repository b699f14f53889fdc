// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.policy.TrustPolicies;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.testing.Resealed;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What a checkpoint is used for, and what it refuses. */
final class CheckpointTest {
    private static final Events.Holder ALICE = user("alice");
    private static final Events.Holder DEV = session("Dev", "alice", "ASIADEV", NOON);
    private static final Events.Holder OPS = session("Ops", "alice", "ASIAOPS", NOON.plusSeconds(60));

    private final Answers answers = new Answers();

    static byte[] image(Attributor attributor) throws IOException {
        var image = new ByteArrayOutputStream();
        attributor.snapshot(image);
        return image.toByteArray();
    }

    private static Attributor restore(Attributor.Builder builder, byte[] image)
            throws IOException, CheckpointException {
        return builder.restore(new ByteArrayInputStream(image));
    }

    private static CloudTrailEvent assumeDev() {
        return assume("a1", ALICE, "Dev", "alice", "ASIADEV", NOON).build();
    }

    private static CloudTrailEvent assumeOps() {
        return assume("a2", DEV, "Ops", "alice", "ASIAOPS", NOON.plusSeconds(60))
                .build();
    }

    /** A little of most: a chain whose beginning is missing, events that wait, names, a corrected id. */
    private Attributor small() {
        Attributor attributor = Answers.builder(answers).build();
        answers.offer(attributor, assumeOps());
        answers.offer(attributor, use("u1", OPS, NOON.plusSeconds(61)));
        answers.offer(attributor, use("u2", DEV, NOON.plusSeconds(62)));
        answers.offer(attributor, use("u3", ALICE, NOON.plusSeconds(63)));
        return attributor;
    }

    @Test
    void aFactThatComesAfterARestartRevisesEachEventOnceWithTheNextRevision() throws IOException, CheckpointException {
        Attributor before = small();
        assertThat(answers.told()).isEmpty();
        Attributor after = restore(Answers.builder(answers), image(before));
        assertThat(answers.told()).isEmpty();
        answers.offer(after, assumeDev());
        assertThat(answers.told())
                .extracting(Attribution::eventId, Attribution::revision)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Events.id("u1"), 1),
                        org.assertj.core.groups.Tuple.tuple(Events.id("u2"), 1),
                        org.assertj.core.groups.Tuple.tuple(Events.id("a2"), 1));
        assertThat(answers.known("u1").verdict()).isInstanceOf(Explanation.class);
        assertThat(after.stats().balances()).isTrue();
        assertThat(after.attribute(use("u3", ALICE, NOON.plusSeconds(63)))).isNull();
        assertThat(after.stats().duplicates()).isEqualTo(1);
    }

    @Test
    void everyChangeOfAByteIsRefused() throws IOException {
        byte[] image = image(small());
        for (int at = 0; at < image.length; at++) {
            byte[] changed = image.clone();
            changed[at] ^= (byte) (1 << at % 8);
            assertThat(refusal(changed)).isNotEqualTo(Reason.NEWER_VERSION);
        }
    }

    @Test
    void everyCutIsRefused() throws IOException {
        byte[] image = image(small());
        for (int length = 0; length < image.length; length++) {
            assertThat(refusal(Arrays.copyOf(image, length))).isEqualTo(Reason.INCOMPLETE);
        }
    }

    private Reason refusal(byte[] image) {
        CheckpointException refused =
                catchThrowableOfType(CheckpointException.class, () -> restore(Answers.builder(answers), image));
        assertThat(refused).isNotNull();
        assertThat(answers.told()).isEmpty();
        return refused.reason();
    }

    /** Whoever forges a checkpoint with right checksums is refused or believed; nothing else happens. */
    @ParameterizedTest
    @Seeds(100)
    void whatIsForgedWithCareIsRefusedOrRead(Random random) throws IOException, CheckpointException {
        byte[] image = image(small());
        for (int i = 0; i < 20; i++) {
            byte[] forged = Resealed.of(image, bytes -> {
                for (int changes = random.nextInt(3); bytes.length > 0 && changes >= 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 256 : 8);
                }
            });
            try {
                Attributor believed = restore(Answers.builder(new Answers()), forged);
                believed.stats();
                image(believed);
            } catch (CheckpointException refused) {
                assertThat(refused.reason()).isIn(Reason.DAMAGED, Reason.DIFFERENT_SETTINGS);
            }
        }
    }

    @Test
    void anotherSeedAndAnotherWayOfTellingAreRefused() throws IOException {
        byte[] image = image(small());
        assertThatThrownBy(() -> restore(Answers.builder(answers).hashSeed(1), image))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("hashSeed");
        assertThatThrownBy(() -> restore(Answers.builder(answers).holdUntilFinal(), image))
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DIFFERENT_SETTINGS))
                .hasMessageContaining("holdUntilFinal");
    }

    @Test
    void theSeedIsNotInIt() throws IOException {
        long seed = 0x5EC4E7_5EC4E7_5EL;
        byte[] image = image(Answers.builder(answers).hashSeed(seed).build());
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
        assertThat(java.util.HexFormat.of().formatHex(image))
                .doesNotContain(java.util.HexFormat.of().formatHex(bytes));
    }

    /** The record waits with all that is kept of it. */
    @Test
    void noTokenIsInIt() throws IOException {
        String record = """
                {"eventVersion":"1.08","eventID":"c0ffee00-0000-4000-8000-000000000001","eventTime":"2026-03-02T12:00:00Z",
                "eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"us-east-1","eventType":"AwsApiCall",
                "sourceIPAddress":"203.0.113.7","userAgent":"CANARY1","recipientAccountId":"111122223333",
                "userIdentity":{"type":"AssumedRole","principalId":"AROAGONE:x","accountId":"111122223333",
                "arn":"arn:aws:sts::111122223333:assumed-role/Gone/x","accessKeyId":"ASIAGONE",
                "sessionContext":{"attributes":{"creationDate":"2026-03-02T11:00:00Z"}}},
                "requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/Dev","roleSessionName":"alice",
                "policy":"CANARY2","SAMLAssertion":"CANARY3","webIdentityToken":"CANARY4","tokenCode":"CANARY5"},
                "responseElements":{"credentials":{"accessKeyId":"ASIADEV","sessionToken":"CANARY6",
                "secretAccessKey":"CANARY7","expiration":"Mar 2, 2026, 1:00:00 PM"},
                "assumedRoleUser":{"assumedRoleId":"AROADEV:alice",
                "arn":"arn:aws:sts::111122223333:assumed-role/Dev/alice"},"packedPolicySize":6},
                "additionalEventData":{"note":"CANARY8"}}
                """;
        Attributor attributor = Answers.builder(answers).build();
        var in = new ByteArrayInputStream(record.replace("\n", "").getBytes(StandardCharsets.UTF_8));
        try (EventSource source = CloudTrailReader.create().open(in, "record")) {
            answers.offer(attributor, source.next());
        }
        assertThat(attributor.stats().waiting()).isEqualTo(1);
        assertThat(attributor.stats().sessionsIssued()).isEqualTo(1);
        assertThat(new String(image(attributor), StandardCharsets.ISO_8859_1))
                .contains("AROAGONE:x")
                .doesNotContain("CANARY");
    }

    @Test
    void smallerBoundsPushOutAndSaySo() throws IOException, CheckpointException {
        Attributor large = Answers.builder(answers).build();
        for (int i = 0; i < 50; i++) {
            answers.offer(
                    large,
                    assume("a" + i, ALICE, "Dev", "alice" + i, "ASIADEV" + i, NOON.plusSeconds(i))
                            .build());
            answers.offer(large, use("w" + i, session("Gone", "g" + i, "ASIAGONE" + i, NOON), NOON.plusSeconds(i)));
        }
        Attributor tight = restore(Answers.builder(answers).maximumSessions(5).maximumWaiting(4), image(large));
        assertThat(answers.told()).isEmpty();
        assertThat(tight.stats().sessionsEvicted()).isEqualTo(45);
        assertThat(tight.stats().sessionsLive()).isEqualTo(5);
        assertThat(tight.stats().balances()).isTrue();
        Attribution evicted =
                tight.attribute(use("late", session("Dev", "alice1", "ASIADEV1", NOON), NOON.plusSeconds(99)));
        assertThat(evicted.verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED));
        assertThat(tight.stats().waiting()).isEqualTo(4);
        assertThat(tight.stats().finalizedEarly()).isEqualTo(47);
        assertThat(answers.told()).hasSize(47).allMatch(Attribution::finalizedEarly);
        assertThat(tight.stats().balances()).isTrue();
    }

    @Test
    void aFinishedAttributorComesBackFinished() throws IOException, CheckpointException {
        Attributor before = small();
        before.finish();
        Attributor after = restore(Answers.builder(answers), image(before));
        assertThat(after.stats()).isEqualTo(before.stats());
        assertThatThrownBy(() -> after.attribute(assumeDev())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void policiesOfTheHostLearnWhatTheCheckpointHoldsAndNothingOfOneThatIsRefused()
            throws IOException, CheckpointException {
        var policies = TrustPolicies.create();
        CloudTrailEvent created = CloudTrailEvent.builder(Events.id("r1"))
                .eventTime(NOON)
                .eventSource("iam.amazonaws.com")
                .eventName("CreateRole")
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(ALICE.identity())
                .iamRole(new io.whotrail.event.IamRole("Dev", "{}", null))
                .build();
        Attributor before = Answers.builder(answers).build();
        before.attribute(created);
        byte[] image = image(before);
        assertThatThrownBy(() -> restore(
                        Answers.builder(answers).trustPolicies(policies), Arrays.copyOf(image, image.length - 1)))
                .isInstanceOf(CheckpointException.class);
        assertThat(policies.roles()).isZero();
        restore(Answers.builder(answers).trustPolicies(policies), image);
        assertThat(policies.roles()).isEqualTo(1);
    }

    /** A stream that does not end: whoever brings events meanwhile has to get answers. */
    @Test
    void nobodyWaitsForASlowStream() throws Exception {
        Attributor attributor = small();
        var helper = Executors.newSingleThreadExecutor();
        try {
            attributor.snapshot(new OutputStream() {
                @Override
                public void write(int oneByte) throws IOException {
                    try {
                        helper.submit(() -> attributor.attribute(assumeDev())).get(10, TimeUnit.SECONDS);
                    } catch (Exception stuck) {
                        throw new IOException(stuck);
                    }
                }

                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    write(0);
                }
            });
        } finally {
            helper.shutdownNow();
        }
        assertThat(attributor.stats().balances()).isTrue();
    }

    @Test
    void aListenerMayTakeASnapshot() throws IOException, CheckpointException {
        var images = new ArrayList<byte[]>();
        var attributors = new ArrayList<Attributor>();
        Attributor attributor = Attributor.builder(InstantSource.fixed(NOON.plus(Duration.ofDays(1))))
                .listener(revised -> {
                    try {
                        images.add(image(attributors.get(0)));
                    } catch (IOException impossible) {
                        throw new AssertionError(impossible);
                    }
                })
                .build();
        attributors.add(attributor);
        attributor.attribute(use("u2", DEV, NOON.plusSeconds(62)));
        attributor.attribute(assumeDev());
        assertThat(images).hasSize(1);
        Attributor again = restore(Answers.builder(answers), images.get(0));
        assertThat(again.stats()).isEqualTo(attributor.stats());
    }

    @Test
    void whatIsRestoredIsWrittenAsItWas() throws IOException, CheckpointException {
        byte[] image = image(small());
        assertThat(image(restore(Answers.builder(answers), image))).isEqualTo(image);
    }

    /** The figure of {@link Attributor#snapshot}. */
    @Test
    void aSessionTakesAsManyBytesAsIsSaidAndAnEventIdThirty() throws IOException {
        Attributor attributor =
                Answers.builder(answers).maximumSessions(1_000_000).build();
        int before = image(attributor).length;
        int sessions = 20_000;
        for (int i = 0; i < sessions; i++) {
            attributor.learn(assume(
                            "a" + i,
                            user("user" + i % 50),
                            "Dev" + i % 100,
                            "session-" + i,
                            "ASIAKEYKEYKEY" + (1_000_000 + i),
                            NOON)
                    .build());
        }
        int learned = image(attributor).length;
        assertThat((learned - before) / sessions).isBetween(80, 110);
        for (int i = 0; i < sessions; i++) {
            attributor.attribute(use("u" + i, ALICE, NOON.plusSeconds(i % 600)));
        }
        assertThat((image(attributor).length - learned) / sessions).isBetween(25, 32);
    }

    @Test
    void codesAreWhatTheyWere() {
        assertThat(List.of(
                        Codes.BASIS.constants(),
                        Codes.REASON.constants(),
                        Codes.SIGNAL.constants(),
                        Codes.IDENTITY.constants(),
                        Codes.KIND.constants(),
                        Codes.TRUST.constants()))
                .hasToString("[[DIRECT, ISSUED_KEY, SESSION_BIRTH, PROVIDER, WORKLOAD, ENFORCED_NAME, SOURCE_IDENTITY, "
                        + "FOREIGN_ACCOUNT], [CONFLICT, OUT_OF_VALIDITY, CHAIN_TOO_LONG, ISSUANCE_EVICTED, "
                        + "ISSUANCE_EXPIRED, ISSUANCE_NOT_SEEN, MALFORMED_IDENTITY, NO_IDENTITY], [NAME_IMPERSONATES, "
                        + "NAME_DISAGREES, SOURCE_IDENTITY_DISAGREES, SOURCE_IDENTITY_SELF_CHOSEN, KEY_SHARED, "
                        + "OUT_OF_VALIDITY, FUTURE_TIME, ROLE_JUGGLING, DEEP_CHAIN, WORKLOAD_CREDENTIAL_ELSEWHERE, "
                        + "CONTENT_CONFLICT, MIXED_SCRIPT_NAME], [IAM_USER, ROOT, FEDERATED_USER, SAML_USER, "
                        + "WEB_IDENTITY_USER, IDENTITY_CENTER_USER, ASSUMED_ROLE, ROLE, AWS_ACCOUNT, AWS_SERVICE, "
                        + "DIRECTORY, UNKNOWN, SOURCE_IDENTITY, WORKLOAD], [SESSION, SIGN_IN, SWITCH, NAMED, SHARED], "
                        + "[DIGEST_VERIFIED, SOURCE_AUTHENTICATED, UNAUTHENTICATED]]");
        assertThat(Codes.BASIS.constants()).containsExactlyInAnyOrder(Basis.values());
        assertThat(Codes.REASON.constants()).containsExactlyInAnyOrder(UnattributedReason.values());
        assertThat(Codes.SIGNAL.constants()).containsExactlyInAnyOrder(SignalType.values());
        assertThat(Codes.IDENTITY.constants()).containsExactlyInAnyOrder(IdentityType.values());
        assertThat(Codes.KIND.constants()).containsExactlyInAnyOrder(Issuance.Kind.values());
        assertThat(Codes.TRUST.constants()).containsExactlyInAnyOrder(io.whotrail.event.InputTrust.values());
    }
}
