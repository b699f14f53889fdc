// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to learn the sessions of a chain, and to attribute uses of its last: 1,000 chains of some depth, each of
 * whose sessions was assumed from the one before. {@code learn} is the cost of one chain, {@code attribute} of one use of
 * the last session of a chain; its uses are made anew before each run of 1,000, one of each chain, and share their caller.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar ChainBenchmark -prof gc}; the parameter {@code depth} is the number of
 * sessions in a chain: {@code -p depth=1,2,4,8,16} unless given.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
@State(Scope.Benchmark)
public class ChainBenchmark {
    private static final int CHAINS = 1_000;
    private static final int LONGEST = 16;

    /** How many sessions a chain has. */
    @Param({"1", "2", "4", "8", "16"})
    public int depth;

    private final Random random = new Random(42);
    private final List<CloudTrailEvent> issuances = new ArrayList<>();
    private final UserIdentity[] holders = new UserIdentity[CHAINS];
    private Attributor known;

    /** Makes the sessions, and learns them. */
    @Setup(Level.Trial)
    public void make() {
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int link = 0; link < depth; link++) {
                issuances.add(issuance(chain, link));
            }
            holders[chain] = holder(chain, depth - 1);
        }
        known = learned();
    }

    private Attributor learned() {
        Attributor attributor = Attributor.builder(InstantSource.fixed(Workload.START.plus(Duration.ofDays(1))))
                .build();
        issuances.forEach(attributor::learn);
        return attributor;
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static Instant birth(int link) {
        return Workload.START.plusSeconds(60L * link);
    }

    private static String roleArn(int link) {
        return "arn:aws:iam::123456789012:role/link-" + link;
    }

    private static String sessionArn(int chain, int link) {
        return "arn:aws:sts::123456789012:assumed-role/link-" + link + "/chain-" + chain;
    }

    private static String roleId(int link) {
        return "AROA%017d".formatted(link);
    }

    private static String key(int chain, int link) {
        return "ASIA%016d".formatted(chain * LONGEST + link);
    }

    private static UserIdentity holder(int chain, int link) {
        return UserIdentity.builder()
                .type("AssumedRole")
                .principalId(roleId(link) + ":chain-" + chain)
                .arn(sessionArn(chain, link))
                .accountId("123456789012")
                .accessKeyId(key(chain, link))
                .sessionContext(SessionContext.of(
                        new SessionIssuer("Role", roleId(link), roleArn(link), "123456789012", "link-" + link),
                        birth(link)))
                .build();
    }

    private static UserIdentity user(int chain) {
        return UserIdentity.builder()
                .type("IAMUser")
                .principalId("AIDA%017d".formatted(chain))
                .arn("arn:aws:iam::123456789012:user/user-" + chain)
                .accountId("123456789012")
                .userName("user-" + chain)
                .build();
    }

    private CloudTrailEvent issuance(int chain, int link) {
        return CloudTrailEvent.builder(uuid())
                .eventTime(birth(link))
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .eventType("AwsApiCall")
                .userIdentity(link == 0 ? user(chain) : holder(chain, link - 1))
                .requestParameters(
                        new RequestParameters(roleArn(link), "chain-" + chain, 3_600, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key(chain, link))
                        .expiration(birth(link).plusSeconds(3_600))
                        .assumedRoleId(roleId(link) + ":chain-" + chain)
                        .assumedRoleArn(sessionArn(chain, link))
                        .build())
                .build();
    }

    /** Uses that nobody saw. */
    @State(Scope.Thread)
    public static class Uses {
        private final CloudTrailEvent[] fresh = new CloudTrailEvent[CHAINS];

        /** Makes them. */
        @Setup(Level.Invocation)
        public void make(ChainBenchmark chains) {
            for (int i = 0; i < CHAINS; i++) {
                fresh[i] = CloudTrailEvent.builder(chains.uuid())
                        .eventTime(birth(LONGEST))
                        .eventSource("s3.amazonaws.com")
                        .eventName("GetObject")
                        .userIdentity(chains.holders[i])
                        .build();
            }
        }
    }

    /** All sessions, by a new attributor; one operation is a chain. */
    @Benchmark
    @OperationsPerInvocation(CHAINS)
    public void learn(Blackhole blackhole) {
        blackhole.consume(learned());
    }

    /** Uses of the last session of a chain. */
    @Benchmark
    @OperationsPerInvocation(CHAINS)
    public void attribute(Uses uses, Blackhole blackhole) {
        for (CloudTrailEvent use : uses.fresh) {
            blackhole.consume(known.attribute(use));
        }
    }
}
