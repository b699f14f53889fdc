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
import java.util.Collections;
import java.util.Comparator;
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

    private static final Integrity[] OF_LOG_FILE = {Integrity.MODIFIED, Integrity.TRAILING_DATA, Integrity.MALFORMED};
    /** A changed name of the key, or of the way to sign, is what a digest of another key, or signed in another way, has. */
    private static final Integrity[] OF_DIGEST = {
        Integrity.MODIFIED,
        Integrity.TRAILING_DATA,
        Integrity.MALFORMED,
        Integrity.MOVED,
        Integrity.LINK_BROKEN,
        Integrity.KEY_UNKNOWN,
        Integrity.UNSUPPORTED,
        Integrity.SIGNATURE_UNKNOWN
    };

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

    /** One byte of an object. */
    private record Place(String key, int at) {}

    /** All bytes of all objects, in a random order. */
    private static List<Place> places(SignedTrail trail, Random random) {
        var places = new ArrayList<Place>();
        trail.objects().forEach((key, bytes) -> {
            for (int at = 0; at < bytes.length; at++) {
                places.add(new Place(key, at));
            }
        });
        Collections.shuffle(places, random);
        return places;
    }

    @Test
    void everyChangeOfADigestALogFileOrASignatureIsFoundAndNamed() throws IOException {
        var trail = SignedTrail.of(2, 1);
        trail.writeTo(folder);
        var random = new Random(19);
        List<Place> places = places(trail, random);
        PublicKeys known = keys(SignedTrail.publicKeys());
        int found = 0;
        for (int i = 0; i < CHANGES; i++) {
            String key = places.get(i % places.size()).key();
            int at = places.get(i % places.size()).at();
            byte[] original = trail.objects().get(key);
            byte[] changed = original.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(folder.resolve(key), changed);
            IntegrityReport report = LogIntegrity.of(LogMirror.of(folder, SignedTrail.BUCKET), known)
                    .verify();
            Files.write(folder.resolve(key), original);
            String named = key.endsWith(LogMirror.METADATA)
                    ? key.substring(0, key.length() - LogMirror.METADATA.length())
                    : key;
            Integrity result = Verification.result(report, named);
            boolean same = meaning(key, changed).equals(meaning(key, original));
            boolean algorithmOnly = key.endsWith(LogMirror.METADATA)
                    && at > new String(original, StandardCharsets.US_ASCII).indexOf("\",\"signature-algorithm");
            if (!same && !algorithmOnly || result != Integrity.VERIFIED) {
                assertThat(result).as("byte %d of %s is changed", at, key).isIn((Object[])
                        (key.contains("Digest") ? OF_DIGEST : OF_LOG_FILE));
                found++;
            }
            assertThat(objects(report))
                    .filteredOn(one -> one.integrity().isFault())
                    .as("byte %d of %s is changed, and others are accused", at, key)
                    .extracting(ObjectIntegrity::key)
                    .isSubsetOf(named);
        }
        assertThat(found).isGreaterThan(CHANGES * 9 / 10);
    }

    @Test
    void noChangeOfAKeyMakesAnotherKeyOfIt() throws IOException {
        var trail = SignedTrail.of(1, 1);
        trail.writeTo(folder);
        var random = new Random(20);
        byte[] original = SignedTrail.publicKeys();
        PublicKeys known = keys(original);
        int judged = 0;
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
                        .isSubsetOf(
                                isSame(keys, known)
                                        ? List.of(Integrity.VERIFIED, Integrity.KEY_UNKNOWN) // its time may be another
                                        : List.of(Integrity.KEY_UNKNOWN));
                judged++;
            } catch (IOException named) {
                assertThat(named).hasMessageStartingWith("keys is no output of list-public-keys: ");
            }
        }
        assertThat(judged).isPositive();
    }

    /** Whether the trail's key is among some keys, as it is among others. */
    private static boolean isSame(PublicKeys keys, PublicKeys others) {
        String fingerprint = SignedTrail.FIRST.fingerprint();
        return keys.find("eu-central-1", fingerprint, SignedTrail.BEGINNING).stream()
                .map(DigestKey::key)
                .anyMatch(others.find("eu-central-1", fingerprint, SignedTrail.BEGINNING)
                        .get(0)
                        .key()::equals);
    }

    @Test
    void validChainsGiveNoAlarm() throws IOException {
        var random = new Random(21);
        int gaps = 0;
        for (int i = 0; i < CHAINS; i++) {
            Path root = folder.resolve("chain" + i);
            SignedTrail management = trail(random, "management");
            int expectedGaps = management.gaps();
            management.writeTo(root);
            int logFiles = management.logFiles().size();
            if (random.nextInt(3) == 0) { // another trail, of an organisation, in the same bucket
                SignedTrail data = trail(random, "data");
                data.writeTo(root);
                expectedGaps += data.gaps();
                logFiles += data.logFiles().size();
            }
            IntegrityReport report = LogIntegrity.of(
                            LogMirror.of(root, SignedTrail.BUCKET), keys(SignedTrail.publicKeys()))
                    .verify();

            assertThat(objects(report)).as("chain %d", i).allMatch(one -> one.integrity() == Integrity.VERIFIED);
            assertThat(report.logFiles()).hasSize(logFiles);
            assertThat(report.gaps()).as("gaps of chain %d", i).hasSize(expectedGaps);
            assertThat(report.isComplete()).isEqualTo(expectedGaps == 0);
            gaps += expectedGaps;
            delete(root);
        }
        assertThat(gaps).isPositive();
    }

    /** Hours with and without log files, signed by one key or another, with pauses, and some spent in another bucket. */
    private static SignedTrail trail(Random random, String name) {
        var trail = new SignedTrail(
                name.equals("data") ? "of/all/AWSLogs/o-abc123/111122223333/" : "AWSLogs/111122223333/");
        int steps = 1 + random.nextInt(4);
        for (int step = 0; step < steps; step++) {
            var draft = new SignedTrail.Draft();
            draft.key = random.nextBoolean() ? SignedTrail.FIRST : SignedTrail.SECOND;
            draft.name = name;
            int logFiles = random.nextInt(4);
            trail.hour(logFiles, draft);
            switch (random.nextInt(6)) {
                case 0 -> trail.pause(1 + random.nextInt(3));
                case 1 -> trail.elsewhere(1 + random.nextInt(3));
                case 2 -> backfill(trail, draft);
                default -> {
                    // The next hour follows.
                }
            }
        }
        return trail.hour(0, last(name));
    }

    private static SignedTrail.Draft last(String name) {
        var draft = new SignedTrail.Draft();
        draft.name = name;
        return draft;
    }

    /** A log file of the first hour came late. */
    private static void backfill(SignedTrail trail, SignedTrail.Draft draft) {
        if (trail.digests().size() > 1) {
            return;
        }
        String late = trail.deliver(SignedTrail.BEGINNING.plusSeconds(1_920), 9_999);
        SignedTrail.Draft backfill = SignedTrail.Draft.backfill(draft.key, SignedTrail.BEGINNING.plusSeconds(7_300));
        backfill.name = draft.name;
        trail.digest(
                SignedTrail.BEGINNING, SignedTrail.BEGINNING.plusSeconds(3_600), List.of(trail.named(late)), backfill);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
