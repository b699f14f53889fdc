// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that outlives machines. When one stops, what was not made durable is there in part: some of the changes to
 * names, of each file some of its end, and that may be torn; what an attempt failed to make durable is gone.
 */
public final class SimulatedDisk extends Disk {
    /** What happened to the names in a folder. */
    private record Change(Path folder, Consumer<Map<Path, SimulatedFile>> what) {}

    private Machine machine = Machine.sound();
    private Consumer<String> told = step -> {};
    private Map<Path, SimulatedFile> names = new LinkedHashMap<>();
    private Map<Path, SimulatedFile> durableNames = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Set<Path> locked = new HashSet<>();

    private boolean lostNames;
    private boolean lostFolders;
    private boolean torn;

    /** Whether the last stop cost a new name. */
    public boolean hasLostNames() {
        return lostNames;
    }

    /** Whether the last stop cost a new folder. */
    public boolean hasLostFolders() {
        return lostFolders;
    }

    /** Whether the last stop left a file cut short or torn. */
    public boolean isTorn() {
        return torn;
    }

    /** Whoever ran before is gone, and so are their locks. */
    public void runOn(Machine value) {
        machine = value;
        locked.clear();
    }

    /** Tells of each step that is done. */
    public void tell(Consumer<String> value) {
        told = value;
    }

    void step(String step) throws IOException {
        machine.step(step);
        told.accept(step);
    }

    /** The machine has stopped, and another starts. */
    public void loseWhatWasNotDurable(Random random) {
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
        for (SimulatedFile file : names.values()) {
            torn |= file.loseWhatWasNotDurable(random);
        }
    }

    /** The files that are there, with their bytes, but for locks. */
    public Map<Path, byte[]> files() {
        var files = new LinkedHashMap<Path, byte[]>();
        names.forEach((path, file) -> {
            if (!file.isFolder() && !path.toString().endsWith(".lock")) {
                files.put(path, file.bytes());
            }
        });
        return files;
    }

    private long folders() {
        return names.values().stream().filter(SimulatedFile::isFolder).count();
    }

    /** Puts a durable file there. */
    public void overwrite(Path file, byte[] bytes) {
        var content = new SimulatedFile(bytes);
        change(file, map -> map.put(file, content));
        forceNames(file.getParent());
    }

    /** Takes a file away for good. */
    public void take(Path file) {
        change(file, map -> map.remove(file));
        forceNames(file.getParent());
    }

    private void change(Path name, Consumer<Map<Path, SimulatedFile>> what) {
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
        return folder.equals(folder.getRoot())
                || names.containsKey(folder) && names.get(folder).isFolder();
    }

    @Override
    void createFolder(Path folder) throws IOException {
        step("create folder");
        change(folder, map -> map.put(folder, SimulatedFile.folder()));
    }

    @Override
    public Growing create(Path file) throws IOException {
        if (names.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return replace(file);
    }

    @Override
    public Growing replace(Path file) throws IOException {
        step("create");
        return made(file).grow(this);
    }

    private SimulatedFile made(Path file) throws NoSuchFileException {
        if (!isFolder(file.getParent())) {
            throw new NoSuchFileException(file.toString());
        }
        var content = new SimulatedFile(new byte[0]);
        change(file, map -> map.put(file, content));
        return content;
    }

    @Override
    public Growing extend(Path file) throws IOException {
        SimulatedFile content = names.get(file);
        if (content == null) {
            return create(file);
        }
        step("extend");
        return content.grow(this);
    }

    @Override
    public long wholeLines(Path file) throws IOException {
        step("look for whole lines");
        byte[] bytes = there(file).bytes();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private SimulatedFile there(Path file) throws NoSuchFileException {
        SimulatedFile content = names.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    @Override
    public InputStream read(Path file) throws IOException {
        step("read");
        return new ByteArrayInputStream(there(file).bytes());
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step("rename");
        SimulatedFile content = there(from);
        change(to, map -> {
            map.remove(from);
            map.put(to, content);
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        step("delete");
        change(file, map -> map.remove(file));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        step("force folder");
        forceNames(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        step("list");
        return names.keySet().stream()
                .filter(name -> folder.equals(name.getParent()))
                .toList();
    }

    @Override
    public @Nullable NumberedLock lock(Path file) throws IOException {
        step("lock");
        SimulatedFile content = names.get(file);
        SimulatedFile number = content == null ? made(file) : content;
        if (!locked.add(file)) {
            return null;
        }
        return number.lock(this, () -> locked.remove(file));
    }
}
