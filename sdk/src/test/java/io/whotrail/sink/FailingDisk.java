// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A disk on which a step fails, or at which the machine stops: then every later step fails too, and what was not made durable
 * may be there in part. Steps are counted from 1.
 */
final class FailingDisk extends Disk {
    /** What can fail. */
    enum Step {
        CREATE_FOLDER,
        CREATE,
        APPEND,
        CUT,
        FORCE,
        RENAME,
        FORCE_FOLDER,
        DELETE
    }

    private final @Nullable Step failing;
    private final int number;
    private final @Nullable Random machine;
    /** A name that a folder got and may lose: of a new file or folder, or of one that had another before. */
    private record Name(@Nullable Path from, Path to) {}

    private final Deque<Name> names = new ArrayDeque<>();
    private final Map<Path, Long> durable = new HashMap<>();
    private int steps;
    private boolean stopped;

    /** The step of a kind with that number fails; half of what it should append is appended. */
    FailingDisk(Step failing, int number) {
        this.failing = failing;
        this.number = number;
        this.machine = null;
    }

    /** The machine stops at the step with that number, of whatever kind. */
    FailingDisk(int number, Random machine) {
        this.failing = null;
        this.number = number;
        this.machine = machine;
    }

    /** A disk on which no step fails. What it is told to make durable is so by its word only, which takes less time. */
    static FailingDisk whole() {
        return new FailingDisk(Step.CREATE, 0);
    }

    /** How many steps that may fail there were. */
    int steps() {
        return steps;
    }

    private void step(Step step) throws IOException {
        if (stopped) {
            throw new IOException("the machine has stopped");
        }
        if (failing != null && failing != step) {
            return;
        }
        steps++;
        if (steps == number) {
            stopped = machine != null;
            throw new IOException("no space left on device");
        }
    }

    /** What the machine had not made durable when it stopped is lost from some point on: names, and ends of files. */
    void loseWhatWasNotDurable() throws IOException {
        for (int lost = machine == null ? 0 : machine.nextInt(names.size() + 1); lost > 0; lost--) {
            Name name = names.removeLast();
            if (name.from() == null) {
                deleteAll(name.to());
            } else {
                Files.move(name.to(), name.from());
                durable.put(name.from(), durable.getOrDefault(name.to(), 0L));
            }
        }
        for (Map.Entry<Path, Long> file : durable.entrySet()) {
            if (Files.exists(file.getKey()) && machine != null) {
                long size = Files.size(file.getKey());
                long kept = size <= file.getValue() ? size : machine.nextLong(file.getValue(), size + 1);
                try (Growing open = super.open(file.getKey())) {
                    open.cut(kept);
                }
            }
        }
    }

    /** A file, or a folder with all that is in it. */
    private static void deleteAll(Path name) throws IOException {
        try (Stream<Path> all = Files.walk(name)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    @Override
    void createFolder(Path folder) throws IOException {
        step(Step.CREATE_FOLDER);
        super.createFolder(folder);
        names.add(new Name(null, folder));
    }

    @Override
    Growing create(Path file) throws IOException {
        step(Step.CREATE);
        Growing made = super.create(file);
        durable.put(file, 0L);
        names.add(new Name(null, file));
        return new Watched(file, made);
    }

    @Override
    Growing open(Path file) throws IOException {
        durable.put(file, Files.size(file));
        return new Watched(file, super.open(file));
    }

    @Override
    void force(Lock lock) {}

    @Override
    void rename(Path from, Path to) throws IOException {
        step(Step.RENAME);
        super.rename(from, to);
        names.add(new Name(from, to));
        Long length = durable.remove(from);
        if (length != null) {
            durable.put(to, length);
        }
    }

    @Override
    void delete(Path file) throws IOException {
        step(Step.DELETE);
        super.delete(file);
        names.removeIf(name -> name.to().equals(file));
    }

    @Override
    void forceFolder(Path folder) throws IOException {
        step(Step.FORCE_FOLDER);
        names.removeIf(name -> folder.equals(name.to().getParent()));
    }

    private final class Watched implements Growing {
        private final Path file;
        private final Growing growing;

        Watched(Path file, Growing growing) {
            this.file = file;
            this.growing = growing;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            try {
                step(Step.APPEND);
            } catch (IOException failure) {
                growing.append(bytes.slice(bytes.position(), bytes.remaining() / 2));
                throw failure;
            }
            growing.append(bytes);
        }

        @Override
        public void cut(long length) throws IOException {
            step(Step.CUT);
            growing.cut(length);
            durable.merge(file, length, Math::min);
        }

        @Override
        public void force() throws IOException {
            step(Step.FORCE);
            durable.put(file, Files.size(file));
        }

        @Override
        public void close() throws IOException {
            growing.close();
        }
    }
}
