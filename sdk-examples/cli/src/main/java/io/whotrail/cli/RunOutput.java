// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.FileSink;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.ResumableSink;
import io.whotrail.sink.SingleFileSink;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a long run writes its lines, and how. */
final class RunOutput {
    @Option(
            names = "--sink",
            required = true,
            paramLabel = "FILE",
            description = "The file to append lines to. With --rotate, what the names of files begin with.")
    private Path sink = Path.of("");

    @Option(
            names = "--rotate",
            paramLabel = "SIZE",
            converter = Sizes.class,
            description =
                    "Write files of that size at most, for example 64m: FILE-00000001.ndjson and so on, each whole"
                            + " once it has lost its .tmp. Default: one file that grows.")
    private @Nullable Long rotate;

    @Option(
            names = "--format",
            defaultValue = "ndjson",
            paramLabel = "ndjson|ecs|ocsf",
            description = "One JSON object a line, of the program's own kind, as Elastic's ECS or as OCSF has it."
                    + " Default: ${DEFAULT-VALUE}.")
    private Format format = Format.NDJSON;

    @Option(
            names = "--ecs-origin",
            paramLabel = "namespace|user",
            description = "With --format ecs, where the origin stands, as of attribute. Default: namespace.")
    private @Nullable EcsPlacement ecsOrigin;

    /** The file that grows; {@code null} where there are several, with names of their own. */
    @Nullable
    Path file() {
        return rotate == null ? sink : null;
    }

    ResumableSink open(CommandLine command) throws IOException {
        LineFormat lines = lineFormat(command);
        if (rotate == null) {
            return SingleFileSink.open(sink, lines);
        }
        Path file = sink.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null) {
            throw new ParameterException(command, "--sink is no file");
        }
        try {
            return FileSink.builder(folder, String.valueOf(file.getFileName()))
                    .format(lines)
                    .maximumBytes(rotate)
                    .open();
        } catch (IllegalArgumentException badName) {
            throw new ParameterException(
                    command, "with --rotate the name of --sink has letters, digits, '-', '_' and '.' only", badName);
        }
    }

    private LineFormat lineFormat(CommandLine command) {
        if (ecsOrigin != null && format != Format.ECS) {
            throw new ParameterException(command, "--ecs-origin needs --format ecs");
        }
        return switch (format) {
            case NDJSON -> LineFormat.ndjson();
            case ECS -> LineFormat.ecs(ecsOrigin == null ? EcsPlacement.NAMESPACE : ecsOrigin);
            case OCSF -> LineFormat.ocsf();
            case TABLE -> throw new ParameterException(command, "a table has an end; run writes ndjson, ecs or ocsf");
        };
    }
}
