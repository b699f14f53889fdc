// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventPlace;
import io.whotrail.source.PositionLostException;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads objects one after the other, and says what became of each. For one thread. */
final class ObjectReading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectReading.class);

    /** Who is told that an object is done with. Where one of these fails it is called again for the same object. */
    interface Owner {
        /** S3 gave it; what it holds is to be seen. */
        default void given(LogObject object) {}

        /** All its events were given. */
        void read(LogObject object) throws IOException;

        /** It holds none, and never will. */
        void poisoned(LogObject object, Poison reason) throws IOException;

        /** It may not be read now. */
        void refused(LogObject object, String why) throws IOException;
    }

    private final CloudTrailReader reader;
    private final Downloads downloads;
    private final Owner owner;

    /** How far objects were read that are not read to their end, by their ids. */
    private final Map<String, String> parts = new TreeMap<>();

    private ReadStats finished = ReadStats.NONE;
    private @Nullable ResumableSource current;

    ObjectReading(CloudTrailReader reader, Downloads downloads, Owner owner) {
        this.reader = reader;
        this.downloads = downloads;
        this.owner = owner;
    }

    /** Whether an object is being read: then {@link #next} neither waits nor asks for another. */
    boolean isReading() {
        return current != null;
    }

    /** Reads the next event of the object whose turn it is; {@code null} where it ends. */
    @Nullable
    CloudTrailEvent next() throws IOException {
        LogObject object = downloads.first();
        ResumableSource source = current == null ? open(object) : current;
        if (source == null) {
            downloads.removeFirst();
            return null;
        }
        CloudTrailEvent event = source.next();
        if (event == null) {
            end(object, source);
        }
        return event;
    }

    private @Nullable ResumableSource open(LogObject object) throws IOException {
        Downloads.Got got = downloads.awaitFirst();
        if (got instanceof Downloads.Got.Refused refused) {
            owner.refused(object, refused.why());
        } else if (got instanceof Downloads.Got.Unfit unfit) {
            owner.poisoned(object, unfit.reason());
        } else if (got instanceof Downloads.Got.Content content) {
            owner.given(object);
            if (content.isGzip()) {
                current = open(object, content);
                return current;
            }
            owner.poisoned(object, Poison.NOT_GZIP);
        }
        return null;
    }

    private ResumableSource open(LogObject object, Downloads.Got.Content content) throws IOException {
        String part = parts.get(object.id());
        if (part != null) {
            ResumableSource source = reader.open(content.stream(), object.uri());
            try {
                source.resume(new SourcePosition(part));
                return source;
            } catch (PositionLostException changed) {
                LOG.warn("{} has changed since it was read in part, and is read from its beginning", object.uri());
                source.close();
            }
        }
        return reader.open(content.stream(), object.uri());
    }

    private void end(LogObject object, ResumableSource source) throws IOException {
        ReadStats stats = source.stats();
        if (stats.events() == 0 && stats.rejected() > 0 && !parts.containsKey(object.id())) {
            owner.poisoned(object, Poison.NOT_CLOUDTRAIL);
        } else {
            owner.read(object);
        }
        source.close();
        finished = finished.plus(source.stats());
        current = null;
        parts.remove(object.id());
        downloads.removeFirst();
    }

    /** Where the event lies that was given last. */
    @Nullable
    EventPlace place() {
        return current == null ? null : current.place();
    }

    ReadStats stats() {
        return current == null ? finished : finished.plus(current.stats());
    }

    /** How far objects were read that are not read to their end, by their ids. */
    Map<String, String> parts() {
        var all = new TreeMap<>(parts);
        if (current != null) {
            all.put(downloads.first().id(), current.position().text());
        }
        return all;
    }

    /** Goes on in the middle of an object, when its turn comes. */
    void resume(String id, String part) {
        parts.put(id, part);
    }

    @Override
    public void close() throws IOException {
        downloads.close();
        if (current != null) {
            finished = stats();
            current.close();
            current = null;
        }
    }
}
