// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the place of an access key id, and is none. */
class UserIdentityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ASIATFQR7NSCXLFJ4S5E",
                "ABIAEXAMPLE",
                "ACCAEXAMPLE",
                "ASIAexample0189",
                "022QF06E7MXBSH9DHM02"
            })
    void aKeyIdIsKept(String key) {
        assertThat(withKey(key)).isEqualTo(key);
        assertThat(ResponseElements.builder().accessKeyId(key).build().accessKeyId())
                .isEqualTo(key);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "***", "*", "********************", "AKIA****************", "<redacted>", "[MASKED]", "Unknown",
                        "UNKNOWN", "none", "null",
                "redacted", "masked", "hidden", "anonymous", "XXXXXXXXXXXX", "0000000000", "a", "AKIA EXAMPLE",
                        "AKIA-EXAMPLE", "АKIАEXAMPLE",
                "HIDDEN_DUE_TO_SECURITY_REASONS"
            })
    void aMaskIsNone(String key) {
        assertThat(withKey(key)).isNull();
        assertThat(ResponseElements.builder().accessKeyId(key).build().accessKeyId())
                .isNull();
    }

    @Test
    void whatIsLongerThanAnyKeyIdIsNone() {
        assertThat(withKey("AK".repeat(64))).isNotNull();
        assertThat(withKey("AK".repeat(64) + "A")).isNull();
    }

    @Test
    void nothingIsKnownOfNobody() {
        assertThat(UserIdentity.builder().build()).isEqualTo(UserIdentity.NONE);
        assertThat(UserIdentity.NONE.sessionContext()).isNull();
    }

    private static String withKey(String key) {
        return UserIdentity.builder().accessKeyId(key).build().accessKeyId();
    }
}
