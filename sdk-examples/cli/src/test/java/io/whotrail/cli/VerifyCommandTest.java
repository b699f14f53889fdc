// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.SignedTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is not what CloudTrail delivered is listed with its reason, and the exit code tells. */
final class VerifyCommandTest {
    @TempDir
    private Path folder;

    private Program verify(SignedTrail trail, String... more) throws IOException {
        Path mirror = trail.writeTo(folder.resolve("mirror"));
        Path keys = folder.resolve("keys.json");
        Files.write(keys, SignedTrail.publicKeys());
        return Program.run(
                Stream.concat(Stream.of("verify", mirror.toString(), "--public-keys=" + keys), Arrays.stream(more))
                        .toArray());
    }

    @Test
    void whatIsVerifiedIsCounted() throws IOException {
        Program run = verify(SignedTrail.of(3, 2));

        assertThat(run.lines()).containsExactly("3 digests, 3 verified", "6 log files", "  VERIFIED          6");
        assertThat(run.exit()).isZero();
    }

    @Test
    void whatIsChangedMissingOrAddedIsListed() throws IOException {
        SignedTrail trail = SignedTrail.of(4, 2);
        trail.objects().put(trail.logFiles().get(0), SignedTrail.gzip("{\"Records\":[]}"));
        trail.objects().remove(trail.logFiles().get(3));
        String added = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofMinutes(70)), 777);
        Program run = verify(trail);

        assertThat(run.lines())
                .containsExactly(
                        "MODIFIED          log file  " + trail.logFiles().get(0)
                                + ": its content is not what its digest says",
                        "MISSING           log file  " + trail.logFiles().get(3) + ": its digest names it",
                        "NOT_LISTED        log file  " + added + ": the digests of its time do not name it",
                        "4 digests, 4 verified",
                        "9 log files",
                        "  VERIFIED          6",
                        "  MISSING           1",
                        "  NOT_LISTED        1",
                        "  MODIFIED          1");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void allAreListedIfAskedFor() throws IOException {
        assertThat(verify(SignedTrail.of(1, 1), "--all").lines()).hasSize(5).allMatch(line -> !line.contains("null"));
    }

    @Test
    void theBucketsNameMustBeTheDigests() throws IOException {
        assertThat(verify(SignedTrail.of(1, 1), "--bucket=" + SignedTrail.BUCKET)
                        .exit())
                .isZero();
        assertThat(verify(SignedTrail.of(1, 1), "--bucket=another").exit()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutDigestsProvesNothing() throws IOException {
        Program run = verify(new SignedTrail());

        assertThat(run.exit()).isEqualTo(3);
        Files.createDirectories(folder.resolve("mirror"));
        assertThat(verify(new SignedTrail()).exit()).isEqualTo(1);
    }

    @Test
    void aKeyFileThatIsNoneIsSaidToBe() throws IOException {
        Path keys = Files.writeString(folder.resolve("no-keys.json"), "{}");
        Program run = Program.run("verify", folder.toString(), "--public-keys=" + keys);

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("no-keys.json is no output of list-public-keys: it has no keys");
    }
}
