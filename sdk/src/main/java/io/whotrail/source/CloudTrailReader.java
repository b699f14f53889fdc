// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Inflater;

/**
 * Reads CloudTrail events, whatever they are wrapped in.
 *
 * <p>What is there is told by the bytes, never by a name: gzip (any number of members) or not; S3 log files, arrays,
 * NDJSON and JSON one after the other, single events; EventBridge, CloudWatch Logs, Kinesis, Firehose, SQS and SNS;
 * {@code lookup-events}, CloudTrail Lake and {@code auditEvents}; exports of Elastic and Splunk; and these packed
 * inside each other. Digests, Insights, notices of S3 and SNS and control messages are known and passed over.
 *
 * <p>A record is an event if it has an {@code eventName} and one of {@code eventSource}, {@code eventVersion} and
 * {@code userIdentity}. One without {@code eventID} is given {@code sha256:} and the first 32 hexadecimal digits of the
 * SHA-256 of its canonical form: the same content has the same id, in whatever order and spacing it is written. The
 * canonical form follows RFC 8785, with numbers as written and without the members that hold secrets.
 *
 * <p>Secrets (session tokens, assertions, passwords) are skipped unread; the bytes they lay in are overwritten once the
 * record is done with.
 *
 * <p>One bad record never costs another: it becomes a {@link RejectedRecord} and reading goes on. Memory does not
 * grow with the size of a source, but with the largest record in it, up to {@link ReadLimits#maximumRecordBytes} for
 * each envelope that is open.
 *
 * <pre>{@code
 * CloudTrailReader reader =
 *         CloudTrailReader.builder().rejected(System.err::println).build();
 * try (EventSource source = reader.open(Path.of("trail.json.gz"))) {
 *     for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
 *         System.out.println(event.eventTime() + " " + event.eventName());
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable but for the sum of its counts, and safe for use by any number of threads; each source that it opens is
 * for one thread at a time.
 */
public final class CloudTrailReader {
    private final ReaderShared shared;

    private CloudTrailReader(Builder builder) {
        this.shared = new ReaderShared(
                builder.limits, builder.inputTrust, builder.inflaters, builder.rejected, builder.shapes);
    }

    /**
     * A reader with the default limits that counts rejected records and tells nobody.
     *
     * @return a new reader
     */
    public static CloudTrailReader create() {
        return builder().build();
    }

