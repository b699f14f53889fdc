// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Says where the tests against OpenSearch itself are left out, and sees to it that they are there elsewhere. */
class RealNodeTest {
    private static final int LEAST = 22;

    @Test
    void theSinkIsTestedAgainstARealNode() {
        int java = Runtime.version().feature();
        String skipped = "SKIPPED: tests against a real OpenSearch node, which need Java " + LEAST
                + " or newer; this is Java " + java;
        if (java < LEAST) {
            System.out.println(skipped);
        }
        assumeTrue(java >= LEAST, skipped);
        assertThatCode(() -> Class.forName("io.whotrail.opensearch.NodeTest")).doesNotThrowAnyException();
    }
}
