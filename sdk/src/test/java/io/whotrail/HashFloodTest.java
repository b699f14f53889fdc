// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import io.whotrail.event.CloudTrailEvent;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** T23: keys, names and event ids that are chosen to fall together in hash tables. */
final class HashFloodTest {
    private static final int FLOOD = 100_000;
    /** So many that trying one by one would show. */
    private static final int KEYS = 20_000;

    private static final int BUCKETS = 1 << 17;

    /** By chance the fullest of so many buckets holds eight or nine. */
    private static final int CROWDED = 20;

    /** Texts of one hash code: each digit is one of two pairs of letters that have the same. */
    static String colliding(int number) {
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
    void twentyThousandCollidingKeysOfOneSessionNameAreAnsweredLikeAnyOthers() {
        assertThat(IntStream.range(0, KEYS).map(i -> colliding(i).hashCode()).distinct())
                .hasSize(1);
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        for (int i = 0; i < KEYS; i++) {
            attributor.attribute(assume("a" + i, user("mallory"), "Dev", "x", "ASIA" + colliding(i), NOON)
                    .build());
        }
        attributor.attribute(
                assume("v", user("alice"), "Dev", "x", "ASIAVICTIM", NOON).build());
        for (int i = 0; i < KEYS; i += 1_000) {
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
        assertThat(mostInOneBucket(i -> EventIds.low(colliding(i), false))).isLessThan(CROWDED);
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

    /** The JDK's tables sort what falls together where keys can be compared; other keys are tried one by one. */
    @Test
    void keysOfHashTablesCanBeComparedOrAreOurOwnObjects() throws Exception {
        Path classes = Path.of(Attributor.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var wrong = new TreeMap<String, Type>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(HashFloodTest::isOfAType).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replace('\\', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                for (Field field : type.getDeclaredFields()) {
                    Type key = keyOf(field);
                    if (key != null && !isSafe(key)) {
                        wrong.put(type.getSimpleName() + '.' + field.getName(), key);
                    }
                }
            }
        }
        assertThat(wrong)
                .as("texts, and seconds as numbers; what is hashed with a seed that chance chose for this table")
                .containsOnlyKeys("CredentialIndex.many", "Shared.home", "SharedTexts.callers", "SharedTexts.roles");
    }

    private static boolean isOfAType(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".class") && !name.endsWith("-info.class");
    }

    private static Type keyOf(Field field) {
        boolean table = Map.class.isAssignableFrom(field.getType())
                || Set.class.isAssignableFrom(field.getType())
                || Cache.class.isAssignableFrom(field.getType());
        boolean sorted =
                SortedMap.class.isAssignableFrom(field.getType()) || SortedSet.class.isAssignableFrom(field.getType());
        boolean byIdentity = IdentityHashMap.class.isAssignableFrom(field.getType());
        return table && !sorted && !byIdentity && field.getGenericType() instanceof ParameterizedType type
                ? type.getActualTypeArguments()[0]
                : null;
    }

    /** Objects that are equal to themselves alone have a hash code that nobody chooses. */
    private static boolean isSafe(Type key) {
        if (key instanceof TypeVariable<?> variable) {
            return isSafe(variable.getBounds()[0]);
        }
        return key instanceof Class<?> type
                && (Comparable.class.isAssignableFrom(type)
                        || type.getName().startsWith("io.whotrail") && !type.isRecord() && !declaresHashCode(type));
    }

    private static boolean declaresHashCode(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("hashCode"));
    }
}
