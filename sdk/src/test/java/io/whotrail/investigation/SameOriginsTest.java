// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SameOriginsTest {
    private static final String ACCOUNT = "111122223333";

    private static Identity user(@Nullable String name, @Nullable String arn, @Nullable String principalId) {
        return new Identity(IdentityType.IAM_USER, name, arn, principalId, ACCOUNT, null, null, null, null, null);
    }

    private static Map<Identity, Identity> same(Identity... origins) {
        var same = new TreeMap<Identity, Identity>(SameOrigins.BY_NAME);
        new SameOrigins(List.of(origins)).forEach(same::put);
        return same;
    }

    @Test
    void whoIsToldWithAndWithoutAnIdIsOne() {
        Identity known = user("alice", "arn:aws:iam::111122223333:user/alice", "AIDA1");
        Identity named = user("alice", "arn:aws:iam::111122223333:user/alice", null);
        assertThat(same(named, known)).containsEntry(named, known).containsEntry(known, known);
    }

    @Test
    void whereTwoAreMeantTheNameAloneIsNobodys() {
        Identity first = user("alice", null, "AIDA1");
        Identity second = user("alice", null, "AIDA2");
        Identity named = user("alice", null, null);
        assertThat(same(first, second, named))
                .containsEntry(first, first)
                .containsEntry(second, second)
                .containsEntry(named, named);
    }

    @Test
    void whoIsCalledNullIsNotWhoHasNoName() {
        Identity called = user("null", null, "AIDA1");
        Identity nameless = user(null, null, "AIDA1");
        assertThat(SameOrigins.BY_NAME.compare(called, nameless)).isNotZero();
        assertThat(same(called, nameless)).hasSize(2);
    }
}
