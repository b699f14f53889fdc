// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.testing.Edits;
import io.whotrail.testing.SignedTrail;
import io.whotrail.testing.WithinASecond;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is changed in a mirror, be it in what lies there or in what the digests said when they were signed, verifying ends,
 * throws nothing, says one thing of each file, and verifies none that has another content. {@code mvn verify -Pfuzz
 * -Dtest=MirrorFuzzTest} looks for new ones.
 */
class MirrorFuzzTest {
    private static final SignedTrail TRAIL = trail();
    private static final List<String> KEYS = List.copyOf(TRAIL.objects().keySet());

    @TempDir
    private static Path folder;

    private static PublicKeys keys;

    private static SignedTrail trail() {
        var second = new SignedTrail.Draft();
        second.key = SignedTrail.SECOND;
        var trail = new SignedTrail().hour(1, new SignedTrail.Draft()).hour(1, second);
        String late = trail.deliver(SignedTrail.BEGINNING.plusSeconds(1_920), 9_999);
        trail.digest(
                SignedTrail.BEGINNING,
                SignedTrail.BEGINNING.plusSeconds(3_600),
                List.of(trail.named(late)),
                SignedTrail.Draft.backfill(SignedTrail.FIRST, SignedTrail.BEGINNING.plusSeconds(7_300)));
        return trail.pause(1).hour(0, new SignedTrail.Draft());
    }

    @BeforeAll
    static void putTheMirrorThere() throws IOException {
        TRAIL.writeTo(folder);
        keys = Verification.keys();
    }

    /** What of the mirror is changed. */
    private enum Change {
        /** The bytes that lie there. */
        OBJECTS,
        /** What digests say, which is signed then. */
        SIGNED,
        /** What log files say. */
        LOGGED
    }

    private static final List<Change> CHANGES = List.of(Change.values());

    /** The first byte says what is changed, the others how. */
    @FuzzTest(maxDuration = "60s")
    void anyChangeLeavesOneThingToSayOfEachFile(byte[] bytes) throws Exception {
        byte[] edits = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        Change change = CHANGES.get(bytes.length == 0 ? 0 : (bytes[0] & 0xff) % CHANGES.size());
        WithinASecond.run(() -> {
            Map<String, byte[]> changed = switch (change) {
                case OBJECTS -> changed(edits);
                case SIGNED -> changedInside(TRAIL.digests(), edits);
                case LOGGED -> changedInside(TRAIL.logFiles(), edits);
            };
            if (change == Change.SIGNED) {
                sign(changed);
            }
            write(changed);
            try {
                check(changed, change);
            } finally {
                putBack(changed);
            }
        });
    }

    private static Map<String, byte[]> changed(byte[] edits) {
        Map<String, byte[]> changed = new TreeMap<>();
        for (int i = 0; i < KEYS.size(); i++) {
            byte[] original = TRAIL.objects().get(KEYS.get(i));
            byte[] object = original.clone();
            Edits.apply(object, i, KEYS.size(), edits);
            if (!Arrays.equals(object, original)) {
                changed.put(KEYS.get(i), object);
            }
        }
        return changed;
    }

    /** Files that say something else; that may be JSON or not. */
    private static Map<String, byte[]> changedInside(List<String> keys, byte[] edits) {
        Map<String, byte[]> changed = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            byte[] original = TRAIL.content(keys.get(i));
            byte[] content = original.clone();
            Edits.apply(content, i, keys.size(), edits);
            if (!Arrays.equals(content, original)) {
                changed.put(keys.get(i), SignedTrail.gzip(content));
            }
        }
        return changed;
    }

    /** Signs digests that were changed, as far as they are digests still. */
    private static void sign(Map<String, byte[]> changed) throws IOException {
        for (String key : List.copyOf(changed.keySet())) {
            byte[] content = content(changed.get(key));
            try {
                Digest digest = Digest.of(content);
                SignedTrail.SigningKey by = digest.fingerprint().equals(SignedTrail.SECOND.fingerprint())
                        ? SignedTrail.SECOND
                        : SignedTrail.FIRST;
                String signature = by.sign(digest.signed(SignedTrail.hex("SHA-256", content)));
                String before = new String(TRAIL.objects().get(key + LogMirror.METADATA), StandardCharsets.UTF_8);
                changed.put(
                        key + LogMirror.METADATA,
                        before.replaceFirst("\"signature\":\"[0-9a-f]*\"", "\"signature\":\"" + signature + '"')
                                .getBytes(StandardCharsets.UTF_8));
            } catch (MalformedDigest unsigned) {
                assertThat(unsigned.getMessage()).isNotEmpty();
            }
        }
    }

    private static void write(Map<String, byte[]> objects) throws IOException {
        for (Map.Entry<String, byte[]> object : objects.entrySet()) {
            Files.write(folder.resolve(object.getKey()), object.getValue());
        }
    }

    private static void putBack(Map<String, byte[]> changed) throws IOException {
        for (String key : changed.keySet()) {
            Files.write(folder.resolve(key), TRAIL.objects().get(key));
        }
    }

    private static void check(Map<String, byte[]> changed, Change change) throws IOException {
        IntegrityReport report =
                LogIntegrity.of(LogMirror.of(folder, SignedTrail.BUCKET), keys).verify();
        List<String> named = Stream.concat(report.digests().stream(), report.logFiles().stream())
                .map(ObjectIntegrity::key)
                .toList();
        assertThat(named).doesNotHaveDuplicates().containsAll(TRAIL.digests()).containsAll(TRAIL.logFiles());
        for (String key : changed.keySet()) {
            if (change != Change.SIGNED
                    && key.endsWith(".gz")
                    && !Arrays.equals(content(changed.get(key)), TRAIL.content(key))) {
                assertThat(Verification.result(report, key)).as(key).isNotEqualTo(Integrity.VERIFIED);
            }
        }
        for (ObjectIntegrity logFile : report.logFiles()) {
            if (logFile.integrity() == Integrity.VERIFIED) {
                assertThat(Verification.result(report, String.valueOf(logFile.digest())))
                        .as("the digest that verifies %s", logFile.key())
                        .isEqualTo(Integrity.VERIFIED);
            }
        }
    }

    private static byte[] content(byte[] gzip) throws IOException {
        try (var member = new SingleMember(new ByteArrayInputStream(gzip), 1 << 20)) {
            return member.readAllBytes();
        }
    }
}
