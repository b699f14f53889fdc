// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutants of good records, by seed: the selective parser says of none of them what Jackson would not say. {@code mvn
 * verify -Pfuzz -Dtest=SelectiveFuzzTest} makes mutants for a minute from another seed each time it is given one
 * ({@code -Dwhotrail.seed}).
 */
class SelectiveFuzzTest {
    private static final int MUTANTS = 110_000;
    private static final int DOCUMENTS = 2_000;
    private static final long SEED = Long.getLong("whotrail.seed", 0);
    private static final Duration AT_LEAST = Duration.ofSeconds(Long.getLong("whotrail.fuzz.seconds", 0));

    @Test
    void noMutantIsReadOtherwiseThanJacksonReadsIt() throws IOException {
        List<byte[]> records = RecordBytes.ofAllKinds();
        var parsers = new BothParsers(ReadLimits.defaults());
        long begin = System.nanoTime();
        long seed = SEED;
        while (seed < SEED + MUTANTS || System.nanoTime() - begin < AT_LEAST.toNanos()) {
            var random = new Random(seed);
            parsers.check(Mutation.mutant(records.get(random.nextInt(records.size())), random), "seed " + seed);
            seed++;
        }
        assertThat(parsers.records()).isGreaterThanOrEqualTo(MUTANTS);
        assertThat(parsers.selected()).as("mutants that are still ordinary").isGreaterThan(parsers.records() / 5);
    }

    @Test
    void aMutantCostsAndChangesNothingElseInItsDocument() throws IOException {
        List<byte[]> records = RecordBytes.ofAllKinds();
        long begin = System.nanoTime();
        long seed = SEED;
        while (seed < SEED + DOCUMENTS || System.nanoTime() - begin < AT_LEAST.toNanos()) {
            var random = new Random(seed);
            byte[] first = records.get(random.nextInt(records.size()));
            byte[] mutant = Mutation.mutant(records.get(random.nextInt(records.size())), random);
            byte[] last = records.get(random.nextInt(records.size()));
            List<byte[]> all = List.of(first, mutant, last, first);
            byte[] document = random.nextBoolean() ? RecordBytes.logFile(all) : RecordBytes.ndjson(all);
            new BothParsers(limits(random)).checkDocument(document, "seed " + seed);
            seed++;
        }
    }

    /** The default limits, and others that some ordinary record breaks. */
    private static ReadLimits limits(Random random) {
        ReadLimits.Builder limits = ReadLimits.builder();
        return switch (random.nextInt(8)) {
            case 0 -> limits.maximumDepth(1 + random.nextInt(6)).build();
            case 1 -> limits.maximumNameBytes(4 + random.nextInt(30)).build();
            case 2 -> limits.maximumStringBytes(10 + random.nextInt(200)).build();
            case 3 -> limits.maximumNumberLength(1 + random.nextInt(12)).build();
            case 4 -> limits.maximumTokens(20 + random.nextInt(2_000)).build();
            case 5 -> limits.maximumRecordBytes(500 + random.nextInt(2_000)).build();
            default -> limits.build();
        };
    }
}
