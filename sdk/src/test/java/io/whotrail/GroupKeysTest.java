// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.Arn;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session ARN that can be the key as it stands is the one that its parts make. */
final class GroupKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sts::111122223333:assumed-role/dev/alice",
                "arn:aws:sts::111122223333:assumed-role/Dev/alice",
                "arn:aws-cn:sts::111122223333:assumed-role/dev/a:b/c",
                "arn:aws:sts::111122223333:assumed-role/dev/x:assumed-role/y/z",
                "arn:aws:iam::111122223333:assumed-role/dev/alice",
                "arn:aws:sts:us-east-1:111122223333:assumed-role/dev/alice",
                "arn:aws:sts:::assumed-role/dev/alice",
                "arn::sts::111122223333:assumed-role/dev/alice",
                "arn:aws:sts::111122223333:other:assumed-role/dev/alice",
                "arn:aws:sts::111122223333:assumed-role/dev/",
                "arn:aws:sts::111122223333:assumed-role//alice",
                "arn:aws:sts::111122223333:assumed-role/d\u00e9v/alice",
                "assumed-role/dev/alice"
            })
    void theGroupOfAnIssuanceIsMadeOfThePartsOfItsSessionArn(String arn) {
        ResponseElements response =
                ResponseElements.builder().assumedRoleArn(arn).build();

        assertThat(GroupKeys.ofAssumeRole(RequestParameters.NONE, response)).isEqualTo(ofParts(Arn.parse(arn)));
    }

    private static @Nullable String ofParts(@Nullable Arn arn) {
        String role = arn == null ? null : arn.roleName();
        String name = arn == null ? null : arn.roleSessionName();
        return role == null || name == null ? null : Arn.ofRoleSession(arn.partition(), arn.accountId(), role, name);
    }
}
