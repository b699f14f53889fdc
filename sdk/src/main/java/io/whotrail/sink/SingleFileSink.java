// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.disk.Disk;
import io.whotrail.disk.Growing;
import io.whotrail.disk.NumberedLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to one file that never ends, for whoever reads on as it grows. One thread at a time. {@code FILE.lock} keeps other
 * sinks away.
 *
 * <p>{@link #flush} makes all lines durable. A batch that could not be written, as where the disk is full, is taken back whole
 * and can be given again ({@link SinkException.Remedy#RETRY}). What a process that died left behind is dealt with before the first
 * batch or flush: with {@link #resume} the file is cut to the mark, and lines after it are gone, also those that somebody has read
 * already; without, it is cut after its last whole line.
 */
public final class SingleFileSink implements ResumableSink {
    private final Path file;
    private final Disk disk;
    private final NumberedLock lock;
    private final Growing growing;
    private final LineBuffer lines;
    private long length;
    private long durable;
    private boolean nameIsDurable;
    private boolean recovered;
    private boolean broken;
    private boolean closed;

    private SingleFileSink(Path file, LineFormat format, Disk disk, NumberedLock lock, Growing growing)
            throws IOException {
        this.file = file;
        this.disk = disk;
        this.lock = lock;
        this.growing = growing;
        this.lines = new LineBuffer(format);
        this.length = disk.wholeLines(file);
    }

    /**
     * Opens a file, or makes it and its folder. What is in it is not touched yet.
     *
     * @param file the file
     * @param format how lines are written
     * @return a new sink
     * @throws SinkException if it can't be written, or another sink has it
     */
    public static SingleFileSink open(Path file, LineFormat format) throws SinkException {
        return open(file, format, new Disk());
    }

    static SingleFileSink open(Path given, LineFormat format, Disk disk) throws SinkException {
        Path file = given.toAbsolutePath();
        try {
            Path folder = file.getParent();
            if (folder != null) {
                disk.makeFolder(folder);
            }
            NumberedLock lock = disk.lock(file.resolveSibling(file.getFileName() + ".lock"));
            if (lock == null) {
                throw new IOException("another sink writes this file");
            }
            try {
                return open(file, format, disk, lock);
            } catch (IOException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new SinkException(SinkException.Remedy.STOP, "the file could not be opened", failure);
        }
    }

    private static SingleFileSink open(Path file, LineFormat format, Disk disk, NumberedLock lock) throws IOException {
        Growing growing = disk.extend(file);
        try {
            return new SingleFileSink(file, format, disk, lock, growing);
        } catch (IOException failure) {
            growing.close();
            throw failure;
        }
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        requireUsable();
        if (batch.isEmpty()) {
            return;
        }
        recover(null);
        lines.set(batch);
        try {
            lines.writeTo(growing);
            length += lines.size();
        } catch (IOException failure) {
            takeBack(failure);
            throw new SinkException(SinkException.Remedy.RETRY, "a batch could not be written", failure);
        }
    }

    private void takeBack(IOException failure) throws SinkException {
        try {
            growing.cut(length);
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
            throw stop("a batch was written in part", failure);
        }
    }

    @Override
    public void flush() throws SinkException {
        requireUsable();
        recover(null);
        try {
            growing.force();
            Path folder = file.getParent();
            if (!nameIsDurable && folder != null) {
                disk.forceFolder(folder);
                nameIsDurable = true;
            }
            durable = length;
        } catch (IOException failure) {
            throw stop("lines could not be made durable", failure);
        }
    }

    @Override
    public String mark() {
        return Long.toString(durable);
    }

    @Override
    public void resume(String mark) throws SinkException {
        requireUsable();
        if (recovered) {
            throw new SinkException(SinkException.Remedy.STOP, "something was written or flushed already");
        }
        if (!mark.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("a mark is a number, got another text");
        }
        recover(Long.valueOf(mark));
    }

    private void recover(@Nullable Long to) throws SinkException {
        if (recovered) {
            return;
        }
        if (to != null && to > length) {
            throw stop("the file is shorter than its mark, " + to + " bytes", null);
        }
        try {
            length = to == null ? length : to;
            growing.cut(length);
            durable = length;
            recovered = true;
        } catch (IOException failure) {
            throw stop("what was left unfinished could not be cut", failure);
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

    private SinkException stop(String what, @Nullable IOException failure) {
        broken = true;
        return new SinkException(SinkException.Remedy.STOP, what, failure);
    }

    /** Leaves the file as it is, for the next sink to cut it to its mark. */
    @Override
    public void abandon() throws SinkException {
        broken = true;
        close();
    }

    @Override
    public void close() throws SinkException {
        if (closed) {
            return;
        }
        try {
            if (!broken) {
                flush();
            }
        } finally {
            closed = true;
            release();
        }
    }

    private void release() throws SinkException {
        try (lock) {
            growing.close();
        } catch (IOException failure) {
            throw stop("the file could not be closed", failure);
        }
    }
}
