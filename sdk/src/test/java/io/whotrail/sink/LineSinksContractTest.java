// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.testing.AttributionSinkContract;
import io.whotrail.testing.JsonTree;
import io.whotrail.testing.ResumableSinkContract;
import io.whotrail.testing.RetryingSinkContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The sinks that write lines keep the contract. */
class LineSinksContractTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private List<String> names(Object[]... paths) {
        return names(out.toString(StandardCharsets.UTF_8).lines(), paths);
    }

    /** What stands at the first of some paths where something does. */
    private static List<String> names(Stream<String> lines, Object[]... paths) {
        return lines.map(JsonTree::object).map(line -> name(line, paths)).toList();
    }

    private static String name(Map<String, Object> line, Object[]... paths) {
        return Stream.of(paths)
                .map(path -> JsonTree.at(line, path))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no name in " + line))
                .toString();
    }

    /** Of the first batch only half can be written at first. */
    private static SimulatedDisk failingOnce() {
        var disk = new SimulatedDisk();
        disk.runOn(Machine.failingAt("write", 1));
        return disk;
    }

    private static Object[] path(Object... steps) {
        return steps;
    }

    @Nested
    class Ndjson extends AttributionSinkContract {
        @Override
        protected AttributionSink open() {
            return new NdjsonSink(out);
        }

        @Override
        protected List<String> arrived() {
            return names(path("eventId"), path("sessionRevision", "session", "accessKeyId"));
        }
    }

    @Nested
    class EcsNamespace extends AttributionSinkContract {
        @Override
        protected AttributionSink open() {
            return new EcsSink(out);
        }

        @Override
        protected List<String> arrived() {
            return names(path("event", "id"), path("whotrail", "session", "access_key_id"));
        }
    }

    @Nested
    class EcsUser extends AttributionSinkContract {
        @Override
        protected AttributionSink open() {
            return new EcsSink(out, EcsPlacement.USER);
        }

        @Override
        protected List<String> arrived() {
            return names(path("event", "id"), path("whotrail", "session", "access_key_id"));
        }
    }

    @Nested
    class Ocsf extends AttributionSinkContract {
        @Override
        protected AttributionSink open() {
            return new OcsfSink(out);
        }

        @Override
        protected List<String> arrived() {
            return names(path("enrichments", 0, "data", "session", "accessKeyId"), path("metadata", "uid"));
        }
    }

    /** The lines of all files of a folder, in their order. */
    private static List<String> linesIn(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> finished = Files.newDirectoryStream(folder, "*.ndjson")) {
            finished.forEach(files::add);
        }
        files.sort(null);
        var lines = new ArrayList<String>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    private static List<String> ndjsonNames(List<String> lines) {
        return names(lines.stream(), path("eventId"), path("sessionRevision", "session", "accessKeyId"));
    }

    abstract static class Resumed extends ResumableSinkContract {
        @TempDir
        Path folder;

        @Override
        protected ResumableSink reopen() throws IOException {
            return open();
        }

        @Override
        protected List<String> arrived() throws IOException {
            return ndjsonNames(linesIn(folder));
        }
    }

    @Nested
    class OfFileResumed extends Resumed {
        @Override
        protected ResumableSink open() throws IOException {
            return FileSink.builder(folder, "answers").maximumEntries(2).open();
        }
    }

    @Nested
    class OfSingleFileResumed extends Resumed {
        @Override
        protected ResumableSink open() throws IOException {
            return SingleFileSink.open(folder.resolve("answers.ndjson"), LineFormat.ndjson());
        }
    }

    @Nested
    class OfFile extends RetryingSinkContract {
        @TempDir
        private Path folder;

        private final SimulatedDisk disk = failingOnce();

        @Override
        protected AttributionSink open() throws IOException {
            return FileSink.builder(folder, "answers").maximumEntries(2).open();
        }

        @Override
        protected AttributionSink openFailingOnce() throws IOException {
            return FileSink.builder(folder, "answers").disk(disk).open();
        }

        @Override
        protected List<String> arrived() throws IOException {
            List<String> lines = linesIn(folder);
            return ndjsonNames(lines.isEmpty() ? SinkOnDisk.lines(disk) : lines);
        }
    }

    @Nested
    class OfSingleFile extends RetryingSinkContract {
        @TempDir
        private Path folder;

        private final SimulatedDisk disk = failingOnce();

        @Override
        protected AttributionSink open() throws IOException {
            return SingleFileSink.open(file(), LineFormat.ndjson());
        }

        @Override
        protected AttributionSink openFailingOnce() throws IOException {
            return SingleFileSink.open(file(), LineFormat.ndjson(), disk);
        }

        private Path file() {
            return folder.resolve("answers.ndjson");
        }

        @Override
        protected List<String> arrived() throws IOException {
            List<String> lines = Files.exists(file()) ? Files.readAllLines(file()) : SinkOnDisk.lines(disk);
            return ndjsonNames(lines);
        }
    }
}
