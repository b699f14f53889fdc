// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.gzip.Reads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * One document that is being read: a source itself, or what an envelope in another document holds. It knows what its
 * bytes are by their first ones, and undoes gzip.
 */
final class Document {
    final Window window;
    final Framer framer;
    final String path;

    /** Where it lies in the outermost document, -1 if it is that. */
    private final long outerOffset;

    private final byte @Nullable [] copy;
    private final @Nullable GzipMembers members;

    private Document(
            Window window,
            Opening opening,
            String path,
            long outerOffset,
            byte @Nullable [] copy,
            @Nullable GzipMembers members) {
        this.window = window;
        this.framer = new Framer(window, opening.syntax, opening.parser, path);
        this.path = path;
        this.outerOffset = outerOffset;
        this.copy = copy;
        this.members = members;
    }

    /** What a document is opened with. */
    record Opening(
            JsonSyntax syntax,
            SelectiveParser parser,
            Budget budget,
            Supplier<? extends Inflater> inflaters,
            ReadCounters counters,
            Consumer<Damage> listener,
            Buffers buffers) {
        /**
         * Opens a source.
         *
         * @param atHand whether nobody waits for any of its bytes
         */
        Document source(InputStream in, boolean atHand) throws IOException {
            return stream(in, atHand, "$", -1, null);
        }

        /** Opens what an envelope holds. */
        Document payload(Unwrapped.Payload payload, String path, long outerOffset) throws IOException {
            byte[] bytes = payload.bytes();
            byte[] copy = payload.copied() ? bytes : null;
            Signature signature = Signature.of(bytes, payload.from(), payload.to());
            if (signature != null) {
                InputStream in = new ByteArrayInputStream(bytes, payload.from(), payload.to() - payload.from());
                return stream(in, true, path, outerOffset, copy);
            }
            Window window = new Window(bytes, payload.from(), payload.to());
            return new Document(window, this, path, outerOffset, copy, null);
        }

        private Document stream(
                InputStream source, boolean atHand, String path, long outerOffset, byte @Nullable [] copy)
                throws IOException {
            InputStream in = source;
            GzipMembers members = null;
            for (int layer = 0; ; layer++) {
                byte[] head = new byte[Signature.BYTES];
                int length = Reads.fully(in, head);
                Signature signature = Signature.of(head, 0, length);
                PushbackInputStream whole = new PushbackInputStream(in, Signature.BYTES);
                whole.unread(head, 0, length);
                if (signature == Signature.GZIP && layer < syntax.limits().maximumUnwrapDepth()) {
                    members = new GzipMembers(whole, syntax.limits(), inflaters.get(), listener, counters, buffers);
                    in = members;
                    continue;
                }
                // What is wrong with compressed bytes shows as they are read, and is told in its turn.
                boolean ahead = atHand && members == null;
                return document(whole, ahead, signature, path, outerOffset, copy, members);
            }
        }

        private Document document(
                InputStream in,
                boolean ahead,
                @Nullable Signature signature,
                String path,
                long outerOffset,
                byte @Nullable [] copy,
                @Nullable GzipMembers members)
                throws IOException {
            Window window;
            if (signature == null) {
                window = new Window(in, syntax.limits().maximumRecordBytes(), budget, buffers, ahead);
            } else {
                listener.accept(damage(signature, syntax.limits()));
                in.close();
                window = new Window(new byte[0], 0, 0);
            }
            return new Document(window, this, path, outerOffset, copy, members);
        }

        private static Damage damage(Signature signature, ReadLimits limits) {
            RejectReason reason = signature.reason;
            if (reason == null) {
                String problem = MalformedRecord.breach(
                        "is packed by gzip more often", limits.maximumUnwrapDepth(), "maximumUnwrapDepth");
                return new Damage(RejectReason.UNWRAP_TOO_DEEP, problem, 0, true);
            }
            return new Damage(reason, signature.problem(), 0, true);
        }
    }

    /** The offset in the outermost document of something in this one. */
    long offsetOutside(long offset) {
        return outerOffset >= 0 ? outerOffset : offset;
    }

    /** The gzip member that something at an offset came from, {@code null} where there is no gzip. */
    @Nullable
    Integer memberAt(long offset) {
        return members == null ? null : Integer.valueOf(members.memberAt(offset));
    }

    void close() throws IOException {
        window.close();
        if (copy != null) {
            Arrays.fill(copy, (byte) 0);
        }
    }
}
