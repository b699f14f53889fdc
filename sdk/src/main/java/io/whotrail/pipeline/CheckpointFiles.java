// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.disk.Disk;
import io.whotrail.disk.Growing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoints, each a file of its own. A file is written under another name, made durable, renamed, and the folder made
 * durable; only then an old one is deleted, and one that was found damaged, which is no use to anybody. For one thread; a lock
 * keeps other pipelines away.
 */
final class CheckpointFiles implements Closeable {
    /** How many checkpoints are kept. */
    static final int KEPT = 3;

    private static final String UNFINISHED = ".tmp";
    private static final Pattern NAME = Pattern.compile("checkpoint-([0-9]{18})(\\.tmp)?");
    private static final int BUFFER = 1 << 16;

    /** What is written into a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What takes in a file, or refuses it. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException, CheckpointException;
    }

    private final Path folder;
    private final Disk disk;
    private final Closeable lock;
    private final Set<Path> damaged = new HashSet<>();

    private CheckpointFiles(Path folder, Disk disk, Closeable lock) {
        this.folder = folder;
        this.disk = disk;
        this.lock = lock;
    }

    /** Takes possession of a folder. */
    static CheckpointFiles open(Path given, Disk disk) throws IOException {
        Path folder = given.toAbsolutePath();
        disk.makeFolder(folder);
        Closeable lock = disk.lock(folder.resolve("checkpoints.lock"));
        if (lock == null) {
            throw new IOException("another pipeline keeps its checkpoints in this folder");
        }
        return new CheckpointFiles(folder, disk, lock);
    }

    private SortedMap<Long, Path> files(boolean finished) throws IOException {
        var found = new TreeMap<Long, Path>(Comparator.reverseOrder());
        for (Path file : disk.list(folder)) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches() && finished == (name.group(2) == null)) {
                found.put(Long.parseLong(name.group(1)), file);
            }
        }
        return found;
    }

    /** Keeps a checkpoint. When this returns, the machine may stop at any moment. */
    void save(Content content) throws IOException {
        SortedMap<Long, Path> before = files(true);
        long number = before.isEmpty() ? 1 : before.firstKey() + 1;
        Path file = folder.resolve(String.format(Locale.ROOT, "checkpoint-%018d", number));
        Path unfinished = folder.resolve(file.getFileName() + UNFINISHED);
        try (Growing growing = disk.replace(unfinished)) {
            var out = new BufferedOutputStream(growing, BUFFER);
            content.writeTo(out);
            out.flush();
            growing.force();
        }
        disk.rename(unfinished, file);
        disk.forceFolder(folder);
        int kept = 1;
        for (Path old : before.values()) {
            if (damaged.contains(old) || ++kept > KEPT) {
                disk.delete(old);
            }
        }
    }

    /**
     * Reads the newest checkpoint that can be used. It is durable when this returns.
     *
     * @return what the reader made of it, {@code null} where there is none at all
     * @throws CheckpointException if none can be used, or the newest is one that this version or these settings refuse
     */
    <T> @Nullable T load(Reader<T> reader, Consumer<? super PipelineIncident> incidents)
            throws IOException, CheckpointException {
        for (Path unfinished : files(false).values()) {
            disk.delete(unfinished);
        }
        CheckpointException first = null;
        for (Map.Entry<Long, Path> file : files(true).entrySet()) {
            try (InputStream in = new BufferedInputStream(disk.read(file.getValue()), BUFFER)) {
                T read = reader.read(in);
                // Whoever saved it may have died before its name was durable.
                disk.forceFolder(folder);
                if (first != null) {
                    incidents.accept(new PipelineIncident(
                            PipelineIncident.Kind.CHECKPOINT_FALLBACK,
                            "checkpoint " + file.getKey() + " is used, for a newer one cannot be: "
                                    + first.getMessage(),
                            Map.of(
                                    "checkpoint", Long.toString(file.getKey()),
                                    "reason", first.reason().name())));
                }
                return read;
            } catch (CheckpointException unusable) {
                if (unusable.reason() == Reason.NEWER_VERSION || unusable.reason() == Reason.DIFFERENT_SETTINGS) {
                    throw unusable;
                }
                damaged.add(file.getValue());
                first = first == null ? unusable : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
