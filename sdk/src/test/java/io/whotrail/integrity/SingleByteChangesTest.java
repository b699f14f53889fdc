// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No single byte of what was signed can be changed without being found, and nothing is found where nothing was changed. */
final class SingleByteChangesTest {
    private static final int CHANGES = Integer.getInteger("integrity.changes", 2_000);
    private static final int CHAINS = Integer.getInteger("integrity.chains", 150);

    @TempDir
    private Path folder;

    private static PublicKeys keys(byte[] json) throws IOException {
        return PublicKeys.read(new ByteArrayInputStream(json), "keys");
    }

    private static Stream<ObjectIntegrity> objects(IntegrityReport report) {
        return Stream.concat(report.digests().stream(), report.logFiles().stream());
    }

    /** What is the same whatever the compression, the case of digits and the white space are. */
    private static String meaning(String key, byte[] bytes) {
        if (!key.endsWith(".gz")) {
            return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        }
        try (var member = new SingleMember(new ByteArrayInputStream(bytes), 1 << 20)) {
            byte[] content = member.readAllBytes();
            return Arrays.hashCode(content) + " " + content.length + member.damage() + member.hasTrailingData();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void everyChangeOfADigestALogFileOrASignatureIsFoundAndNamed() throws IOException {
        var trail = SignedTrail.of(2, 1);
        trail.writeTo(folder);
        var random = new Random(19);
        List<String> keys = new ArrayList<>(trail.objects().keySet());
        PublicKeys known = keys(SignedTrail.publicKeys());
        int found = 0;
        for (int i = 0; i < CHANGES; i++) {
            String key = keys.get(i % keys.size());
            byte[] original = trail.objects().get(key);
            byte[] changed = original.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(folder.resolve(key), changed);
            IntegrityReport report = LogIntegrity.of(LogMirror.of(folder, SignedTrail.BUCKET), known)
                    .verify();
            Files.write(folder.resolve(key), original);
            String named = key.endsWith(LogMirror.METADATA)
                    ? key.substring(0, key.length() - LogMirror.METADATA.length())
                    : key;
            boolean verified =
                    objects(report).anyMatch(one -> one.key().equals(named) && one.integrity() == Integrity.VERIFIED);
            boolean same = meaning(key, changed).equals(meaning(key, original));
            boolean algorithmOnly = key.endsWith(LogMirror.METADATA)
                    && at > new String(original, StandardCharsets.US_ASCII).indexOf("\",\"signature-algorithm");
            assertThat(verified && !same && !algorithmOnly)
                    .as("byte %d of %s is changed, and nothing found", at, key)
                    .isFalse();
            found += verified ? 0 : 1;
        }
        assertThat(found).isGreaterThan(CHANGES * 9 / 10);
    }

    @Test
    void noChangeOfAKeyMakesAnotherKeyOfIt() throws IOException {
        var trail = SignedTrail.of(1, 1);
        trail.writeTo(folder);
        var random = new Random(20);
        byte[] original = SignedTrail.publicKeys();
        for (int i = 0; i < CHANGES / 4; i++) {
            byte[] changed = original.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            try {
                PublicKeys keys = keys(changed);
                IntegrityReport report =
                        LogIntegrity.of(LogMirror.of(folder), keys).verify();
                assertThat(report.digests())
                        .extracting(ObjectIntegrity::integrity)
                        .isSubsetOf(Integrity.VERIFIED, Integrity.KEY_UNKNOWN);
            } catch (IOException named) {
                assertThat(named).hasMessageStartingWith("keys is no output of list-public-keys: ");
            }
        }
    }

    @Test
    void validChainsGiveNoAlarm() throws IOException {
        var random = new Random(21);
        for (int i = 0; i < CHAINS; i++) {
            var trail = new SignedTrail();
            int hours = 1 + random.nextInt(4);
            for (int hour = 0; hour < hours; hour++) {
                var draft = new SignedTrail.Draft();
                draft.key = random.nextBoolean() ? SignedTrail.FIRST : SignedTrail.SECOND;
                trail.hour(random.nextInt(4), draft);
            }
            Path root = trail.writeTo(folder.resolve("chain" + i));
            IntegrityReport report = LogIntegrity.of(LogMirror.of(root), keys(SignedTrail.publicKeys()))
                    .verify();

            assertThat(report.isComplete()).as("chain %d", i).isTrue();
            assertThat(report.logFiles()).hasSameSizeAs(trail.logFiles());
        }
    }
}
