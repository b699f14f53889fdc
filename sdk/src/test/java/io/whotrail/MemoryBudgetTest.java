// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.lang.ref.Reference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The memory that was asked for bounds what is kept, whatever comes: measured on the heap. */
final class MemoryBudgetTest {
    private static final long BUDGET = 16L << 20;
    private static final long NOTHING = 1 << 16;
    private static final long LARGE_BUDGET = 32L << 20;
    private static final double MOST = 1.10;
    /** Who gives memory wants it used. */
    private static final double LEAST = 0.75;

    /** Events of one kind, more than fit. */
    @SuppressWarnings("ImmutableEnumChecker") // made of the number alone
    enum Shape {
        SHORT_NAMES(i -> List.of(issuance(i, "s" + Integer.toString(i, 36), role(i % 20), userNumber(i % 100)))),
        LONG_NAMES(i -> List.of(issuance(i, longName(i), role(i % 20), userNumber(i % 100)))),
        ARNS_OF_TWO_KILOBYTES(i -> List.of(issuance(
                i, "work", "arn:aws:iam::111122223333:role/" + "p/".repeat(980) + "Role" + i, userNumber(i % 100)))),
        SHARED_TEXTS(i -> List.of(issuance(i, "deploy" + i % 50, role(0), userNumber(0)))),
        A_CALLER_FOR_EACH(i -> List.of(issuance(i, "work" + i, role(i % 20), userNumber(i)))),
        USED_ONCE(i -> List.of(
                issuance(i, "session-" + i, role(i % 20), userNumber(i % 100)), use(i, "session-" + i, role(i % 20)))),
        USED_BY_NOBODY_KNOWN(0.2, i -> List.of(use(i, "session-" + i, role(i % 20)))),
        CHAINED(i -> List.of(
                issuance(2 * i, "first-" + i, role(i % 20), userNumber(i % 100)),
                issuance(2 * i + 1, "second-" + i, role(20 + i % 20), sessionOf(2 * i, "first-" + i, role(i % 20))))),
        WORKLOADS(i -> List.of(
                issuance(i, "i-" + Integer.toString(i, 36) + "0a1b2c3d", role(i % 20), service()),
                use(i, "i-" + Integer.toString(i, 36) + "0a1b2c3d", role(i % 20))));

        private final IntFunction<List<CloudTrailEvent>> events;
        private final double least;

        Shape(IntFunction<List<CloudTrailEvent>> events) {
            this(LEAST, events);
        }

        Shape(double least, IntFunction<List<CloudTrailEvent>> events) {
            this.least = least;
            this.events = events;
        }
    }

    private static String longName(int number) {
        return "n".repeat(64 - Integer.toString(number).length()) + number;
    }

    private static String role(int number) {
        return "arn:aws:iam::111122223333:role/work" + number;
    }

    private static UserIdentity userNumber(int number) {
        return user("user" + number).identity();
    }

    private static UserIdentity service() {
        return UserIdentity.builder()
                .type("AWSService")
                .invokedBy("ec2.amazonaws.com")
                .build();
    }

    private static String key(int number) {
        return String.format("ASIA%016d", number);
    }

    private static Instant time(int number) {
        return NOON.plusSeconds(number / 50);
    }

    private static String name(String roleArn) {
        return roleArn.substring(roleArn.lastIndexOf('/') + 1);
    }

    private static String roleId(String roleArn) {
        return "AROA" + String.format("%016X", roleArn.hashCode());
    }

    private static UserIdentity sessionOf(int number, String session, String roleArn) {
        return UserIdentity.builder()
                .type("AssumedRole")
                .principalId(roleId(roleArn) + ':' + session)
                .arn("arn:aws:sts::111122223333:assumed-role/" + name(roleArn) + '/' + session)
                .accountId("111122223333")
                .accessKeyId(key(number))
                .sessionContext(SessionContext.of(
                        new SessionIssuer("Role", roleId(roleArn), roleArn, "111122223333", name(roleArn)),
                        time(number)))
                .build();
    }

    private static CloudTrailEvent issuance(int number, String session, String roleArn, UserIdentity caller) {
        return CloudTrailEvent.builder(new UUID(number * 7_919L + 1, number * 104_729L + 3).toString())
                .eventTime(time(number))
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .eventType("AwsApiCall")
                .recipientAccountId("111122223333")
                .userIdentity(caller)
                .requestParameters(new RequestParameters(roleArn, session, 3_600, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key(number))
                        .assumedRoleId(roleId(roleArn) + ':' + session)
                        .assumedRoleArn("arn:aws:sts::111122223333:assumed-role/" + name(roleArn) + '/' + session)
                        .expiration(time(number).plusSeconds(3_600))
                        .build())
                .build();
    }

