// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of files as they appear in a folder and its folders, as where a bucket is mirrored. One thread at a time; it
 * starts none: the folder is looked at when {@link #next} is called and {@link Builder#pollInterval} has passed.
 *
 * <p>Each file is read once, to its end. What makes a file is its key (its path below the folder), its size and its time: if
 * one of them changes it is read again from its beginning, which is logged and counted ({@link WatchStats#readAgain}). A file
 * may appear anywhere at any time, also in a folder of long ago. Of the files that are there the one that CloudTrail delivered
 * first, by its name, is read first.
 *
 * <p>A file is complete when {@link Builder#settling} passed between two looks that saw the same size and time. Names that
 * begin with {@code .} are passed over, those that end in {@code ~}, {@code .tmp}, {@code .temp}, {@code .part},
 * {@code .partial}, {@code .filepart}, {@code .crdownload}, {@code .swp}, {@code .lock}, or in a dot and eight hexadecimal
 * digits, as those that {@code aws s3 sync} has not finished. A copy that stalls for longer than that is read as far as it
 * goes, its end rejected as {@link RejectReason#TRUNCATED}, and read again when it went on; nothing is lost, and an
 * attributor knows the events that it was given before.
 *
 * <p>The position is the files that were read, by hashes, and how far in the others. {@link Builder#maximumRememberedFiles} of
 * them are remembered one by one, and beyond that the folders that are complete, the oldest first, by number, sum and
 * newest time: a file that appears there later is known to be new by its time. If its time is older than that, all of the
 * folder is read again. An empty folder is no end: {@link #isLive}. A file that cannot be read keeps no other back; it is tried
 * again at each look, logged and counted ({@link WatchStats#unreadable}), and {@link #isExpecting} says that it may still
 * come until it has failed {@value #ATTEMPTS_WAITED_FOR} times; then {@link #unread} tells of it, once unless it changes. A
 * folder that is missing at the first look is an error; one that cannot be looked at later is a {@link SourceException} that
 * a retry may help.
 */
public final class WatchedFolderSource implements ResumableSource {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolderSource.class);
    private static final String KIND = "a watched folder";
    private static final String HEAD = "watched-1";

    /** How many files are remembered that could be read in part. */
    private static final int MOST_PARTIAL = 1_000;

    /** How often a file is tried while somebody waits for it. */
    static final int ATTEMPTS_WAITED_FOR = 3;

    private final Path root;
    private final CloudTrailReader reader;
    private final InstantSource clock;
    private final Duration pollInterval;
    private final DoneFiles done;
    private final PendingFiles pending;
    private final Map<String, StreamPosition> partial = new TreeMap<>();
    private ReadStats finished = ReadStats.NONE;
    private @Nullable FileId file;
    private @Nullable StreamSource current;
    private @Nullable Instant lastLook;
    private long filesDone;
    private long readAgain;
    private long unreadable;
    private boolean begun;
    private boolean closed;

    /** Whether there was a look that saw the folder. */
    private boolean seen;

    /** Whether a file failed since {@link #next} was called: then the next look is for the next call. */
    private boolean failed;

    private WatchedFolderSource(Builder builder) {
        this.root = builder.folder;
        this.reader = builder.reader;
        this.clock = builder.clock;
        this.pollInterval = builder.pollInterval;
        this.done = new DoneFiles(builder.maximumRememberedFiles);
        this.pending = new PendingFiles(builder.settling);
    }

    /**
     * Starts a source.
     *
     * @param folder the folder; it has to be there when the first event is asked for
     * @param reader reads the files
     * @param clock the clock of the host, for the times between looks
     * @return a new builder
     */
    public static Builder builder(Path folder, CloudTrailReader reader, InstantSource clock) {
        return new Builder(folder, reader, clock);
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public boolean isExpecting() {
        return lastLook == null || current != null || pending.isExpecting();
    }

    @Override
    public List<UnreadFile> unread() {
        return pending.unread();
    }

    @Override
    public @Nullable EventPlace place() {
        return current == null ? null : current.place();
    }

    @Override
    public ReadStats stats() {
        return current == null ? finished : finished.plus(current.stats());
    }

    /**
     * What became of the files.
     *
     * @return the counts so far
     */
    public WatchStats watchStats() {
        return new WatchStats(filesDone, pending.size(), readAgain, unreadable);
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name() + " is closed");
        }
        begun = true;
        failed = false;
        while (current != null || open()) {
            CloudTrailEvent event = nextOfCurrent();
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    private @Nullable CloudTrailEvent nextOfCurrent() {
        StreamSource source = Objects.requireNonNull(current);
        FileId read = Objects.requireNonNull(file);
        try {
            CloudTrailEvent event = source.next();
            if (event == null) {
                close(source);
                done.add(read);
                filesDone++;
                pending.read(read);
                partial.remove(read.key());
            }
            return event;
        } catch (IOException failure) {
            setAside(read, source, failure);
            return null;
        }
    }

    private void setAside(FileId read, StreamSource source, IOException failure) {
        LOG.warn("A file could not be read to its end and is tried again: {}", failure.toString());
        StreamPosition reached = source.streamPosition();
        if (reached.records() > 0 && reached.stamp() != null && partial.size() < MOST_PARTIAL) {
            partial.put(read.key(), reached);
        }
        failed(read, source, failure);
    }

    private void failed(FileId read, StreamSource source, IOException failure) {
        unreadable++;
        failed = true;
        pending.failed(read, failure);
        try {
            if (source == current) {
                close(source);
            } else {
                source.close();
            }
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void close(StreamSource source) throws IOException {
        finished = finished.plus(source.stats());
        current = null;
        file = null;
        source.close();
    }

    /** Opens the next file that is complete, if there is one. */
    private boolean open() throws IOException {
        while (current == null) {
            FileId next = pending.poll();
            if (next != null) {
                open(next);
            } else if (failed || !look()) {
                return false;
            }
        }
        return true;
    }

    private void open(FileId next) {
        StreamSource source = reader.openFile(root.resolve(next.key()));
        StreamPosition reached = partial.get(next.key());
        try {
            if (!Stamp.of(root.resolve(next.key())).equals(next.stamp())) {
                source.close();
                return;
            }
            boolean again = done.hasOther(next);
            if (reached != null && next.stamp().equals(reached.stamp())) {
                source.resume(reached);
            } else {
                again |= reached != null;
            }
            if (again) {
                readAgain++;
                LOG.warn("A file has changed after it was read, and is read again; {} did so far", readAgain);
            }
            current = source;
            file = next;
        } catch (IOException failure) {
            LOG.warn("A file could not be opened and is tried again: {}", failure.toString());
            if (failure instanceof PositionLostException) {
                partial.remove(next.key());
            }
            failed(next, source, failure);
        }
    }

    /** Looks for files; says whether some can be read. */
    private boolean look() throws IOException {
        Instant now = clock.instant();
        if (lastLook != null && !now.isBefore(lastLook) && now.isBefore(lastLook.plus(pollInterval))) {
            return false;
        }
        FolderScan scan = scan();
        lastLook = now;
        done.makeRoom(scan.folders(), scan.complete());
        pending.found(scan.fresh(), now);
        return pending.hasReady();
    }

    private FolderScan scan() throws IOException {
        try {
            FolderScan scan = FolderScan.of(root, done);
            seen = true;
            return scan;
        } catch (IOException failure) {
            lastLook = null;
            if (!seen) {
                throw failure;
            }
            throw new SourceException(
                    SourceException.Remedy.RETRY, "the watched folder cannot be looked at: " + failure, failure);
        }
    }

    @Override
    public SourcePosition position() {
        var text = new StringBuilder(HEAD).append('\n');
        Map<String, StreamPosition> parts = new TreeMap<>(partial);
        if (current != null && file != null && current.streamPosition().stamp() != null) {
            parts.put(file.key(), current.streamPosition());
        }
        text.append(parts.size()).append('\n');
        parts.forEach((key, reached) -> text.append(PositionText.word(key))
                .append(' ')
                .append(reached.text())
                .append('\n'));
        done.writeTo(text);
        return new SourcePosition(text.toString());
    }

    @Override
    public void resume(SourcePosition position) throws IOException {
        if (begun || closed) {
            throw new IllegalStateException(name() + " was read already");
        }
        begun = true;
        List<String> lines = new ArrayList<>(position.text().lines().toList());
        if (lines.size() < 2 || !lines.get(0).equals(HEAD)) {
            throw PositionText.foreign(KIND);
        }
        long parts = PositionText.number(lines.get(1), KIND);
        for (String line : lines.subList(2, lines.size())) {
            if (partial.size() < parts) {
                String[] words = line.split(" ", 2);
                partial.put(PositionText.unword(words[0], KIND), StreamPosition.parse(words[words.length - 1]));
            } else {
                done.read(line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (current != null) {
            close(current);
        }
    }

    /** Collects the settings of a {@link WatchedFolderSource}. Not thread safe. */
    public static final class Builder {
        /** The default of {@link #pollInterval}. */
        public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(5);

        /** The default of {@link #settling}. */
        public static final Duration DEFAULT_SETTLING = Duration.ofSeconds(5);

        /** The default of {@link #maximumRememberedFiles}: some 20 MB of memory, 7 MB of a checkpoint. */
        public static final int DEFAULT_MAXIMUM_REMEMBERED_FILES = 200_000;

        private final Path folder;
        private final CloudTrailReader reader;
        private final InstantSource clock;
        private Duration pollInterval = DEFAULT_POLL_INTERVAL;
        private Duration settling = DEFAULT_SETTLING;
        private int maximumRememberedFiles = DEFAULT_MAXIMUM_REMEMBERED_FILES;

        private Builder(Path folder, CloudTrailReader reader, InstantSource clock) {
            this.folder = Objects.requireNonNull(folder, "folder");
            this.reader = Objects.requireNonNull(reader, "reader");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * How long to wait between two looks. Default: 5 seconds.
         *
         * @param value the interval, not negative
         * @return this builder
         * @throws IllegalArgumentException if negative
         */
        public Builder pollInterval(Duration value) {
            pollInterval = notNegative(value, "poll interval");
            return this;
        }

        /**
         * How long a file has to keep its size and time to be complete. Default: 5 seconds. Zero takes each file for complete
         * as soon as it is seen, for folders into which files are only moved.
         *
         * @param value the time, not negative
         * @return this builder
         * @throws IllegalArgumentException if negative
         */
        public Builder settling(Duration value) {
            settling = notNegative(value, "settling");
            return this;
        }

        /**
         * How many files are remembered one by one. Default: {@value #DEFAULT_MAXIMUM_REMEMBERED_FILES}. Folders that are
         * not complete may make it more.
         *
         * @param value the bound, not negative
         * @return this builder
         * @throws IllegalArgumentException if negative
         */
        public Builder maximumRememberedFiles(int value) {
            if (value < 0) {
                throw new IllegalArgumentException("maximum remembered files must not be negative, got " + value);
            }
            maximumRememberedFiles = value;
            return this;
        }

        private static Duration notNegative(Duration value, String what) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(what + " must not be negative, got " + value);
            }
            return value;
        }

        /**
         * Makes the source. Nothing is looked at yet.
         *
         * @return a new source
         */
        public WatchedFolderSource build() {
            return new WatchedFolderSource(this);
        }
    }
}
