// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The events of several files, one file after the other. For one thread. */
final class FolderSource implements ResumableSource {
    private static final String KIND = "a folder";
    private static final String HEAD = "folder-1";

    private final Path folder;
    private final List<Path> files;
    private final Function<Path, StreamSource> opener;
    private ReadStats finished = ReadStats.NONE;
    private @Nullable StreamSource current;
    private boolean closed;

    /** How many files were begun, and what those that are done sum up to. */
    private int begun;

    private long done;

    FolderSource(Path folder, List<Path> files, Function<Path, StreamSource> opener) {
        this.folder = folder;
        this.files = files;
        this.opener = opener;
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public @Nullable EventPlace place() {
        return current == null ? null : current.place();
    }

    @Override
    public ReadStats stats() {
        return current == null ? finished : finished.plus(current.stats());
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name() + " is closed");
        }
        while (current != null || begun < files.size()) {
            if (current == null) {
                current = opener.apply(files.get(begun++));
            }
            CloudTrailEvent event = nextOfCurrent(current);
            if (event != null) {
                return event;
            }
            finishCurrent();
        }
        return null;
    }

    private @Nullable CloudTrailEvent nextOfCurrent(EventSource source) throws IOException {
        try {
            return source.next();
        } catch (IOException failed) {
            try {
                finishCurrent();
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private void finishCurrent() throws IOException {
        StreamSource file = current;
        if (file != null) {
            done += FileId.hash(key(begun - 1), file.streamPosition().stamp());
        }
        closeCurrent();
    }

    private void closeCurrent() throws IOException {
        EventSource file = current;
        current = null;
        if (file != null) {
            finished = finished.plus(file.stats());
            file.close();
        }
    }

    private String key(int file) {
        return FileId.key(folder, files.get(file));
    }

    @Override
    public SourcePosition position() {
        int whole = current == null ? begun : begun - 1;
        String head = String.format(Locale.ROOT, "%s %d %x", HEAD, whole, done);
        return new SourcePosition(
                current == null
                        ? head
                        : head
                                + ' '
                                + PositionText.word(key(whole))
                                + ' '
                                + current.position().text());
    }

    @Override
    public void resume(SourcePosition position) throws IOException {
        if (begun > 0 || closed) {
            throw new IllegalStateException(name() + " was read already");
        }
        String[] words = position.text().split(" ", 5);
        if (words.length < 3 || words.length == 4 || !words[0].equals(HEAD)) {
            throw PositionText.foreign(KIND);
        }
        long whole = PositionText.number(words[1], KIND);
        while (begun < whole && begun < files.size()) {
            done += FileId.hash(key(begun), stampOf(files.get(begun)));
            begun++;
        }
        if (begun != whole || done != PositionText.hexadecimal(words[2], KIND)) {
            throw new PositionLostException(name() + ": the files that were read are not the same any more");
        }
        if (words.length == 5) {
            resumeCurrent(PositionText.unword(words[3], KIND), new SourcePosition(words[4]));
        }
    }

    private static @Nullable Stamp stampOf(Path file) {
        try {
            return Stamp.of(file);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private void resumeCurrent(String key, SourcePosition position) throws IOException {
        if (begun == files.size() || !key(begun).equals(key)) {
            throw new PositionLostException(name() + ": the file that was being read is not there any more");
        }
        current = opener.apply(files.get(begun++));
        current.resume(position);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeCurrent();
    }
}
