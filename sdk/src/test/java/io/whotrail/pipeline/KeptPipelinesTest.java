// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pipelines that died once are gone on with for ever, from the checkpoints and the output that they left: positions of each kind
 * of source and marks of each kind of sink. What is kept is never written again; another form needs another version.
 */
class KeptPipelinesTest {
    private static final int READ_BEFORE_DEATH = 33;

    @TempDir
    private Path folder;

    /** Only for a new one: what is there stays as it is. */
    private void keep(KeptPipeline kept) throws IOException {
        KeptPipeline.Place died = new KeptPipeline.Place(folder.resolve("died")).withInput();
        int dies = kept == KeptPipeline.V1_FILE ? READ_BEFORE_DEATH - KeptPipeline.LINES_A_FILE : READ_BEFORE_DEATH;
        assertThatThrownBy(() -> died.run(kept, dies)).isInstanceOf(IOException.class);
        KeptPipeline.copy(died.out(), kept.folder().resolve("out"));
        KeptPipeline.copy(died.state(), kept.folder().resolve("state"));
    }

    @ParameterizedTest
    @EnumSource
    void aKeptPipelineIsGoneOnWithAndItsOutputIsWhatItAlwaysWas(KeptPipeline kept)
            throws IOException, CheckpointException {
        if (Boolean.getBoolean("golden.update") && Files.notExists(kept.folder())) {
            keep(kept);
        }
        KeptPipeline.Place place = new KeptPipeline.Place(folder.resolve("here")).withInput();
        KeptPipeline.copy(kept.folder().resolve("out"), place.out());
        KeptPipeline.copy(kept.folder().resolve("state"), place.state());
        int linesBefore = place.lines().size();
        place.run(kept, -1);
        KeptPipeline.Place whole = new KeptPipeline.Place(folder.resolve("whole")).withInput();
        whole.run(kept, -1);

        assertThat(place.lines()).hasSizeGreaterThan(linesBefore).isEqualTo(whole.lines());
        new GoldenFile(kept.folder().resolve("said.ndjson")).assertMatches(String.join("\n", place.lines()) + '\n');
    }
}
