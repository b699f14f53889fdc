// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * What tests that draw their cases have to come across at least once, or else they show nothing: fails a class of which all
 * tests were run and some state was never reached. For one thread.
 */
public final class Reached<E extends Enum<E>> implements BeforeEachCallback, AfterAllCallback {
    private final Class<E> states;
    private final Set<E> reached;
    private final Set<String> run = new HashSet<>();

    /** All of these have to be reached. */
    public Reached(Class<E> states) {
        this.states = states;
        this.reached = EnumSet.noneOf(states);
    }

    /** Notes that a state is reached. */
    public void mark(E state) {
        reached.add(state);
    }

    /** Notes that a state is reached, if it is. */
    public void mark(E state, boolean is) {
        if (is) {
            mark(state);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        run.add(context.getRequiredTestMethod().getName());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Set<String> all = Arrays.stream(context.getRequiredTestClass().getDeclaredMethods())
                .filter(Reached::isTest)
                .map(Method::getName)
                .collect(Collectors.toSet());
        if (run.containsAll(all)) {
            assertThat(reached).as("states that were reached").isEqualTo(EnumSet.allOf(states));
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
