// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Checks of lists that say which tests show what. */
public final class TestIndex {
    private TestIndex() {}

    /**
     * Fails unless there is a test, and each is one.
     *
     * @param what what they show
     * @param tests the tests, as {@code Class.method}, below {@code io.whotrail}
     */
    public static void assertShown(Object what, List<String> tests) throws ClassNotFoundException {
        assertThat(tests).as("%s", what).isNotEmpty().doesNotHaveDuplicates();
        for (String test : tests) {
            int dot = test.lastIndexOf('.');
            Class<?> type = Class.forName("io.whotrail." + test.substring(0, dot));
            assertThat(Stream.of(type.getDeclaredMethods()).filter(TestIndex::isTest))
                    .as("%s", what)
                    .extracting(Method::getName)
                    .contains(test.substring(dot + 1));
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
