// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One run of the program, and what came of it. */
public record Program(int exit, String out, String err) {
    public static Program run(Object... arguments) {
        return fed(new byte[0], arguments);
    }

    /** A run that finds something in standard input. */
    public static Program fed(byte[] in, Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new Streams(
                new ByteArrayInputStream(in), out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        int exit = Whotrail.run(
                streams, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Program(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    /** The lines as JSON objects. */
    public List<Map<String, Object>> objects() {
        return out.lines().map(Json::object).toList();
    }

    /** A folder of the test resources. */
    public static Path story() {
        return Path.of("src/test/resources/io/whotrail/cli/story");
    }
}
