// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.benchmarks.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One JVM that measures everything once: {@code Fork STAGE DATA FIGURES} and the options of {@link Size}. */
final class Fork {
    static final String BYTES = "bytes";
    static final String ENGINE = "engine";
    private static final int POSITIONAL = 3;

    private Fork() {}

    /** Measures, and writes the figures to a file. */
    public static void main(String[] arguments) throws Exception {
        List<String> options = Arrays.asList(arguments).subList(POSITIONAL, arguments.length);
        Size size = Size.of(Options.of(options, Size.OPTIONS));
        var figures = new Figures();
        if (arguments[0].equals(BYTES)) {
            new BytesStage(LogData.of(Path.of(arguments[1]))).run(size, figures);
        } else {
            new EngineStage(size).run(figures);
        }
        Files.write(Path.of(arguments[2]), figures.lines());
        System.exit(0);
    }
}
