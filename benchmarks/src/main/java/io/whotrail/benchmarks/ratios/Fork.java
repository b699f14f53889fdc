// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.benchmarks.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One JVM that measures what begins with bytes, or the engine alone: {@code Fork STAGE FOLDER FIGURES} and the options of {@link Size}. */
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
            Path folder = Path.of(arguments[1]);
            new BytesStage(BytesStage.STEADY, LogData.in(folder, BytesStage.STEADY)).run(size, figures);
            new BytesStage(BytesStage.TYPICAL, LogData.in(folder, BytesStage.TYPICAL)).run(size.half(), figures);
        } else {
            new EngineStage(size).run(figures);
        }
        Files.write(Path.of(arguments[2]), figures.lines());
        System.exit(0);
    }
}
