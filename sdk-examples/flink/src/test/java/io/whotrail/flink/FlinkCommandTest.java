// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the options come to. */
final class FlinkCommandTest {
    private static String checkpoints(String... more) {
        var command = new FlinkCommand();
        var arguments = new ArrayList<>(List.of("--input=file:///logs", "--output=file:///answers"));
        arguments.addAll(List.of(more));
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command.environment().getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    }

    @Test
    void checkpointsAreNeverKeptInMemoryWhereLittleHasRoom() {
        assertThat(checkpoints()).isEqualTo("file:/answers/checkpoints");
        assertThat(checkpoints("--checkpoints=file:///elsewhere")).isEqualTo("file:///elsewhere");
    }
}
