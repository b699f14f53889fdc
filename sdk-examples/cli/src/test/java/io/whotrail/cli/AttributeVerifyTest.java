// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.SignedTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --verify} only that is answered which CloudTrail's digests confirm, and all else is counted. */
class AttributeVerifyTest {
    @TempDir
    private Path folder;

    private Program attribute(SignedTrail trail, Object... more) throws IOException {
        Path mirror = trail.writeTo(folder.resolve("mirror"));
        Path keys = folder.resolve("keys.json");
        Files.write(keys, SignedTrail.publicKeys());
        var arguments = new ArrayList<Object>(List.of(
                "attribute", mirror, "--verify", "--public-keys", keys, "--stats", folder.resolve("stats.json")));
        arguments.addAll(List.of(more));
        return Program.run(arguments.toArray());
    }

    private Map<?, ?> stats(String part) throws IOException {
        return (Map<?, ?>)
                Json.object(Files.readString(folder.resolve("stats.json"))).get(part);
    }

    private static Object digest(Map<String, Object> line) {
        return ((Map<?, ?>) line.get("provenance")).get("digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"final", "revise"})
    void everyAnswerBearsTheDigestThatProvesItsEvent(String mode) throws IOException {
        SignedTrail trail = SignedTrail.of(3, 2);
        Program run = attribute(trail, "--mode", mode);
        assertThat(run.exit()).isZero();
        assertThat(run.objects())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(line -> assertThat(trail.digests()).contains((String) digest(line)));
        assertThat(run.err()).contains("verified                     6  of 6 log files\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"final", "revise"})
    void whatNoDigestConfirmsIsWithheldAndCounted(String mode) throws IOException {
        SignedTrail trail = SignedTrail.of(4, 2);
        int whole = attribute(trail, "--mode", mode).objects().size();
        List<String> files = trail.logFiles();
        String changed = files.get(0);
        String content = new String(trail.content(changed), StandardCharsets.UTF_8);
        trail.objects().put(changed, SignedTrail.gzip(content + " "));
        trail.objects()
                .put(files.get(1), SignedTrail.concat(trail.objects().get(files.get(1)), SignedTrail.gzip("{}")));
        trail.objects().remove(files.get(3));
        Files.delete(folder.resolve("mirror").resolve(files.get(3)));
        String added = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofMinutes(70)), 777);
        Program run = attribute(trail, "--mode", mode);

        assertThat(run.exit()).isEqualTo(Exit.INCOMPLETE);
        assertThat(run.objects()).hasSize(whole * 5 / 8);
        assertThat(run.err())
                .contains("passed over", "WITHHELD " + 3 * whole / 8)
                .contains("verified                     5  of 9 log files: MISSING 1, NOT_LISTED 1, MODIFIED 1,"
                        + " TRAILING_DATA 1; whotrail verify lists them");
        assertThat(added).isNotEmpty();
        assertThat(((Map<?, ?>) stats("reader").get("passedOverBy")).get("WITHHELD"))
                .hasToString(Integer.toString(3 * whole / 8));
        assertThat(Json.object(Files.readString(folder.resolve("stats.json")))).containsEntry("balances", true);
    }

    @Test
    void aMirrorWithoutItsKeysOrDigestsIsNotAnswered() throws IOException {
        SignedTrail trail = SignedTrail.of(1, 1);
        trail.digests().forEach(trail.objects()::remove);
        Program run = attribute(trail);
        assertThat(run.exit()).isEqualTo(Exit.INCOMPLETE);
        assertThat(run.objects()).isEmpty();
        assertThat(run.err()).contains("NOT_COVERED 1");
    }

    @Test
    void whatCannotBeVerifiedIsRefused() throws IOException {
        Path keys = Files.write(folder.resolve("keys.json"), SignedTrail.publicKeys());
        assertThat(Program.run("attribute", folder, "--verify").exit()).isEqualTo(Exit.USAGE);
        assertThat(Program.run("attribute", folder, "--public-keys", keys).exit())
                .isEqualTo(Exit.USAGE);
        assertThat(Program.run("attribute", folder, "--bucket", "b").exit()).isEqualTo(Exit.USAGE);
        assertThat(Program.run("attribute", "-", "--verify", "--public-keys", keys)
                        .exit())
                .isEqualTo(Exit.FAILED);
    }
}
