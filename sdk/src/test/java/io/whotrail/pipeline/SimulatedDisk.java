// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that outlives machines. When one stops, what was not made durable is there in part: some of the changes to
 * names, of each file some of its end, and that may be torn; what an attempt failed to make durable is gone.
 */
final class SimulatedDisk extends CheckpointDisk {
    private static final class Content {
        final boolean isFolder;
        byte[] bytes = {};
        int durable;

        /** From where to where it could not be made durable, and may not be by a later attempt that succeeds. */
        final List<int[]> failed = new ArrayList<>();

        Content(boolean isFolder) {
            this.isFolder = isFolder;
        }
    }

    /** What happened to the names in a folder. */
    private record Change(Path folder, Consumer<Map<Path, Content>> what) {}

    private Machine machine = Machine.sound();
    private Consumer<String> told = step -> {};
    private Map<Path, Content> names = new LinkedHashMap<>();
    private Map<Path, Content> durableNames = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    private boolean lostNames;
    private boolean lostFolders;
    private boolean torn;

    /** Whether the last stop cost a new name. */
    boolean hasLostNames() {
        return lostNames;
    }

    /** Whether the last stop cost a new folder. */
    boolean hasLostFolders() {
        return lostFolders;
    }

    /** Whether the last stop left a file cut short or torn. */
    boolean isTorn() {
        return torn;
    }

    void runOn(Machine value) {
        machine = value;
    }

    /** Tells of each step that is done. */
    void tell(Consumer<String> value) {
        told = value;
    }

    private void step(String step) throws IOException {
        machine.step();
        told.accept(step);
    }

    /** The machine has stopped, and another starts. */
    void loseWhatWasNotDurable(Random random) {
        lostNames = false;
        torn = false;
        for (Change change : changes) {
            if (random.nextBoolean()) {
                change.what().accept(durableNames);
            } else {
                lostNames = true;
            }
        }
        changes.clear();
        long before = folders();
        names = new LinkedHashMap<>(durableNames);
        while (names.keySet().removeIf(name -> !isFolder(name.getParent()))) {}
        durableNames = new LinkedHashMap<>(names);
        lostFolders = folders() < before;
        for (Content content : names.values()) {
            int kept = random.nextInt(content.durable, content.bytes.length + 1);
            torn |= kept < content.bytes.length;
            content.failed.forEach(part -> Arrays.fill(content.bytes, part[0], part[1], (byte) 0));
            content.failed.clear();
            content.bytes = Arrays.copyOf(content.bytes, kept);
            if (kept > content.durable && random.nextBoolean()) {
                content.bytes[random.nextInt(content.durable, kept)] ^= (byte) (1 + random.nextInt(255));
            }
        }
    }

    /** The files that are there, with their bytes. */
    Map<Path, byte[]> files() {
        var files = new LinkedHashMap<Path, byte[]>();
        names.forEach((path, content) -> {
            if (!content.isFolder) {
                files.put(path, content.bytes);
            }
        });
        return files;
    }

    private long folders() {
        return names.values().stream().filter(content -> content.isFolder).count();
    }

    void overwrite(Path file, byte[] bytes) {
        Content content = new Content(false);
        content.bytes = bytes;
        content.durable = bytes.length;
        change(file, map -> map.put(file, content));
        forceNames(file.getParent());
    }

    private void change(Path name, Consumer<Map<Path, Content>> what) {
        what.accept(names);
        changes.add(new Change(name.getParent(), what));
    }

    private void forceNames(Path folder) {
        for (Change change : changes) {
            if (change.folder().equals(folder)) {
                change.what().accept(durableNames);
            }
        }
        changes.removeIf(change -> change.folder().equals(folder));
    }

    @Override
    boolean isFolder(Path folder) {
        return folder.equals(folder.getRoot()) || names.containsKey(folder) && names.get(folder).isFolder;
    }

    @Override
    void createFolder(Path folder) throws IOException {
        step("create folder");
        change(folder, map -> map.put(folder, new Content(true)));
    }

    @Override
    Growing create(Path file) throws IOException {
        step("create");
        if (!isFolder(file.getParent())) {
            throw new NoSuchFileException(file.toString());
        }
        var content = new Content(false);
        change(file, map -> map.put(file, content));
        return growing(content);
    }

    @Override
    Growing extend(Path file) throws IOException {
        Content content = names.get(file);
        if (content == null) {
            return create(file);
        }
        step("extend");
        return growing(content);
    }

    @Override
    boolean endsAmidLine(Path file) throws IOException {
        step("look at the end");
        Content content = names.get(file);
        return content != null && content.bytes.length > 0 && content.bytes[content.bytes.length - 1] != '\n';
    }

    private Growing growing(Content content) {
        return new Growing() {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                int written = length;
                try {
                    step("write");
                } catch (IOException | Machine.Stopped failure) {
                    written /= 2;
                    throw failure;
                } finally {
                    var all = new ByteArrayOutputStream();
                    all.writeBytes(content.bytes);
                    all.write(bytes, from, written);
                    content.bytes = all.toByteArray();
                }
            }

            @Override
            void force() throws IOException {
                try {
                    step("force");
                } catch (IOException failure) {
                    content.failed.add(new int[] {content.durable, content.bytes.length});
                    throw failure;
                }
                content.durable = content.bytes.length;
            }
        };
    }

    @Override
    InputStream read(Path file) throws IOException {
        step("read");
        Content content = names.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return new ByteArrayInputStream(content.bytes);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
        step("rename");
        Content content = names.get(from);
        change(to, map -> {
            map.remove(from);
            map.put(to, content);
        });
    }

    @Override
    void delete(Path file) throws IOException {
        step("delete");
        change(file, map -> map.remove(file));
    }

    @Override
    void forceFolder(Path folder) throws IOException {
        step("force folder");
        forceNames(folder);
    }

    @Override
    List<Path> list(Path folder) throws IOException {
        step("list");
        return names.keySet().stream()
                .filter(name -> folder.equals(name.getParent()))
                .toList();
    }

    @Override
    @Nullable
    Closeable lock(Path file) {
        return () -> {};
    }
}
