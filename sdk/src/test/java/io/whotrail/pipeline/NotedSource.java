// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.source.UnreadFile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source that tells where it is resumed. */
class NotedSource implements ResumableSource {
    private final ResumableSource source;
    private final Consumer<SourcePosition> resumed;

    NotedSource(ResumableSource source, Consumer<SourcePosition> resumed) {
        this.source = source;
        this.resumed = resumed;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        return source.next();
    }

    @Override
    public boolean isLive() {
        return source.isLive();
    }

    @Override
    public boolean isExpecting() {
        return source.isExpecting();
    }

    @Override
    public List<UnreadFile> unread() {
        return source.unread();
    }

    @Override
    public ReadStats stats() {
        return source.stats();
    }

    @Override
    public SourcePosition position() {
        return source.position();
    }

    @Override
    public void resume(SourcePosition position) throws IOException {
        resumed.accept(position);
        source.resume(position);
    }

    @Override
    public void acknowledge(SourcePosition position) throws IOException {
        source.acknowledge(position);
    }

    @Override
    public Optional<Instant> watermark() {
        return source.watermark();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
