// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The events of one stream of bytes. For one thread. */
final class StreamSource implements ResumableSource {
    /* Documents in documents, as a stack: a record that is an envelope pushes what it holds, and what holds nothing
     * more is popped. Whatever is seen ends in exactly one of four ways: event, reject, passed over, or unwrapped;
     * the first three are counted, and an unwrapped one counts by what is in it. */

    /** Opens the bytes when the first event is asked for. */
    interface Opener {
        InputStream open() throws IOException;

        /** Releases what there is if it was never opened, or not with success. */
        default void close() throws IOException {}

        /** Whether all bytes are there already, so that nobody waits for any. */
        default boolean isAtHand() {
            return false;
        }

        /** What tells this content from another; {@code null} where nothing does. */
        default @Nullable Stamp stamp() throws IOException {
            return null;
        }
    }

    /** Opens a file. */
    record OfFile(Path file) implements Opener {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public boolean isAtHand() {
            return Files.isRegularFile(file);
        }

        @Override
        public Stamp stamp() throws IOException {
            return Stamp.of(file);
        }
    }

    /** The reader's sum is brought up to date as often as this many records. */
    private static final int PUBLISHED_EVERY = 1 << 10;

    private final String name;
    private final Opener opener;
    private final ReaderShared shared;
    private final ReadLimits limits;
    private final EventParser parser;
    private final SelectiveParser selective;
    private final Buffers buffers;
    private final ReadCounters counters = new ReadCounters();
    private final ArrayDeque<Document> documents = new ArrayDeque<>();
    private final ArrayDeque<Damage> damages = new ArrayDeque<>();
    private final Budget budget;
    private final Document.Opening opening;
    private ReadStats published = ReadStats.NONE;
    private @Nullable InputStream in;
    private @Nullable Stamp stamp;
    private @Nullable CloudTrailEvent last;

    /** How many records lie before the position that reading resumed from. */
    private long before;

    /** How many records lie before the end of the last call that did not fail; -1 if none has failed. */
    private long beforeFailure = -1;

    private boolean skipping;

    /** Whether the last call gave an event. */
    private boolean given;

    private boolean inText;
    private boolean ended;
    private boolean closed;

