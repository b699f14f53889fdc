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
 * names, of each file some of its end, and that may be torn.
 */
final class SimulatedDisk extends CheckpointDisk {
    private static final class Content {
        byte[] bytes = {};
        int durable;
    }

    private Machine machine = Machine.sound();
    private Consumer<String> told = step -> {};
    private Map<Path, Content> names = new LinkedHashMap<>();
    private Map<Path, Content> durableNames = new LinkedHashMap<>();
    private final List<Consumer<Map<Path, Content>>> changes = new ArrayList<>();

    private boolean lostNames;
    private boolean torn;

    /** Whether the last stop cost a new name. */
    boolean hasLostNames() {
        return lostNames;
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
        for (Consumer<Map<Path, Content>> change : changes) {
            if (random.nextBoolean()) {
                change.accept(durableNames);
            } else {
                lostNames = true;
            }
        }
        changes.clear();
        names = new LinkedHashMap<>(durableNames);
        for (Content content : names.values()) {
            int kept = random.nextInt(content.durable, content.bytes.length + 1);
            torn |= kept < content.bytes.length;
            content.bytes = Arrays.copyOf(content.bytes, kept);
            if (kept > content.durable && random.nextBoolean()) {
                content.bytes[random.nextInt(content.durable, kept)] ^= (byte) (1 + random.nextInt(255));
            }
        }
    }

    /** The files that are there, with their bytes. */
    Map<Path, byte[]> files() {
        var files = new LinkedHashMap<Path, byte[]>();
        names.forEach((path, content) -> files.put(path, content.bytes));
        return files;
    }

    void overwrite(Path file, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes;
        content.durable = bytes.length;
        change(map -> map.put(file, content));
        forceNames();
    }

    private void change(Consumer<Map<Path, Content>> change) {
        change.accept(names);
        changes.add(change);
    }

    private void forceNames() {
        durableNames = new LinkedHashMap<>(names);
        changes.clear();
    }

    @Override
    void makeFolder(Path folder) {}

    @Override
    Growing create(Path file) throws IOException {
        step("create");
        var content = new Content();
        change(map -> map.put(file, content));
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
                step("force");
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
        change(map -> {
            map.remove(from);
            map.put(to, content);
        });
    }

    @Override
    void delete(Path file) throws IOException {
        step("delete");
        change(map -> map.remove(file));
    }

    @Override
    void forceFolder(Path folder) throws IOException {
        step("force folder");
        forceNames();
    }

    @Override
    List<Path> list(Path folder) throws IOException {
        step("list");
        return List.copyOf(names.keySet());
    }

    @Override
    @Nullable
    Closeable lock(Path file) {
        return () -> {};
    }
}
