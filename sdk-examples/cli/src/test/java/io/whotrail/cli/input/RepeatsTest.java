// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatsTest {
    @Test
    void whereNoStandInFitsTheFirstEventStandsForItself() {
        var repeats = new Repeats(1, 1);
        repeats.contradicted(Places.of(0, 3), Places.of(0, 5));
        repeats.contradicted(Places.of(0, 4), Places.of(0, 9));
        assertThat(repeats.standIns()).hasSize(1);
        assertThat(repeats.missingStandIns()).isEqualTo(1);
        assertThat(repeats.isContradicted(Places.of(0, 4))).isTrue();
    }
}