    private static CloudTrailEvent use(int number, String session, String roleArn) {
        return CloudTrailEvent.builder(new UUID(number * 7_919L + 5, number * 104_729L + 9).toString())
                .eventTime(time(number).plusSeconds(20))
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .sourceIpAddress("203.0.113." + number % 250)
                .userIdentity(sessionOf(number, session, roleArn))
                .build();
    }

    /** What is left when collections bring nothing any more. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int vain = 0; vain < 3; vain++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            if (used < least - NOTHING) {
                vain = 0;
            }
            least = Math.min(least, used);
        }
        return least;
    }

    private static Attributor.Builder builder() {
        return Attributor.builder(InstantSource.fixed(NOON.plusSeconds(86_400 * 30)));
    }

    /** What every attributor of a JVM shares is made before anything is measured. */
    @BeforeAll
    static void warmUp() {
        fill(builder().maximumMemory(Attributor.Builder.LEAST_MEMORY).build(), Shape.WORKLOADS);
    }

    private static void fill(Attributor attributor, Shape shape) {
        AttributorStats stats = attributor.stats();
        for (int i = 0; stats.sessionsEvicted() + stats.finalizedEarly() < 5_000; i += 1_000) {
            for (int j = i; j < i + 1_000; j++) {
                shape.events.apply(j).forEach(attributor::attribute);
            }
            stats = attributor.stats();
        }
    }

    static Stream<Arguments> budgets() {
        return Stream.of(Attributor.Builder.LEAST_MEMORY, LARGE_BUDGET)
                .flatMap(budget -> Stream.of(Shape.values()).map(shape -> Arguments.of(budget, shape)));
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void theHeapThatIsUsedIsAtMostATenthMoreThanWasAskedFor(long budget, Shape shape) {
        assertThat(used(budget, shape)).as("of " + budget + " bytes").isBetween(shape.least, MOST);
    }

    /** What part of its memory a full attributor takes; measured again where something else let go of memory meanwhile. */
    private static double used(long budget, Shape shape) {
        for (int tries = 0; tries < 10; tries++) {
            long before = heap();
            long full = heapWhenFull(budget, shape);
            if (Math.abs(heap() - before) < budget / 100) {
                return (double) (full - before) / budget;
            }
        }
        throw new AssertionError("the heap changes by itself");
    }

    private static long heapWhenFull(long budget, Shape shape) {
        Attributor attributor = builder().maximumMemory(budget).build();
        try {
            fill(attributor, shape);
            assertThat(attributor.stats().balances()).isTrue();
            return heap();
        } finally {
            Reference.reachabilityFence(attributor);
        }
    }

    /** What was pushed out must not stay behind in what waits for its time. */
    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"SHORT_NAMES", "LONG_NAMES", "CHAINED"})
    void theHeapIsNoMoreInTheMiddleOfAFlood(Shape shape) {
        long before = heap();
        Attributor attributor = builder().maximumMemory(BUDGET).build();
        try {
            attributor.attribute(issuance(-1, "victim", role(0), user("victim").identity()));
            int next = 0;
            for (int evicted = 5_000; evicted <= 40_000; evicted += 5_000) {
                for (; attributor.stats().sessionsEvicted() < evicted; next += 1_000) {
                    for (int i = next; i < next + 1_000; i++) {
                        shape.events.apply(i).forEach(attributor::attribute);
                    }
                }
                double used = (double) (heap() - before) / BUDGET;
                assertThat(used)
                        .as("of " + BUDGET + " bytes, after " + evicted + " evictions")
                        .isLessThan(MOST);
            }
        } finally {
            Reference.reachabilityFence(attributor);
        }
    }

    @Test
    void lessThanAnEmptyAttributorNeedsIsRefused() {
        assertThatThrownBy(() -> builder().maximumMemory(Attributor.Builder.LEAST_MEMORY - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maximum memory must be at least 8388608 bytes, got 8388607");
    }

    /** The number of sessions has a default only where nothing else bounds them. */
    @Test
    void withABoundByBytesTheNumberOfSessionsIsWhatFits() {
        Attributor small =
                builder().maximumMemory(Attributor.Builder.LEAST_MEMORY).build();
        fill(small, Shape.SHORT_NAMES);
        assertThat(small.stats().sessionsLive()).isBetween(10_000L, 40_000L);
        Attributor few = builder().maximumMemory(BUDGET).maximumSessions(1_000).build();
        fill(few, Shape.SHORT_NAMES);
        assertThat(few.stats().sessionsLive()).isEqualTo(1_000);
    }
}
