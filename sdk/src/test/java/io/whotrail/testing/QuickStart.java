// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Starts one main class of the tests many times. Most of what a start costs is to load and verify classes, so the first run,
 * which comes to its end, leaves an archive of them, which the JVM makes of jars only.
 */
public final class QuickStart {
    private static final List<String> SMALL =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto");

    private final List<Path> classPath;
    private final Path archive;
    private final Class<?> main;

    private QuickStart(List<Path> classPath, Path archive, Class<?> main) {
        this.classPath = classPath;
        this.archive = archive;
        this.main = main;
    }

    /** Runs the class to its end once, and keeps what can be kept in a folder. */
    public static QuickStart of(Path folder, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var jars = new ArrayList<Path>();
        for (Path place : ChildJvm.classPath()) {
            jars.add(Files.isDirectory(place) ? jar(place, folder.resolve(jars.size() + ".jar")) : place);
        }
        var start = new QuickStart(jars, folder.resolve("classes.jsa"), main);
        int exit = start.start(folder.resolve("output"), "-XX:ArchiveClassesAtExit=" + start.archive, arguments)
                .waitFor();
        if (exit != 0) {
            throw new IOException("the first run failed: " + Files.readString(folder.resolve("output")));
        }
        return start;
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes);
                OutputStream out = Files.newOutputStream(jar);
                var entries = new JarOutputStream(out)) {
            for (Path file : files.filter(QuickStart::isClass).sorted().toList()) {
                entries.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    private static boolean isClass(Path file) {
        return file.toString().endsWith(".class") && !file.endsWith("module-info.class");
    }

    /** Starts the class, whose output goes to a file. */
    public Process start(Path output, String... arguments) throws IOException {
        return start(output, "-XX:SharedArchiveFile=" + archive, arguments);
    }

    private Process start(Path output, String archiving, String... arguments) throws IOException {
        var jvmArguments = new ArrayList<>(SMALL);
        jvmArguments.add(archiving);
        return ChildJvm.builder(classPath, jvmArguments, main, arguments)
                .redirectOutput(output.toFile())
                .start();
    }
}
