// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.copy;
import static io.whotrail.Events.fromConsole;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import io.whotrail.policy.RoleKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event asks: in which group its issuance may be, since when its session lives, and what it shows besides. */
final class UseTest {
    private static final UserIdentity DEV =
            session("Dev", "alice", "ASIADEV", NOON).identity();
    private static final String GROUP = "arn:aws:sts::111122223333:assumed-role/dev/alice";
    private static final String ROOT = "arn:aws:iam::111122223333:root";
    private static final String FEDERATED = "arn:aws:sts::111122223333:federated-user/fed";

    private static CloudTrailEvent.Builder event(UserIdentity identity) {
        return CloudTrailEvent.builder("e").eventTime(NOON.plusSeconds(60)).userIdentity(identity);
    }

    private static Use of(UserIdentity identity) {
        return Use.of(event(identity).build());
    }

    private static SessionContext context(@Nullable Instant birth, boolean assumedRoot, @Nullable String signIn) {
        return new SessionContext(null, birth, null, null, null, assumedRoot, signIn, null);
    }

    private static @Nullable String group(UnaryOperator<UserIdentity.Builder> identity) {
        return of(identity.apply(UserIdentity.builder()).build()).groupKey();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "arn:aws:sts::111122223333:assumed-role/dev/alice, arn:aws:sts::111122223333:assumed-role/dev/alice",
                "arn:aws:sts::111122223333:assumed-role/DEV/Alice, arn:aws:sts::111122223333:assumed-role/dev/Alice",
                "arn:aws:sts::111122223333:assumed-role/dev@/alice, arn:aws:sts::111122223333:assumed-role/dev@/alice",
                "arn:aws:sts::111122223333:assumed-role/devZ/alice, arn:aws:sts::111122223333:assumed-role/devz/alice",
                "arn:aws:sts::111122223333:assumed-role/devA/alice, arn:aws:sts::111122223333:assumed-role/deva/alice",
                "arn:aws:sts::111122223333:assumed-role/dev[~/alice, arn:aws:sts::111122223333:assumed-role/dev[~/alice",
                "arn:aws-cn:sts::111122223333:assumed-role/dev/alice, arn:aws-cn:sts::111122223333:assumed-role/dev/alice",
                "arn:aws:sts::111122223333:assumed-role/d\u00C9v/alice, arn:aws:sts::111122223333:assumed-role/d\u00E9v/alice",
                "arn:aws:sts:::assumed-role/dev/alice, -",
                "arn:aws:sts::111122223333:assumed-role/dev, -",
                "arn:aws:sts::111122223333:assumed-role/dev/, -",
                "arn:aws:sts::111122223333:assumed-role//alice, -",
                "x:sts::111122223333:assumed-role/dev/alice, -",
                "-, -"
            })
    void aRoleSessionIsInTheGroupOfItsArnWithTheRoleInLowerCase(@Nullable String arn, @Nullable String expected) {
        assertThat(group(session -> session.type("AssumedRole").arn(arn))).isEqualTo(expected);
    }

    @Test
    void whatTheArnDoesNotShowTheIdAndTheIssuerDo() {
        assertThat(group(session -> session.type("AssumedRole")
                        .arn("arn:aws:sts:::assumed-role/Dev/alice")
                        .accountId("111122223333")))
                .isEqualTo(GROUP);
        SessionIssuer issuer = new SessionIssuer("Role", "AROA", "arn:aws-cn:iam::1:role/p/Dev", "444455556666", "x");
        SessionIssuer named = new SessionIssuer("Role", "AROA", null, "444455556666", "Dev");
        assertThat(group(session -> session.type("AssumedRole")
                        .principalId("AROA:alice")
                        .sessionContext(SessionContext.of(issuer, null))))
                .isEqualTo("arn:aws-cn:sts::444455556666:assumed-role/dev/alice");
        assertThat(group(session -> session.type("AssumedRole")
                        .principalId("AROA:alice")
                        .accountId("111122223333")
                        .sessionContext(SessionContext.of(named, null))))
                .isEqualTo(GROUP);
        assertThat(group(session -> session.type("AssumedRole")
                        .arn("arn:aws-cn:sts::111122223333:unknown/x")
                        .principalId("AROA:alice")
                        .sessionContext(SessionContext.of(named, null))))
                .isEqualTo("arn:aws-cn:sts::111122223333:assumed-role/dev/alice");
        assertThat(group(session -> session.type("AssumedRole")
                        .principalId("AROA:alice")
                        .sessionContext(SessionContext.of(named, null))))
                .isEqualTo("arn:aws:sts::444455556666:assumed-role/dev/alice");
        assertThat(group(session ->
                        session.type("AssumedRole").principalId("AROA:alice").accountId("1")))
                .isNull();
        for (String id : new String[] {"AROA:", "AROA", "AIDA:alice", ""}) {
            assertThat(group(session -> session.type("AssumedRole")
                            .principalId(id)
                            .accountId("1")
                            .sessionContext(SessionContext.of(named, null))))
                    .as(id)
                    .isNull();
        }
    }

    @Test
    void aFederatedUserIsInTheGroupOfItsArnUnlessItNamesItsIssuer() {
        assertThat(group(user -> user.type("FederatedUser").arn(FEDERATED))).isEqualTo(FEDERATED);
        assertThat(group(user -> user.type("FederatedUser").arn("fed"))).isNull();
        SessionIssuer issuer =
                new SessionIssuer("IAMUser", "AIDAALICE", "arn:aws:iam::111122223333:user/alice", "1", "alice");
        Use named = of(UserIdentity.builder()
                .type("FederatedUser")
                .arn(FEDERATED)
                .sessionContext(SessionContext.of(issuer, NOON))
                .build());
        assertThat(named.groupKey()).isNull();
        assertThat(named.own()).isInstanceOf(Explanation.class);
    }

    @Test
    void rootIsInAGroupOnlyWhereItsCredentialIsTemporary() {
        assertThat(group(root -> root.type("Root").arn(ROOT))).isNull();
        assertThat(group(root -> root.type("Root").arn(ROOT).accessKeyId("AKIAROOT")))
                .isNull();
        assertThat(group(root -> root.type("Root").arn(ROOT).accessKeyId("ASIAROOT")))
                .isEqualTo(ROOT);
        assertThat(group(root -> root.type("Root").arn(ROOT).sessionContext(context(NOON, false, null))))
                .isEqualTo(ROOT);
        assertThat(group(root -> root.type("Root").arn(ROOT).sessionContext(context(null, true, null))))
                .isEqualTo(ROOT);
        assertThat(group(root -> root.type("Root").arn(ROOT).sessionContext(context(null, false, null))))
                .isNull();
        assertThat(group(root -> root.type("Root").accountId("111122223333").accessKeyId("ASIAROOT")))
                .isEqualTo(ROOT);
        assertThat(group(root -> root.type("Root").principalId("111122223333").accessKeyId("ASIAROOT")))
                .isEqualTo(ROOT);
        assertThat(group(root -> root.type("Root")
                        .arn("arn:aws-cn:iam::444455556666:root")
                        .accountId("111122223333")
                        .accessKeyId("ASIAROOT")))
                .isEqualTo("arn:aws-cn:iam::444455556666:root");
        assertThat(group(root -> root.type("Root").accessKeyId("ASIAROOT"))).isNull();
        assertThat(group(root -> root.type("Root")
                        .arn("arn:aws:iam::444455556666:user/root")
                        .accountId("111122223333")
                        .accessKeyId("ASIAROOT")))
                .as("the ARN of a user tells no root")
                .isEqualTo(ROOT);
    }

    @Test
    void aForeignPrincipalIsInTheGroupOfItsCallsCopies() {
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .accountId("1")
                .principalId("AIDA")
                .build();
        assertThat(Use.of(event(foreign).sharedEventId("s").build()).groupKey())
                .isEqualTo(GroupKeys.ofSharedEvent("s"));
        assertThat(of(foreign).groupKey()).isNull();
        UserIdentity anonymous = UserIdentity.builder()
                .type("AWSAccount")
                .accountId("ANONYMOUS_PRINCIPAL")
                .build();
        assertThat(Use.of(event(anonymous).sharedEventId("s").build()).groupKey())
                .isNull();
        assertThat(of(user("alice").identity()).groupKey()).isNull();
        assertThat(of(UserIdentity.NONE).groupKey()).isNull();
    }

    @Test
    void rolesAndSessionNamesAreFoundInTheKeysOfTheirGroups() {
        assertThat(GroupKeys.sessionNameOf(GROUP)).isEqualTo("alice");
        assertThat(GroupKeys.roleOf(GROUP)).isEqualTo("::111122223333:assumed-role/dev/");
        assertThat(GroupKeys.ofRole(new RoleKey("111122223333", "Dev"))).isEqualTo(GroupKeys.roleOf(GROUP));
        assertThat(GroupKeys.isOfRoleSession(GROUP)).isTrue();
        assertThat(GroupKeys.isOfRoleSession(null)).isFalse();
        for (String other : new String[] {
            ROOT, FEDERATED, GroupKeys.ofSharedEvent(GROUP), "arn:aws:sts::1:assumed-role/dev", ":assumed-role/"
        }) {
            assertThat(GroupKeys.sessionNameOf(other)).isNull();
            assertThat(GroupKeys.roleOf(other)).isNull();
            assertThat(GroupKeys.isOfRoleSession(other)).isFalse();
        }
        assertThat(GroupKeys.isOfSharedEvent(GroupKeys.ofSharedEvent("s"))).isTrue();
        assertThat(GroupKeys.isOfSharedEvent(GROUP)).isFalse();
    }

    @Test
    void aUseFindsTheGroupOfItsKey() {
        Use dev = of(DEV);
        SessionGroup group = new SessionGroup(null, GROUP, 7);
        SessionGroup other = new SessionGroup(null, ROOT, 7);
        Object key = dev.asKey(7);
        assertThat(key).isSameAs(dev).hasSameHashCodeAs(group).isEqualTo(group).isEqualTo(dev);
        assertThat(key).isNotEqualTo(other).isNotEqualTo(null).isNotEqualTo(of(DEV));
        Object direct = of(user("alice").identity());
        assertThat(direct).isNotEqualTo(group);
    }

    // ---- births and times

    @Test
    void aTimeBeyondAllThatThereAreIsNone() {
        long last = Instant.MAX.getEpochSecond();
        long first = Instant.MIN.getEpochSecond();
        assertThat(EpochSeconds.toInstant(last)).isEqualTo(Instant.ofEpochSecond(last));
        assertThat(EpochSeconds.toInstant(last + 1)).isNull();
        assertThat(EpochSeconds.toInstant(first)).isEqualTo(Instant.ofEpochSecond(first));
        assertThat(EpochSeconds.toInstant(first - 1)).isNull();
        assertThat(EpochSeconds.toInstant(EpochSeconds.UNKNOWN)).isNull();
        assertThat(EpochSeconds.toInstant(EpochSeconds.of(NOON))).isEqualTo(NOON);
    }

    @Test
    void aSignInWithoutAContextIsBornWithItself() {
        CloudTrailEvent.Builder signIn =
                event(copy(DEV).accessKeyId(null).sessionContext(null).build()).eventSource("signin.amazonaws.com");
        long now = NOON.getEpochSecond() + 60;
        assertThat(Use.of(signIn.build()).birth()).isEqualTo(now);
        assertThat(Use.of(signIn.eventSource("sts.amazonaws.com").build()).birth())
                .isEqualTo(EpochSeconds.UNKNOWN);
        assertThat(Use.of(event(copy(DEV).sessionContext(null).build())
                                .eventSource("signin.amazonaws.com")
                                .build())
                        .birth())
                .as("a key's session was born before")
                .isEqualTo(EpochSeconds.UNKNOWN);
        assertThat(of(copy(DEV)
                                .accessKeyId(null)
                                .sessionContext(context(null, false, null))
                                .build())
                        .birth())
                .isEqualTo(EpochSeconds.UNKNOWN);
        assertThat(of(DEV).birth()).isEqualTo(NOON.getEpochSecond());
        assertThat(of(DEV).time()).isEqualTo(now);
    }

    @ParameterizedTest
    @CsvSource({"-300, false", "-301, true", "0, false"})
    void noClockIsWrongByMoreThanFiveMinutes(long time, boolean isBefore) {
        assertThat(Use.of(use("u", session("Dev", "alice", "ASIADEV", NOON), NOON.plusSeconds(time)))
                        .isBeforeItsSession())
                .isEqualTo(isBefore);
    }

    @Test
    void withoutATimeOrABirthNothingIsBeforeItsSession() {
        assertThat(Use.of(event(DEV).eventTime(null).build()).isBeforeItsSession())
                .isFalse();
        assertThat(of(user("alice").identity()).isBeforeItsSession()).isFalse();
    }

    @Test
    void aBirthIsShownInItsVerySecond() {
        assertThat(of(DEV).showsBirth(NOON.getEpochSecond())).isTrue();
        assertThat(of(DEV).showsBirth(NOON.getEpochSecond() + 1)).isFalse();
        UserIdentity fraction = copy(DEV)
                .sessionContext(context(NOON.plusMillis(1), false, null))
                .build();
        assertThat(of(fraction).showsBirth(NOON.getEpochSecond())).isFalse();
        assertThat(of(copy(DEV).sessionContext(null).build()).showsBirth(NOON.getEpochSecond()))
                .isFalse();
        assertThat(of(copy(DEV).sessionContext(context(null, false, null)).build())
                        .showsBirth(0))
                .isFalse();
    }

    // ---- what it shows besides

    @Test
    void eachSignThatAwsMadeTheKeyIsOne() {
        assertThat(of(DEV).isRekeyed()).isFalse();
        assertThat(Use.of(fromConsole(use("u", session("Dev", "alice", "ASIADEV", NOON), NOON)))
                        .isRekeyed())
                .isTrue();
        assertThat(Use.of(event(DEV).eventSource("signin.amazonaws.com").build())
                        .isRekeyed())
                .isTrue();
        assertThat(of(copy(DEV).invokedBy("s3.amazonaws.com").build()).isRekeyed())
                .isTrue();
        assertThat(of(copy(DEV).onBehalfOf(new OnBehalfOf("u", null)).build()).isRekeyed())
                .isTrue();
        assertThat(of(copy(DEV).sessionContext(context(NOON, false, "arn:x")).build())
                        .isRekeyed())
                .isTrue();
        assertThat(of(copy(DEV).sessionContext(null).build()).isRekeyed()).isFalse();
        SessionIssuer reserved = new SessionIssuer(
                "Role",
                "AROA",
                "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
                "1",
                "x");
        assertThat(of(copy(DEV)
                                .sessionContext(SessionContext.of(reserved, NOON))
                                .build())
                        .isRekeyed())
                .isTrue();
    }

    @Test
    void anAssumedRootShowsItselfAndAForwardedCallWhoForwards() {
        assertThat(of(DEV).isOfAssumedRoot()).isFalse();
        assertThat(of(copy(DEV).sessionContext(null).build()).isOfAssumedRoot()).isFalse();
        assertThat(of(copy(DEV).sessionContext(context(NOON, true, null)).build())
                        .isOfAssumedRoot())
                .isTrue();
        assertThat(of(copy(DEV).invokedBy("s3.amazonaws.com").build()).isOfAssumedRoot())
                .isTrue();
    }

    @Test
    void whatASessionClaimsIsItsNameAndItsSourceIdentity() {
        assertThat(of(DEV).claims()).isEqualTo(new Claims("alice", null));
        Use carols = of(session("Dev", "alice", "ASIADEV", NOON)
                .withSourceIdentity("carol")
                .identity());
        assertThat(carols.claims()).isEqualTo(new Claims("alice", "carol"));
        assertThat(carols.showsSourceIdentity("carol")).isTrue();
        assertThat(carols.showsSourceIdentity("dave")).isFalse();
        assertThat(carols.showsSourceIdentity(null)).isFalse();
        assertThat(of(DEV).showsSourceIdentity(null)).isTrue();
        assertThat(of(copy(DEV).sessionContext(null).build()).showsSourceIdentity(null))
                .isTrue();
        assertThat(of(user("alice").identity()).claims()).isSameAs(Claims.NONE);
        UserIdentity nameless = user("alice").identity();
        assertThat(of(new Events.Holder(copy(nameless)
                                        .sessionContext(context(null, false, null))
                                        .build())
                                .withSourceIdentity("carol")
                                .identity())
                        .claims())
                .isEqualTo(new Claims(null, "carol"));
    }

    @Test
    void aUseIsDealtByItsGroupElseByAKeyThatSeveralMayHaveElseByItself() {
        assertThat(of(DEV).partitionKey()).isEqualTo(GROUP);
        assertThat(of(user("alice").identity()).partitionKey()).isEqualTo("e");
        assertThat(of(copy(user("alice").identity()).accessKeyId("ASIATOKEN").build())
                        .partitionKey())
                .isEqualTo("ASIATOKEN");
        assertThat(of(copy(user("alice").identity()).accessKeyId(null).build()).partitionKey())
                .isEqualTo("e");
    }

    @Test
    void aKeyIsItsOwn() {
        assertThat(of(DEV).hasKey("ASIADEV")).isTrue();
        assertThat(of(DEV).hasKey("ASIAOTHER")).isFalse();
        assertThat(of(DEV).hasKey(null)).isFalse();
        assertThat(of(copy(DEV).accessKeyId(null).build()).hasKey(null)).isFalse();
        assertThat(of(DEV).accessKeyId()).isEqualTo("ASIADEV");
    }

    // ---- like questions

    private static boolean asksLike(UnaryOperator<CloudTrailEvent.Builder> other) {
        return of(DEV).asksLike(Use.of(other.apply(event(DEV)).build()));
    }

    private static boolean asksLike(UserIdentity.Builder other) {
        return asksLike(event -> event.userIdentity(other.build()));
    }

    private static Use delivered(@Nullable String ec2RoleDelivery) {
        UserIdentity instance =
                session("Dev", "i-0123456789abcdef0", "ASIADEV", NOON).identity();
        return of(copy(instance)
                .sessionContext(new SessionContext(
                        instance.sessionContext().sessionIssuer(),
                        NOON,
                        null,
                        null,
                        ec2RoleDelivery,
                        false,
                        null,
                        null))
                .build());
    }

    private static Use federated(String issuer) {
        String arn = "arn:aws:iam::111122223333:user/" + issuer;
        return of(UserIdentity.builder()
                .type("FederatedUser")
                .arn(FEDERATED)
                .sessionContext(SessionContext.of(
                        new SessionIssuer("IAMUser", "AIDA" + issuer, arn, Events.ACCOUNT, issuer), NOON))
                .build());
    }

    private static Use reserved(String sourceIdentity) {
        String role = "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef";
        return of(copy(DEV)
                .sessionContext(new SessionContext(
                        new SessionIssuer("Role", "AROA", role, "1", "x"),
                        NOON,
                        null,
                        sourceIdentity,
                        null,
                        false,
                        null,
                        null))
                .build());
    }

    @Test
    void twoQuestionsAreAlikeWhereAllThatCountsIs() {
        assertThat(asksLike(event -> event)).isTrue();
        assertThat(asksLike(event -> event.eventName("Other").awsRegion("x"))).isTrue();
        assertThat(asksLike(event -> event.eventTime(NOON))).isFalse();
        assertThat(asksLike(event -> event.eventSource("signin.amazonaws.com"))).isFalse();
        assertThat(asksLike(copy(DEV).principalId("AROAOTHER:alice"))).isFalse();
        assertThat(asksLike(copy(DEV).arn("arn:aws:sts::111122223333:assumed-role/Dev/bob")))
                .isFalse();
        assertThat(asksLike(copy(DEV).sessionContext(context(NOON, true, null))))
                .isFalse();
        assertThat(asksLike(copy(DEV).accountId("444455556666"))).isFalse();
        assertThat(asksLike(event -> event.userIdentity(session("Dev", "alice", "ASIADEV", NOON)
                        .withSourceIdentity("carol")
                        .identity())))
                .isFalse();
        assertThat(delivered("2.0").asksLike(delivered(null)))
                .as("delivered by EC2")
                .isFalse();
        assertThat(delivered("2.0").asksLike(delivered("2.0"))).isTrue();
        assertThat(federated("alice").asksLike(federated("bob")))
                .as("issued by another")
                .isFalse();
        assertThat(reserved("carol").asksLike(reserved("dave")))
                .as("another claim")
                .isFalse();
        assertThat(reserved("carol").asksLike(reserved("carol"))).isTrue();
        Use alice = of(user("alice").identity());
        assertThat(alice.asksLike(of(user("alice").identity()))).isTrue();
        assertThat(alice.asksLike(
                        of(copy(user("alice").identity()).userName("renamed").build())))
                .isFalse();
    }

    @Test
    void aQuestionWithoutWhatOnlyItsOwnAnswerNeedsIsTheSame() {
        CloudTrailEvent event = assume("a", session("Ops", "alice", "ASIAOPS", NOON), "Dev", "x", "ASIADEV", NOON)
                .sharedEventId("s")
                .sessionCredentialFromConsole(true)
                .build();
        Use whole = Use.of(event);
        Use kept = whole.withoutRest();
        assertThat(kept.asksLike(whole)).isTrue();
        assertThat(kept.groupKey()).isEqualTo(whole.groupKey());
        assertThat(kept.birth()).isEqualTo(whole.birth());
        assertThat(kept.event().eventId()).isEqualTo(event.eventId());
        assertThat(kept.event().sharedEventId()).isEqualTo("s");
        assertThat(kept.event().requestParameters().roleArn()).isNull();
        assertThat(kept.actor()).isNull();
    }

    private static Use readAgain(Use use) throws IOException, CheckpointException {
        var out = new ByteArrayOutputStream();
        ImageWriter image = ImageWriter.begin(out, "test", NOON);
        SectionWriter section = image.section("uses");
        use.write(new VerdictWriter(new IdentityHashMap<>()), section);
        section.writeLong(42);
        image.seal();
        SectionReader in =
                ImageReader.begin(new ByteArrayInputStream(out.toByteArray())).section("uses");
        Use again = Use.read(new VerdictReader(List.of()), in);
        assertThat(in.readLong()).as("what follows").isEqualTo(42);
        return again;
    }

    @Test
    void aQuestionThatIsWrittenIsReadAsItWas() throws IOException, CheckpointException {
        CloudTrailEvent service = event(
                        UserIdentity.builder().type("AWSService").build())
                .eventType("AwsServiceEvent")
                .eventSource("s3.amazonaws.com")
                .build();
        IssuedSession dev =
                Issued.by(assume("a", user("alice"), "Dev", "alice", null, NOON).build());
        CloudTrailEvent signIn = event(
                        copy(DEV).accessKeyId(null).sessionContext(null).build())
                .eventSource("signin.amazonaws.com")
                .build();
        for (Use use : List.of(
                of(DEV),
                of(user("alice").identity()),
                of(UserIdentity.NONE),
                Use.of(service),
                Use.of(service).withoutRest(),
                Use.of(signIn).withoutRest(),
                Use.ofIssuedKey(dev, NOON.getEpochSecond()),
                Use.ofIssuedKey(
                        Issued.by(Issued.dataAccess("d", user("alice"), "made-up", NOON)
                                .build()),
                        NOON.getEpochSecond()))) {
            Use again = readAgain(use);
            assertThat(again.groupKey()).isEqualTo(use.groupKey());
            assertThat(again.own()).isEqualTo(use.own());
            assertThat(again.birth()).isEqualTo(use.birth());
            assertThat(again.asksLike(use)).isTrue();
            assertThat(again.event().eventId()).isEqualTo(use.event().eventId());
        }
    }

    @Test
    void whatAnIssuedKeyAsksIsWhatItsHolderAsks() {
        IssuedSession dev = Issued.by(
                assume("a", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        Use issued = Use.ofIssuedKey(dev, NOON.getEpochSecond() + 60);
        assertThat(issued.asksLike(of(DEV))).isTrue();
        assertThat(issued.groupKey()).isEqualTo(GROUP);
        assertThat(issued.birth()).isEqualTo(NOON.getEpochSecond());
        assertThat(issued.hasKey("ASIADEV")).isTrue();
        assertThat(Match.of(issued, dev)).isEqualTo(Match.KEY);
        IssuedSession root = Issued.by(
                Issued.assumedRoot("r", user("alice"), "ASIAROOT", NOON).build());
        Use ofRoot = Use.ofIssuedKey(root, NOON.getEpochSecond());
        assertThat(ofRoot.identity().type()).isEqualTo("Root");
        assertThat(ofRoot.identity().accountId()).isEqualTo(Events.ACCOUNT);
        assertThat(issued.identity().type()).isEqualTo("AssumedRole");
    }

    // ---- the session that it shows

    @ParameterizedTest
    @ValueSource(strings = {"ASIAKEY", "AKIAKEY"})
    void aCredentialIsASessionsWhereItIsTemporary(String key) {
        UserIdentity alice = copy(user("alice").identity()).accessKeyId(key).build();
        Session shown = Use.sessionOf(event(alice).build());
        assertThat(shown == null).isEqualTo(key.startsWith("AKIA"));
        assertThat(Use.sessionOf(event(copy(alice)
                                .sessionContext(context(NOON, false, null))
                                .build())
                        .build()))
                .isEqualTo(new Session(alice.arn(), key, NOON));
    }

    @Test
    void aRoleSessionIsOneWithoutAKeyAndAForeignPrincipalIsNone() {
        UserIdentity keyless = copy(DEV).accessKeyId(null).sessionContext(null).build();
        assertThat(Use.sessionOf(event(keyless).build())).isEqualTo(new Session(DEV.arn(), null, null));
        assertThat(Use.sessionOf(event(copy(keyless).arn("x").build()).build())).isNull();
        UserIdentity foreign = copy(DEV).type("AWSAccount").build();
        assertThat(Use.sessionOf(event(foreign).sharedEventId("s").build())).isNull();
        assertThat(Use.sessionOf(event(UserIdentity.NONE).build())).isNull();
        assertThat(Use.sessionOf(
                        event(copy(user("alice").identity()).accessKeyId(null).build())
                                .build()))
                .isNull();
    }
}
