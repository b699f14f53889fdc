// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.source.LogFiles;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that is to be read, in reading order. */
public final class Inputs implements Closeable {
    /** How standard input is written on the command line. */
    public static final String STANDARD_INPUT = "-";

    private final List<Input> all;

    private Inputs(List<Input> all) {
        this.all = all;
    }

    /**
     * Finds what the command line names: files and standard input as they come, folders with all files below them, sorted
     * by path. A file that is named twice is read once.
     *
     * @param paths the arguments
     * @param leftOut files that are no input although they may lie in a folder: what the program itself writes
     * @param in standard input
     */
    public static Inputs find(List<String> paths, Set<Path> leftOut, InputStream in) throws IOException {
        Set<Path> without = new LinkedHashSet<>();
        for (Path path : leftOut) {
            without.add(place(path));
        }
        Map<Path, Input> found = new LinkedHashMap<>();
        for (String path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                found.putIfAbsent(Path.of(path), new StreamInput("stdin", () -> unclosed(in)));
            } else {
                for (Path file : files(Path.of(path), without)) {
                    found.putIfAbsent(place(file), input(file));
                }
            }
        }
        return new Inputs(List.copyOf(found.values()));
    }

    /** The log files of mirrors, of each what its digests confirm. */
    public static Inputs verified(List<String> mirrors, Verification verification, Set<Path> leftOut)
            throws IOException {
        Set<Path> without = new LinkedHashSet<>();
        for (Path path : leftOut) {
            without.add(place(path));
        }
        Map<Path, Input> found = new LinkedHashMap<>();
        for (String mirror : mirrors) {
            for (VerifiedInput input : verification.inputs(Path.of(mirror))) {
                Path place = place(input.path());
                if (!without.contains(place)) {
                    found.putIfAbsent(place, input);
                }
            }
        }
        return new Inputs(List.copyOf(found.values()));
    }

    /** Where a file is, whatever way leads to it; what has no place of its own, such as a pipe, is where it was named. */
    public static Path place(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException none) {
            return placeToBe(path.toAbsolutePath());
        }
    }

    /** What is not there yet is in its folder. */
    private static Path placeToBe(Path path) {
        Path folder = path.getParent();
        Path name = path.getFileName();
        try {
            return folder == null || name == null
                    ? path.normalize()
                    : folder.toRealPath().resolve(name).normalize();
        } catch (IOException noFolder) {
            return path.normalize();
        }
    }

    /** Whether a file is there and begins with a text. */
    public static boolean begins(Path file, String text) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        byte[] beginning = text.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(beginning.length), beginning);
        }
    }

    private static List<Path> files(Path path, Set<Path> leftOut) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        var files = new ArrayList<Path>();
        for (Path file : LogFiles.list(path)) {
            if (!leftOut.contains(place(file))) {
                files.add(file);
            }
        }
        return files;
    }

    private static Input input(Path file) throws IOException {
        return Files.exists(file) && !Files.isRegularFile(file)
                ? new StreamInput(file.toString(), () -> Files.newInputStream(file))
                : FileInput.of(file);
    }

    /** Standard input is not ours to close. */
    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return in.read(bytes, offset, length);
            }

            @Override
            public void close() {}
        };
    }

    /** The inputs, in reading order. */
    public List<Input> all() {
        return all;
    }

    /** Whether a file is among the inputs. */
    public boolean hold(Path file) {
        Path place = place(file);
        for (Input input : all) {
            Path path = input.path();
            if (path != null && place(path).equals(place)) {
                return true;
            }
        }
        return false;
    }

    /** The inputs that are given, instead. */
    public Inputs inOrder(List<Input> order) {
        return new Inputs(List.copyOf(order));
    }

    /** The same inputs, where those that can be read only once are kept in temporary files. */
    public Inputs repeatable() throws IOException {
        var repeatable = new ArrayList<Input>(all.size());
        var inputs = new Inputs(repeatable);
        try {
            for (Input input : all) {
                repeatable.add(input instanceof StreamInput once ? once.spilled() : input);
            }
            return inputs;
        } catch (IOException failure) {
            inputs.close();
            throw failure;
        }
    }

    /** How many bytes there are in all, as far as that is known. */
    public long size() {
        return all.stream().mapToLong(Input::size).sum();
    }

    @Override
    public void close() throws IOException {
        for (Input input : all) {
            input.close();
        }
    }
}
