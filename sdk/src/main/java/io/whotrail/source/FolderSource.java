// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The events of several files, one file after the other. For one thread. */
final class FolderSource implements EventSource {
    private final String name;
    private final Iterator<Path> files;
    private final Function<Path, EventSource> opener;
    private ReadStats finished = ReadStats.NONE;
    private @Nullable EventSource current;
    private boolean closed;

    FolderSource(String name, List<Path> files, Function<Path, EventSource> opener) {
        this.name = name;
        this.files = files.iterator();
        this.opener = opener;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ReadStats stats() {
        return current == null ? finished : finished.plus(current.stats());
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name + " is closed");
        }
        while (current != null || files.hasNext()) {
            if (current == null) {
                current = opener.apply(files.next());
            }
            CloudTrailEvent event = nextOfCurrent(current);
            if (event != null) {
                return event;
            }
            closeCurrent();
        }
        return null;
    }

    private @Nullable CloudTrailEvent nextOfCurrent(EventSource source) throws IOException {
        try {
            return source.next();
        } catch (IOException failed) {
            try {
                closeCurrent();
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private void closeCurrent() throws IOException {
        EventSource done = current;
        current = null;
        if (done != null) {
            finished = finished.plus(done.stats());
            done.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeCurrent();
    }
}
