// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When two identities are surely the same: by unique id where both show one, else by type, partition, account and name. */
final class IdentityTest {
    private static final String HERS = "arn:aws:iam::111122223333:user/alice";

    private static Identity user(
            @Nullable String name, @Nullable String arn, @Nullable String id, @Nullable String account) {
        return Identity.of(IdentityType.IAM_USER, name, arn, id, account);
    }

    private static void assertSame(Identity one, Identity other, boolean same) {
        assertThat(one.sameAs(other)).isEqualTo(same);
        assertThat(other.sameAs(one)).isEqualTo(same);
    }

    @ParameterizedTest(name = "{0} {1} and {2} {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "alice, AIDAONE, alice, AIDAONE, true",
                "alice, AIDAONE, renamed, AIDAONE, true",
                "alice, AIDAONE, alice, AIDATWO, false",
                "alice, AIDAONE, alice, -, true",
                "alice, AIDAONE, bob, -, false",
                "alice, -, Alice, -, true",
                "alice, x, alice, y, true",
                "-, AIDAONE, -, -, false",
                "-, -, -, AIDAONE, false",
                "-, AROAONE:x, -, AROAONE:x, true",
                "alice, AROAONE:x, alice, AROATWO:x, false"
            })
    void whereBothShowAUniqueIdItCountsAndElseTheName(
            @Nullable String name,
            @Nullable String id,
            @Nullable String otherName,
            @Nullable String otherId,
            boolean same) {
        assertSame(user(name, null, id, "1"), user(otherName, null, otherId, "1"), same);
    }

    @Test
    void aNameIsOneOfItsAccountPartitionAndType() {
        Identity alice = user("alice", HERS, null, "111122223333");
        assertSame(alice, user("alice", "arn:aws:iam::111122223333:user/people/alice", null, "111122223333"), true);
        assertSame(alice, user("alice", null, null, "111122223333"), true);
        assertSame(alice, user("alice", HERS, null, "444455556666"), false);
        assertSame(alice, user("alice", HERS, null, null), false);
        assertSame(alice, user("alice", HERS.replace("aws", "aws-cn"), null, "111122223333"), false);
        assertSame(alice, Identity.of(IdentityType.SAML_USER, "alice", HERS, null, "111122223333"), false);
    }

    @ParameterizedTest
    @CsvSource({"SAML_USER, false", "WEB_IDENTITY_USER, false", "SOURCE_IDENTITY, false", "IAM_USER, true"})
    void onlyUserNamesAreTheSameWhateverTheirCase(IdentityType type, boolean same) {
        assertSame(Identity.of(type, "Alice", null, null, "1"), Identity.of(type, "alice", null, null, "1"), same);
    }

    @Test
    void rootNeedsNoNameAForeignPrincipalIsItsIdAndASessionItsArn() {
        assertSame(
                Identity.of(IdentityType.ROOT, null, null, "111122223333", "111122223333"),
                Identity.of(IdentityType.ROOT, "acme", null, null, "111122223333"),
                true);
        Identity foreign = Identity.of(IdentityType.AWS_ACCOUNT, "x", "y", "AIDAI", "1");
        assertSame(foreign, Identity.of(IdentityType.AWS_ACCOUNT, null, null, "AIDAI", "1"), true);
        Identity masked = Identity.of(IdentityType.AWS_ACCOUNT, "x", "y", "masked", "1");
        assertSame(masked, Identity.of(IdentityType.AWS_ACCOUNT, null, null, "masked", "1"), true);
        assertSame(masked, Identity.of(IdentityType.AWS_ACCOUNT, "x", "y", "other", "1"), false);
        assertSame(masked, Identity.of(IdentityType.AWS_ACCOUNT, "x", "y", null, "1"), false);
        Identity session = Identity.of(IdentityType.ASSUMED_ROLE, null, "arn:aws:sts::1:assumed-role/Dev/x", null, "1");
        assertSame(session, Identity.of(IdentityType.ASSUMED_ROLE, null, session.arn(), "other", "1"), true);
        assertSame(
                session,
                Identity.of(IdentityType.ASSUMED_ROLE, null, "arn:aws:sts::1:assumed-role/Dev/y", null, "1"),
                false);
        assertSame(
                Identity.of(IdentityType.SAML_USER, null, null, null, "1"),
                Identity.of(IdentityType.SAML_USER, null, null, "id", "1"),
                false);
    }

    @Test
    void providersAndServicesTellNamesApart() {
        Identity google = Identity.federated(IdentityType.WEB_IDENTITY_USER, "7", "accounts.google.com", null);
        assertSame(google, Identity.federated(IdentityType.WEB_IDENTITY_USER, "7", "accounts.google.com", "x"), true);
        assertSame(google, Identity.federated(IdentityType.WEB_IDENTITY_USER, "7", "other", null), false);
        Identity function = Identity.workload("resize", null, "lambda.amazonaws.com", "role", "1");
        assertSame(function, Identity.workload("resize", null, "lambda.amazonaws.com", null, "1"), true);
        assertSame(function, Identity.workload("resize", null, "ec2.amazonaws.com", "role", "1"), false);
    }

    @Test
    void anIdentityCenterUserIsItsIdInItsStore() {
        Identity eve = Identity.identityCenterUser("eve", "u-1", "store");
        assertSame(eve, Identity.identityCenterUser("renamed", "u-1", "store"), true);
        assertSame(eve, Identity.identityCenterUser("eve", "u-2", "store"), false);
        assertSame(eve, Identity.identityCenterUser("eve", "u-1", "other"), false);
        assertSame(eve, Identity.identityCenterUser("eve", null, "store"), true);
        assertSame(eve, Identity.identityCenterUser("bob", null, "store"), false);
        assertSame(eve, Identity.identityCenterUser(null, null, null), false);
        Identity unnamed = Identity.identityCenterUser(null, null, "store");
        assertSame(unnamed, unnamed, true);
        assertSame(unnamed, Identity.identityCenterUser(null, null, "other"), false);
    }

    private static List<Identity> eachPartOfItsOwn() {
        var all = new ArrayList<Identity>();
        for (int part = -1; part < 9; part++) {
            String[] parts = new String[9];
            for (int i = 0; i < 9; i++) {
                parts[i] = i == part ? "other" : "same";
            }
            all.add(new Identity(
                    IdentityType.IAM_USER,
                    parts[0],
                    parts[1],
                    parts[2],
                    parts[3],
                    parts[4],
                    parts[5],
                    parts[6],
                    parts[7],
                    parts[8]));
        }
        all.add(new Identity(
                IdentityType.ROOT, "same", "same", "same", "same", "same", "same", "same", "same", "same"));
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 42})
    void everyPartCountsForHashAndOrder(long seed) {
        List<Identity> all = eachPartOfItsOwn();
        var hashes = new HashSet<Long>();
        var keys = new HashSet<String>();
        all.forEach(one -> {
            hashes.add(one.hash(seed));
            keys.add(one.sortKey());
        });
        assertThat(hashes).hasSameSizeAs(all);
        assertThat(keys).hasSameSizeAs(all);
        UnaryOperator<Identity> copy = one -> new Identity(
                one.type(),
                one.name(),
                one.arn(),
                one.principalId(),
                one.accountId(),
                one.provider(),
                one.userId(),
                one.identityStoreArn(),
                one.service(),
                one.roleArn());
        all.forEach(one -> assertThat(copy.apply(one).hash(seed)).isEqualTo(one.hash(seed)));
    }
}