    StreamSource(String name, Opener opener, ReaderShared shared) {
        this.name = name;
        this.opener = opener;
        this.shared = shared;
        this.limits = shared.syntax().limits();
        this.parser = shared.newParser();
        this.selective = shared.takeParser();
        this.buffers = shared.takeBuffers();
        this.budget = new Budget(limits.maximumSourceBytes(), counters, damages::add);
        this.opening = new Document.Opening(
                shared.syntax(), selective, budget, shared.inflaters(), counters, damages::add, buffers);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ReadStats stats() {
        return published.plus(counters.snapshot());
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name + " is closed");
        }
        long from = seen();
        given = false;
        try {
            if (in == null && !ended) {
                stamp = opener.stamp();
                in = new CountingInput(opener.open(), counters);
                documents.push(opening.source(in, opener.isAtHand()));
            }
            CloudTrailEvent event = null;
            while (event == null && !ended) {
                event = step(documents.element());
            }
            if (!skipping && (ended || counters.records >= PUBLISHED_EVERY)) {
                publish();
            }
            last = event == null ? last : event;
            given = event != null && !skipping;
            return event;
        } catch (IOException failed) {
            ended = true;
            beforeFailure = from;
            publish();
            throw failed;
        }
    }

    @Override
    public @Nullable EventPlace place() {
        if (!given) {
            return null;
        }
        Document document = documents.element();
        long offset = document.offsetOutside(document.framer.offset());
        return new EventPlace(name, documents.getLast().memberAt(offset), offset, document.framer.path());
    }

    @Override
    public SourcePosition position() {
        return new SourcePosition(streamPosition().text());
    }

    StreamPosition streamPosition() {
        return new StreamPosition(beforeFailure < 0 ? seen() : beforeFailure, StreamPosition.hash(last), stamp);
    }

    private long seen() {
        return before + published.records() + counters.records;
    }

    @Override
    public void resume(SourcePosition position) throws IOException {
        resume(StreamPosition.parse(position.text()));
    }

    /* What is compressed can't be begun in its middle. The same bytes give the same records, so those before the position are
     * read again, and counted out. */
    void resume(StreamPosition to) throws IOException {
        if (in != null || ended) {
            throw new IllegalStateException(name + " was read already");
        }
        if (to.stamp() != null && !to.stamp().equals(opener.stamp())) {
            throw new PositionLostException(name + " has changed since it was read: its size or time is another");
        }
        skipping = true;
        boolean more = true;
        while (more && counters.records < to.records()) {
            more = next() != null;
        }
        skipping = false;
        if (counters.records != to.records() || StreamPosition.hash(last) != to.last()) {
            throw new PositionLostException(name + " has changed since it was read: it holds other events");
        }
        before = counters.records;
        counters.reset();
    }

    private void publish() {
        ReadStats recent = counters.snapshot();
        counters.reset();
        published = published.plus(recent);
        shared.add(recent);
    }

    private @Nullable CloudTrailEvent step(Document document) throws IOException {
        Framer.Kind kind = document.framer.next();
        while (!damages.isEmpty() && isPassed(damages.element(), document.framer)) {
            damaged(document, damages.remove());
        }
        boolean goesOn = inText;
        inText = false;
        switch (kind) {
            case RECORD -> {
                return record(document);
            }
            case BROKEN -> broken(document);
            case TEXT -> text(document, goesOn);
            case DIGEST -> passOver(PassedOver.DIGEST);
            case END -> end(document);
        }
        return null;
    }

    /** Damage shows as soon as it is read, and is told when its turn comes. */
    private static boolean isPassed(Damage damage, Framer framer) {
        return !damage.last() && framer.offset() >= damage.offset();
    }

    private @Nullable CloudTrailEvent record(Document document) throws IOException {
        Framer framer = document.framer;
        try {
            CloudTrailEvent event = framer.event();
            event = event != null ? event : parse(framer, document.window.bytes, framer.from(), framer.to());
            if (event != null) {
                counters.records++;
                counters.events++;
            } else {
                unwrap(document, Envelopes.unwrap(document.window.bytes, framer.from(), framer.to()));
            }
            return event;
        } catch (MalformedRecord bad) {
            if (bad.reason == RejectReason.MALFORMED_JSON) {
                framer.isBroken(framer.from() + bad.offset);
            }
            String path = framer.path() + bad.path;
            String hash = Fingerprint.ofBytes(document.window.bytes, framer.from(), framer.to());
            String shape = shared.shape(document.window.bytes, framer.from(), framer.to());
            reject(document, framer.offset(), path, bad.reason, bad.problem, "record skipped", hash, shape);
            return null;
        }
    }

    private @Nullable CloudTrailEvent parse(Framer framer, byte[] bytes, int from, int to) throws MalformedRecord {
        int invalid = Utf8.firstInvalid(bytes, from, to);
        if (invalid >= 0) {
            String problem = "has bytes that are not UTF-8 at byte " + (invalid - from) + " of the record";
            throw new MalformedRecord(RejectReason.INVALID_UTF8, "", invalid - from, problem);
        }
        CloudTrailEvent event = null;
        if (bytes[from] == '{') {
            event = parser.parse(bytes, from, to);
        } else {
            shared.syntax().check(bytes, from, to);
        }
        MalformedRecord breach = framer.breach(event != null);
        if (breach != null) {
            throw breach;
        }
        return event;
    }

    private void unwrap(Document document, Unwrapped unwrapped) throws IOException, MalformedRecord {
        if (unwrapped instanceof Unwrapped.Known known) {
            passOver(known.kind());
        } else if (unwrapped instanceof Unwrapped.Payload payload) {
            if (documents.size() > limits.maximumUnwrapDepth()) {
                String problem = MalformedRecord.breach(
                        "is packed in more envelopes", limits.maximumUnwrapDepth(), "maximumUnwrapDepth");
                throw new MalformedRecord(RejectReason.UNWRAP_TOO_DEEP, payload.path(), 0, problem);
            }
            charge(payload);
            Framer framer = document.framer;
            documents.push(
                    opening.payload(payload, framer.path() + payload.path(), document.offsetOutside(framer.offset())));
        }
    }

    private void charge(Unwrapped.Payload payload) {
        int length = payload.copied() ? payload.to() - payload.from() : 0;
        if (budget.allow(length) < length) {
            budget.overdraw();
        } else {
            budget.spend(length);
        }
    }

    private void broken(Document document) {
        Framer framer = document.framer;
        boolean cut = framer.reason() == RejectReason.TRUNCATED;
        while (cut && !damages.isEmpty() && !damages.element().last()) {
            damaged(document, damages.remove());
        }
        Damage damage = cut ? damages.poll() : null;
        if (damage != null) {
            reject(document, document.path, damage.reason(), damage.problem(), "reading ends here");
        } else {
            boolean goesOn =
                    framer.reason() != RejectReason.TRUNCATED && framer.reason() != RejectReason.STRUCTURE_LOST;
            String outcome = goesOn ? "record skipped" : "reading ends here";
            reject(document, framer.path(), framer.reason(), framer.problem(), outcome);
        }
    }

    /** A line of text: known, or the first of some lines that are rejected as one. */
    private void text(Document document, boolean goesOn) {
        Framer framer = document.framer;
        PassedOver known = KnownLine.kind(document.window.bytes, framer.from(), framer.to());
        if (known != null) {
            passOver(known);
        } else {
            inText = true;
            if (!goesOn) {
                reject(document, framer.path(), RejectReason.MALFORMED_JSON, Framer.TEXT, "text skipped");
            }
        }
    }

    private void end(Document document) throws IOException {
        boolean empty = !document.framer.anything() && damages.isEmpty();
        while (!damages.isEmpty()) {
            damaged(document, damages.remove());
        }
        if (empty) {
            passOver(PassedOver.EMPTY);
        }
        if (documents.size() == 1) {
            ended = true;
        } else {
            documents.remove().close();
        }
    }

    private void damaged(Document document, Damage damage) {
        reject(
                document,
                damage.offset(),
                document.path,
                damage.reason(),
                damage.problem(),
                damage.last() ? "reading ends here" : "reading goes on",
                null,
                null);
    }

    private void passOver(PassedOver kind) {
        counters.records++;
        counters.passOver(kind);
    }

    private void reject(Document document, String path, RejectReason reason, String problem, String outcome) {
        reject(document, document.framer.offset(), path, reason, problem, outcome, null, null);
    }

    private void reject(
            Document document,
            long offsetInside,
            String path,
            RejectReason reason,
            String problem,
            String outcome,
            @Nullable String hash,
            @Nullable String shape) {
        long offset = document.offsetOutside(offsetInside);
        long index = seen();
        Integer member = documents.getLast().memberAt(offset);
        counters.records++;
        counters.reject(reason);
        if (skipping) {
            return;
        }
        shared.rejected(new RejectedRecord(
                name,
                member,
                offset,
                index,
                path,
                reason,
                hash,
                RejectedRecord.sentence(reason, path, problem, offset, outcome),
                shape));
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        given = false;
        shared.giveBack(selective);
        publish();
        while (documents.size() > 1) {
            documents.remove().close();
        }
        if (!documents.isEmpty()) {
            documents.remove().close();
        } else {
            opener.close();
        }
        shared.giveBack(buffers);
    }
}
