// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.disk.Disk;
import io.whotrail.disk.Growing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines into files of one folder, one after the other. One thread at a time.
 *
 * <p>The files are {@code NAME-00000001.ndjson}, {@code NAME-00000002.ndjson} and so on; a number is never given twice, even
 * where files are taken away. As long as a file may still change it ends in {@code .tmp}. It is finished in this order:
 * its content is made durable, it is renamed, and the folder is made durable; so a finished file has whole lines only, all
 * of them, whenever the machine stops. {@code NAME.lock} keeps other sinks away and remembers the last number.
 *
 * <p>A file is left for the next one before a batch with which it would be larger, longer, or of a wider span of event time
 * than wanted; a batch stays together, also one that is larger than a file should be. A file that is left is finished by
 * the flush after the next, when the mark of the next is known to be kept (see {@link ResumableSink}), or by closing.
 *
 * <p>{@link #flush} makes all lines durable. A batch that could not be written, as where the disk is full, is taken back whole
 * and can be given again ({@link SinkException.Remedy#RETRY}); where it can't be taken back, or what was written not made
 * durable, the sink has to be opened anew ({@link SinkException.Remedy#STOP}).
 *
 * <p>What a process that died left unfinished is dealt with before the first batch or flush: with {@link #resume} files are cut to
 * the mark, and lines after it are gone; without, each is cut after its last whole line and finished. Finished files are
 * never changed: lines that were finished by closing, and are written again because the mark is older, are there twice, with
 * the same {@code eventId} and {@code revision}.
 */
public final class FileSink implements ResumableSink {
    private final FileSet files;
    private final FileRotation rotation;
    private final LineBuffer lines;

    private @Nullable Growing current;
    private long bytes;
    private long entries;
    private @Nullable Instant begun;
    private @Nullable Instant latest;

    /** Files that were left, durable and not covered by a mark that is kept; then those that are covered. */
    private final List<Long> left = new ArrayList<>();

    private final List<Long> covered = new ArrayList<>();
    private FileMark mark;
    private boolean namesChanged;
    private boolean recovered;
    private boolean broken;
    private boolean closed;

    private FileSink(Builder builder, FileSet files) {
        this.files = files;
        this.rotation = new FileRotation(builder.maximumBytes, builder.maximumEntries, builder.maximumSpan);
        this.lines = new LineBuffer(builder.format);
        this.mark = new FileMark(files.last() + 1, 0);
    }

    /**
     * Starts a sink.
     *
     * @param folder where the files lie; made if it is not there
     * @param name what the files' names begin with: letters, digits, {@code -}, {@code _} and {@code .}, not first
     * @return a new builder
     * @throws IllegalArgumentException if the name has other characters, or none
     */
    public static Builder builder(Path folder, String name) {
        return new Builder(folder, name);
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        requireUsable();
        if (batch.isEmpty()) {
            return;
        }
        recover(null);
        lines.set(batch);
        Instant now = FileRotation.latest(latest, batch);
        if (rotation.isDue(bytes, lines.size(), entries, batch.size()) || rotation.isDue(begun, now)) {
            leave();
        }
        append(current == null ? begin() : current);
        entries += batch.size();
        latest = now;
        begun = begun == null ? now : begun;
    }

    private Growing begin() throws SinkException {
        try {
            Growing file = files.create();
            namesChanged = true;
            current = file;
            return file;
        } catch (IOException failure) {
            throw new SinkException(SinkException.Remedy.RETRY, "no file could be made", failure);
        }
    }

    private void append(Growing file) throws SinkException {
        try {
            lines.writeTo(file);
            bytes += lines.size();
        } catch (IOException failure) {
            try {
                file.cut(bytes);
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
                throw stop("a batch was written in part", failure);
            }
            throw new SinkException(SinkException.Remedy.RETRY, "a batch could not be written", failure);
        }
    }

    private void leave() throws SinkException {
        Growing file = current;
        if (file == null) {
            return;
        }
        try (file) {
            file.force();
        } catch (IOException failure) {
            throw stop("lines could not be made durable", failure);
        }
        left.add(files.last());
        current = null;
        bytes = 0;
        entries = 0;
        begun = null;
    }

    @Override
    public void flush() throws SinkException {
        requireUsable();
        recover(null);
        try {
            finish(covered);
            if (current != null) {
                current.force();
            }
            forceNames();
        } catch (IOException failure) {
            throw stop("lines could not be made durable", failure);
        }
        covered.addAll(left);
        left.clear();
        mark = current == null ? new FileMark(files.last() + 1, 0) : new FileMark(files.last(), bytes);
    }

    private void finish(List<Long> numbers) throws IOException {
        while (!numbers.isEmpty()) {
            files.finish(numbers.get(0));
            numbers.remove(0);
            namesChanged = true;
        }
    }

    private void forceNames() throws IOException {
        if (namesChanged) {
            files.forceNames();
            namesChanged = false;
        }
    }

    @Override
    public String mark() {
        return mark.toString();
    }

    @Override
    public void resume(String to) throws SinkException {
        requireUsable();
        if (recovered) {
            throw new SinkException(SinkException.Remedy.STOP, "something was written or flushed already");
        }
        recover(FileMark.parse(to));
    }

    private void recover(@Nullable FileMark to) throws SinkException {
        if (recovered) {
            return;
        }
        try {
            FileMark.recover(files, to);
            recovered = true;
        } catch (IOException failure) {
            throw stop("what was left unfinished could not be finished", failure);
        }
    }

    private void requireUsable() throws SinkException {
        if (closed) {
            throw SinkException.closed("the sink");
        }
        if (broken) {
            throw new SinkException(SinkException.Remedy.STOP, "the sink failed before");
        }
    }

    private SinkException stop(String what, IOException failure) {
        broken = true;
        return new SinkException(SinkException.Remedy.STOP, what, failure);
    }

    @Override
    public void close() throws SinkException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            finishAll();
        } catch (IOException failure) {
            throw stop("lines could not be handed on", failure);
        } finally {
            release();
        }
    }

    /** Leaves unfinished files as they are, for the next sink to cut them to its mark. */
    @Override
    public void abandon() throws SinkException {
        broken = true;
        close();
    }

    private void finishAll() throws IOException {
        if (current != null && bytes > 0 && !broken) {
            leave();
        }
        if (broken) {
            return;
        }
        finish(covered);
        finish(left);
        if (current != null) {
            files.drop(files.last());
        }
        forceNames();
    }

    /** What a broken sink holds is for the next one to recover. */
    private void release() throws SinkException {
        try {
            if (current != null) {
                current.close();
            }
            files.release();
        } catch (IOException failure) {
            throw stop("a file could not be closed", failure);
        }
    }

    /** Collects the settings of a {@link FileSink}. Not thread safe. */
    public static final class Builder {
        /** 64 MiB: some 100,000 answers, and small enough to be moved and opened with ease. */
        public static final long DEFAULT_MAXIMUM_BYTES = 64L << 20;

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

        private final Path folder;
        private final String name;
        private LineFormat format = LineFormat.ndjson();
        private long maximumBytes = DEFAULT_MAXIMUM_BYTES;
        private long maximumEntries = Long.MAX_VALUE;
        private Duration maximumSpan = Duration.ofSeconds(Long.MAX_VALUE);
        private Disk disk = new Disk();

        private Builder(Path folder, String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a name is 1 to 100 letters, digits, '-', '_' and '.', not first, got another text");
            }
            this.folder = folder.toAbsolutePath();
            this.name = name;
        }

        /**
         * How lines are written.
         *
         * @param value the format, {@link LineFormat#ndjson} by default
         * @return this builder
         */
        public Builder format(LineFormat value) {
            this.format = Objects.requireNonNull(value, "format");
            return this;
        }

        /**
         * How large a file gets.
         *
         * @param value bytes, {@link #DEFAULT_MAXIMUM_BYTES} by default; only a single batch may be more
         * @return this builder
         * @throws IllegalArgumentException if not positive
         */
        public Builder maximumBytes(long value) {
            this.maximumBytes = positive(value, "maximumBytes");
            return this;
        }

        /**
         * How many lines a file gets.
         *
         * @param value lines, without a bound by default; only a single batch may have more
         * @return this builder
         * @throws IllegalArgumentException if not positive
         */
        public Builder maximumEntries(long value) {
            this.maximumEntries = positive(value, "maximumEntries");
            return this;
        }

        /**
         * How much event time a file gets: it is left as soon as an event is this much later than the latest one at the file's
         * beginning. Late events end no file, nor do those that are signalled to be of the future.
         *
         * @param value a duration, without a bound by default
         * @return this builder
         * @throws IllegalArgumentException if not positive
         */
        public Builder maximumSpan(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("maximumSpan must be positive, got " + value);
            }
            this.maximumSpan = value;
            return this;
        }

        Builder disk(Disk value) {
            this.disk = value;
            return this;
        }

        private static long positive(long value, String what) {
            if (value <= 0) {
                throw new IllegalArgumentException(what + " must be positive, got " + value);
            }
            return value;
        }

        /**
         * Opens the sink. What lies unfinished is not touched yet.
         *
         * @return a new sink
         * @throws SinkException if the folder can't be written, or another sink has these files
         */
        public FileSink open() throws SinkException {
            try {
                disk.makeFolder(folder);
                return new FileSink(this, FileSet.lock(folder, name, disk));
            } catch (IOException failure) {
                throw new SinkException(SinkException.Remedy.STOP, "the files could not be opened", failure);
            }
        }
    }
}