    /**
     * Starts a reader.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a stream. It is read as its events are asked for, and closed with the source.
     *
     * <p>Its position is the number of records before it. To resume, the same bytes have to be given from their beginning; if
     * the last event before the position is another one, the position is lost.
     *
     * @param in the bytes
     * @param name what rejected records call it
     * @return the events of the stream
     * @throws IllegalArgumentException if the name is empty
     */
    public ResumableSource open(InputStream in, String name) {
        Objects.requireNonNull(in, "in");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a source needs a name, got an empty one");
        }
        return new StreamSource(name, new Given(in), shared);
    }

    /**
     * Opens a file. The file itself is opened when the first event is asked for.
     *
     * <p>Its position is the number of records before it, with the size and the time of the file. If one of these is another,
     * or the last event before the position, the position is lost.
     *
     * @param file a file
     * @return the events of the file
     */
    public ResumableSource open(Path file) {
        Objects.requireNonNull(file, "file");
        return openFile(file);
    }

    /**
     * Opens a file, or all files of a folder and its folders, as {@link LogFiles#list} finds them now. They are read
     * one after the other. Where one cannot be read, {@link EventSource#next} throws, and called again goes on with
     * the next.
     *
     * <p>The position is the number of files before it, with what their names, sizes and times sum up to, and the position in
     * the file that is being read. If one of those files has changed, or one came or went that sorts before it, the position
     * is lost. {@link WatchedFolderSource} is for folders in which files appear in any order.
     *
     * @param path a file or a folder
     * @return the events of all files
     * @throws IOException if a folder cannot be read
     */
    public ResumableSource openAll(Path path) throws IOException {
        return new FolderSource(path, LogFiles.list(path), this::openFile);
    }

    StreamSource openFile(Path file) {
        return new StreamSource(file.toString(), new StreamSource.OfFile(file), shared);
    }

    /**
     * Reads one event, for hosts that have records of their own. Envelopes are not unwrapped.
     *
     * @param json the bytes of one JSON object, in UTF-8; they are left as they are
     * @return the event
     * @throws MalformedEventException if the bytes are no event
     */
    public CloudTrailEvent parseEvent(byte[] json) {
        return SingleEvent.parse(shared, json);
    }

    /**
     * What all sources of this reader read together. A source that is being read is behind by a thousand records at
     * most.
     *
     * @return the sums
     */
    public ReadStats stats() {
        return shared.sum();
    }

    /** Opens a stream that is there already. */
    private record Given(InputStream in) implements StreamSource.Opener {
        @Override
        public boolean isAtHand() {
            return in.getClass() == ByteArrayInputStream.class;
        }

        @Override
        public InputStream open() {
            return in;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Collects what a {@link CloudTrailReader} needs. Not thread safe. */
    public static final class Builder {
        private ReadLimits limits = ReadLimits.defaults();
        private InputTrust inputTrust = InputTrust.UNAUTHENTICATED;
        private Supplier<? extends Inflater> inflaters = () -> new Inflater(true);
        private Consumer<? super RejectedRecord> rejected = record -> {};
        private boolean shapes;

        private Builder() {}

        /**
         * Sets what one source may cost.
         *
         * @param value the limits, {@link ReadLimits#defaults} by default
         * @return this builder
         */
        public Builder limits(ReadLimits value) {
            this.limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        /**
         * Sets how far the records of all sources that the reader opens can be believed: {@link CloudTrailEvent#inputTrust}.
         *
         * @param value the trust, {@link InputTrust#UNAUTHENTICATED} by default
         * @return this builder
         */
        public Builder inputTrust(InputTrust value) {
            this.inputTrust = Objects.requireNonNull(value, "inputTrust");
            return this;
        }

        /**
         * Sets what decompresses gzip, for hosts that have something faster than the JDK's {@link Inflater}: a subclass that
         * does the same by other means. Each that is made is used by one source, on the thread that reads, and ended with it.
         *
         * @param value makes inflaters of raw deflate data; {@code new Inflater(true)} by default
         * @return this builder
         */
        public Builder inflaters(Supplier<? extends Inflater> value) {
            this.inflaters = Objects.requireNonNull(value, "inflaters");
            return this;
        }

        /**
         * Sets who is told of rejected records: on the thread that reads, after the record was counted, and by several
         * threads at once where several sources are read. What it throws comes out of {@link EventSource#next}; the
         * record counts as told, and the next call goes on behind it.
         *
         * @param value the listener, nobody by default
         * @return this builder
         */
        public Builder rejected(Consumer<? super RejectedRecord> value) {
            this.rejected = Objects.requireNonNull(value, "rejected");
            return this;
        }

        /**
         * Asks for the shape of each rejected record ({@link RejectedRecord#shape}), for those who look for what wrote it: its
         * first 1,024 bytes, each in its place, with brackets, colons, commas, quotes and white space as they are, strings that
         * are names or types of CloudTrail's, and {@code true}, {@code false} and {@code null}. Every digit becomes {@code 0}, and
         * every other byte an asterisk, whatever member it lies in and whether the record is JSON or not: no session token,
         * key, password or name of anybody can be in it. The record itself is found by its offset and its SHA-256. Default: no
         * shapes.
         *
         * @return this builder
         */
        public Builder shapes() {
            this.shapes = true;
            return this;
        }

        /**
         * Builds the reader.
         *
         * @return a reader with what was set
         */
        public CloudTrailReader build() {
            return new CloudTrailReader(this);
        }
    }
}
