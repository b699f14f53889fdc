// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address is one that every store takes for one. */
class IpAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "203.0.113.7",
                "255.255.255.255",
                "::",
                "::1",
                "1::",
                "2001:db8::8a2e:370:7334",
                "2001:0DB8:0000:0000:0000:8a2e:0370:7334",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8"
            })
    void anAddressIsOne(String text) {
        assertThat(IpAddress.is(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AWS Internal",
                "cloudformation.amazonaws.com",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "1..3.4",
                "+1.2.3.4",
                "\u0661.2.3.4",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                "12345::",
                "g::",
                ":1:2:3:4:5:6:7",
                "fe80::1%eth0",
                "::1/128"
            })
    void allElseIsNone(String text) {
        assertThat(IpAddress.is(text)).isFalse();
    }
}
