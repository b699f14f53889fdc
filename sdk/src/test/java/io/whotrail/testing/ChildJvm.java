// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.source.CloudTrailReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** Runs a main method of the tests in a JVM of its own, where its memory can be bounded and looked into. */
public final class ChildJvm {
    private ChildJvm() {}

    /** What a child printed, and how it ended. */
    public record Result(int exitCode, String output) {}

    /** Runs a main class to its end. */
    public static Result run(List<String> jvmArguments, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Process process = builder(jvmArguments, main, arguments).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Starts a main class whose output goes to a file, for whoever wants to kill it. */
    public static Process start(Path output, List<String> jvmArguments, Class<?> main, String... arguments)
            throws IOException {
        return builder(jvmArguments, main, arguments)
                .redirectOutput(output.toFile())
                .start();
    }

    private static ProcessBuilder builder(List<String> jvmArguments, Class<?> main, String... arguments)
            throws IOException {
        return builder(classPath(), jvmArguments, main, arguments);
    }

    static ProcessBuilder builder(List<Path> classPath, List<String> jvmArguments, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** The SDK, its tests, and what they need. */
    static List<Path> classPath() throws IOException {
        Path classes = location(CloudTrailReader.class);
        return List.of(
                classes,
                classes.resolveSibling("test-classes"),
                location(JsonFactory.class),
                location(Caffeine.class),
                location(Logger.class),
                location(logging()));
    }

    /** What writes the log to the standard error stream; the SDK's module does not know it. */
    private static Class<?> logging() throws IOException {
        try {
            return Class.forName("org.slf4j.simple.SimpleLogger", false, ChildJvm.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IOException(missing);
        }
    }

    private static Path location(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }
}
