// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;
import org.opentest4j.IncompleteExecutionException;

/**
 * Runs a parameterized test once for each seed from 0 on, with a {@link Random} of that seed; the seed is its name, and stands in
 * what it says when it fails. {@code -Dseeds.times=N} runs so many times as many seeds, {@code -Dseeds.from=N} begins with
 * another one, and {@code -Dseeds.only=N} runs that one alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(Seeds.Provider.class)
@ExtendWith(Seeds.Naming.class)
public @interface Seeds {
    /** How many seeds. */
    int value();

    /** Makes the arguments; {@code whotrail.seeds} is the most that a test gets. */
    final class Provider implements ArgumentsProvider, AnnotationConsumer<Seeds> {
        private static final int MAXIMUM = Integer.getInteger("whotrail.seeds", Integer.MAX_VALUE);

        private int count;

        @Override
        public void accept(Seeds seeds) {
            count = Math.min(MAXIMUM, seeds.value());
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return seeds(count, System::getProperty)
                    .mapToObj(seed -> Arguments.argumentSet("seed " + seed, new Random(seed)));
        }

        static LongStream seeds(int count, UnaryOperator<@Nullable String> properties) {
            String only = properties.apply("seeds.only");
            if (only != null) {
                return LongStream.of(Long.parseLong(only));
            }
            long from = number(properties.apply("seeds.from"), 0);
            return LongStream.range(from, from + count * number(properties.apply("seeds.times"), 1));
        }

        private static long number(@Nullable String text, long otherwise) {
            return text == null ? otherwise : Long.parseLong(text);
        }
    }

    /** Says of which seed a failure is. */
    final class Naming implements TestExecutionExceptionHandler {
        private static final Pattern SEED = Pattern.compile("seed (-?[0-9]+)");

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            throw named(context.getDisplayName(), failure);
        }

        static Throwable named(String displayName, Throwable failure) {
            Matcher seed = SEED.matcher(displayName);
            if (failure instanceof IncompleteExecutionException || !seed.find()) {
                return failure;
            }
            return new AssertionError(
                    seed.group() + " (again with -Dseeds.only=" + seed.group(1) + "): " + failure, failure);
        }
    }
}
