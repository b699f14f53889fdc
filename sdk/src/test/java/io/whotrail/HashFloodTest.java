// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.whotrail.event.CloudTrailEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T23: keys, names and event ids that are chosen to fall together in hash tables. */
final class HashFloodTest {
    private static final int FLOOD = 100_000;
    private static final int BUCKETS = 1 << 17;

    /** Of as many balls as this thrown into as many bins, no bin has more, but once in thousands of years. */
    private static final int CROWDED = 20;

    /** Texts of one hash code: each digit is one of two pairs of letters that have the same. */
    private static String colliding(int number) {
        var text = new StringBuilder();
        for (int bit = 0; bit < 17; bit++) {
            text.append((number >> bit & 1) == 0 ? "AQ" : "B2");
        }
        return text.toString();
    }

    private static int mostInOneBucket(IntFunction<Long> hashes) {
        int[] buckets = new int[BUCKETS];
        int most = 0;
        for (int i = 0; i < FLOOD; i++) {
            most = Math.max(most, ++buckets[(int) (hashes.apply(i) & BUCKETS - 1)]);
        }
        return most;
    }

    @Test
    void aHundredThousandCollidingKeysOfOneSessionNameAreAnsweredLikeAnyOthers() {
        assertThat(IntStream.range(0, FLOOD).map(i -> colliding(i).hashCode()).distinct())
                .hasSize(1);
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        for (int i = 0; i < FLOOD; i++) {
            attributor.attribute(assume("a" + i, user("mallory"), "Dev", "x", "ASIA" + colliding(i), NOON)
                    .build());
        }
        attributor.attribute(
                assume("v", user("alice"), "Dev", "x", "ASIAVICTIM", NOON).build());
        for (int i = 0; i < FLOOD; i += 1_000) {
            CloudTrailEvent flooded = use("e", session("Dev", "x", "ASIA" + colliding(i), NOON), NOON.plusSeconds(9));
            Verdict verdict = attributor.ask(flooded).verdict();
            assertThat(verdict instanceof Gap || "mallory".equals(Intrigue.text(verdict)))
                    .isTrue();
        }
        CloudTrailEvent victims = use("e1", session("Dev", "x", "ASIAVICTIM", NOON), NOON.plusSeconds(9));
        assertThat(Intrigue.text(attributor.ask(victims).verdict())).isEqualTo("alice");
    }

    @Test
    void aHundredThousandCollidingEventIdsAreToldApart() {
        Attributor attributor = Answers.builder(new Answers()).build();
        for (int i = 0; i < FLOOD; i++) {
            CloudTrailEvent event = CloudTrailEvent.builder(colliding(i))
                    .eventTime(NOON)
                    .userIdentity(user("mallory").identity())
                    .build();
            assertThat(attributor.attribute(event)).isNotNull();
        }
        assertThat(attributor.stats().duplicates()).isZero();
        assertThat(attributor.stats().contradictions()).isZero();
    }

    @Test
    void textsOfOneHashCodeSpreadInTheHashThatIsUsed() {
        assertThat(mostInOneBucket(i -> Hash64.of(0, colliding(i)))).isLessThan(CROWDED);
        assertThat(mostInOneBucket(i -> EventIds.bits(colliding(i))[1])).isLessThan(CROWDED);
    }

    /** The second half of an event id whose place in the table of ids is 0 for this seed, whatever the first half. */
    private static long fallingTogether(long high, long seed) {
        return Hash64.mix(high ^ seed);
    }

    @Test
    void eventIdsThatFallTogetherForOneSeedSpreadForAnother() {
        var random = new Random(23);
        long[] highs = random.longs(FLOOD).toArray();
        assertThat(mostInOneBucket(i -> place(highs[i], fallingTogether(highs[i], 0), 0)))
                .as("whoever knows the seed can choose ids")
                .isEqualTo(FLOOD);
        long secret = random.nextLong();
        assertThat(mostInOneBucket(i -> place(highs[i], fallingTogether(highs[i], 0), secret)))
                .isLessThan(CROWDED);
    }

    /** As {@link IdTable} and {@link SeenEvents} place an id. */
    private static long place(long high, long low, long seed) {
        return Hash64.mix(Hash64.mix(high ^ seed) ^ low);
    }

    @Test
    void withASecretSeedSuchEventIdsCostNoMoreThanOthers() {
        Attributor attributor =
                Answers.builder(new Answers()).hashSeed(0x5EC2E7L << 17).build();
        var random = new Random(23);
        for (int i = 0; i < FLOOD; i++) {
            long high = random.nextLong();
            attributor.attribute(CloudTrailEvent.builder(new UUID(high, fallingTogether(high, 0)).toString())
                    .eventTime(NOON)
                    .userIdentity(user("mallory").identity())
                    .build());
        }
        assertThat(attributor.stats().duplicates()).isZero();
        assertThat(attributor.stats().balances()).isTrue();
    }

    /** The JDK's tables sort what falls together where keys can be compared; any other key would have to be tried one by one. */
    @Test
    void keysOfHashTablesCanBeComparedOrAreOurOwnObjects() {
        Map<String, JavaType> wrong = new HashMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.whotrail")) {
            for (JavaField field : type.getFields()) {
                JavaType key = keyOf(field);
                if (key != null && !isSafe(key.toErasure())) {
                    wrong.put(field.getFullName(), key);
                }
            }
        }
        assertThat(wrong)
                .as("an index of credentials has texts and numbers as keys")
                .containsOnlyKeys("io.whotrail.CredentialIndex.many");
    }

    private static JavaType keyOf(JavaField field) {
        boolean table = List.of(Map.class, java.util.Set.class, com.github.benmanes.caffeine.cache.Cache.class).stream()
                .anyMatch(kind -> field.getRawType().isAssignableTo(kind));
        return table && field.getType() instanceof JavaParameterizedType type
                ? type.getActualTypeArguments().get(0)
                : null;
    }

    private static boolean isSafe(JavaClass key) {
        return key.isAssignableTo(Comparable.class)
                || key.getPackageName().startsWith("io.whotrail")
                        && key.tryGetMethod("hashCode").isEmpty()
                        && !key.isRecord();
    }
}
