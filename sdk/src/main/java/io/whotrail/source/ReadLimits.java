// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/**
 * What one source may cost. Input is hostile until shown otherwise, so there is a limit on everything that grows and
 * none can be switched off. A breach never throws: the record, or the source where it is the source's limit, becomes a
 * {@link RejectedRecord} whose message names the limit and the method here that changes it.
 *
 * <p>Immutable, safe for use by any number of threads.
 */
public final class ReadLimits {
    /**
     * The default of {@link #maximumSourceBytes}, 16 GiB: log files of 2 GB and more are read as streams, so this
     * only ends what never ends; records and the compression ratio are bounded by themselves.
     */
    public static final long DEFAULT_MAXIMUM_SOURCE_BYTES = 16L << 30;

    /**
     * The default of {@link #maximumCompressionRatio}, 200: CloudTrail's own files have a ratio of 10 to 30, a bomb
     * of zeros 1,000.
     */
    public static final int DEFAULT_MAXIMUM_COMPRESSION_RATIO = 200;

    /**
     * The default of {@link #maximumGzipMembers}, 10,000: collectors append a member per batch; more than that is a
     * way to burn time.
     */
    public static final int DEFAULT_MAXIMUM_GZIP_MEMBERS = 10_000;

    /** The default of {@link #maximumGzipHeaderBytes}, 64 KiB: the extra field cannot be longer by its format. */
    public static final int DEFAULT_MAXIMUM_GZIP_HEADER_BYTES = 64 << 10;

    /**
     * The default of {@link #maximumRecordBytes}, 4 MiB: CloudTrail cuts its own records at 1 MiB, and envelopes add
     * to that.
     */
    public static final int DEFAULT_MAXIMUM_RECORD_BYTES = 4 << 20;

    /** The default of {@link #maximumDepth}, 64: events are seldom deeper than 10. */
    public static final int DEFAULT_MAXIMUM_DEPTH = 64;

    /**
     * The default of {@link #maximumStringBytes}, 1 MiB: the largest legitimate values are policies and queries of
     * some 100 KiB.
     */
    public static final int DEFAULT_MAXIMUM_STRING_BYTES = 1 << 20;

    /** The default of {@link #maximumNameBytes}, 1 KiB: names are AWS field names, and keys of tags at most. */
    public static final int DEFAULT_MAXIMUM_NAME_BYTES = 1 << 10;

    /** The default of {@link #maximumNumberLength}, 64: long enough for a 128-bit integer and for any double. */
    public static final int DEFAULT_MAXIMUM_NUMBER_LENGTH = 64;

    /** The default of {@link #maximumTokens}, 200,000: an event has some hundreds. */
    public static final int DEFAULT_MAXIMUM_TOKENS = 200_000;

    /**
     * The default of {@link #maximumUnwrapDepth}, 6: a queue that holds a notification that holds a subscription's
     * data is 4 deep.
     */
    public static final int DEFAULT_MAXIMUM_UNWRAP_DEPTH = 6;

    /** What a gzip member may give before its ratio is looked at: 1 MiB, for short runs of one byte are innocent. */
    public static final int RATIO_GRACE_BYTES = 1 << 20;

    private final long maximumSourceBytes;
    private final int maximumCompressionRatio;
    private final int maximumGzipMembers;
    private final int maximumGzipHeaderBytes;
    private final int maximumRecordBytes;
    private final int maximumDepth;
    private final int maximumStringBytes;
    private final int maximumNameBytes;
    private final int maximumNumberLength;
    private final int maximumTokens;
    private final int maximumUnwrapDepth;

    private ReadLimits(Builder builder) {
        this.maximumSourceBytes = builder.maximumSourceBytes;
        this.maximumCompressionRatio = builder.maximumCompressionRatio;
        this.maximumGzipMembers = builder.maximumGzipMembers;
        this.maximumGzipHeaderBytes = builder.maximumGzipHeaderBytes;
        this.maximumRecordBytes = builder.maximumRecordBytes;
        this.maximumDepth = builder.maximumDepth;
        this.maximumStringBytes = builder.maximumStringBytes;
        this.maximumNameBytes = builder.maximumNameBytes;
        this.maximumNumberLength = builder.maximumNumberLength;
        this.maximumTokens = builder.maximumTokens;
        this.maximumUnwrapDepth = builder.maximumUnwrapDepth;
    }

    /**
     * The limits with every default.
     *
     * @return the default limits
     */
    public static ReadLimits defaults() {
        return builder().build();
    }

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Limits the bytes of one source after decompression, those of payloads packed inside its records included.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_SOURCE_BYTES} by default
     */
    public long maximumSourceBytes() {
        return maximumSourceBytes;
    }

    /**
     * Limits how many bytes one compressed byte of a gzip member may become, looked at once the member has given
     * {@value #RATIO_GRACE_BYTES} bytes.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_COMPRESSION_RATIO} by default
     */
    public int maximumCompressionRatio() {
        return maximumCompressionRatio;
    }

    /**
     * Limits the members of one gzip stream.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_GZIP_MEMBERS} by default
     */
    public int maximumGzipMembers() {
        return maximumGzipMembers;
    }

    /**
     * Limits each field of a gzip header (name, comment, extra).
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_GZIP_HEADER_BYTES} by default
     */
    public int maximumGzipHeaderBytes() {
        return maximumGzipHeaderBytes;
    }

    /**
     * Limits one record as written; also what one source buffers.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_RECORD_BYTES} by default
     */
    public int maximumRecordBytes() {
        return maximumRecordBytes;
    }

    /**
     * Limits how deep objects and arrays of one record may lie in each other, the record itself being the first level.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_DEPTH} by default
     */
    public int maximumDepth() {
        return maximumDepth;
    }

    /**
     * Limits one string as written, without its quotes; of an envelope, which carries whole payloads as strings, only
     * the record limit holds.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_STRING_BYTES} by default
     */
    public int maximumStringBytes() {
        return maximumStringBytes;
    }

    /**
     * Limits one member's name as written, without its quotes.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_NAME_BYTES} by default
     */
    public int maximumNameBytes() {
        return maximumNameBytes;
    }

    /**
     * Limits the digits of one number.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_NUMBER_LENGTH} by default
     */
    public int maximumNumberLength() {
        return maximumNumberLength;
    }

    /**
     * Limits the tokens (names, values, brackets) of one record.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_TOKENS} by default
     */
    public int maximumTokens() {
        return maximumTokens;
    }

    /**
     * Limits how many envelopes may be packed into each other, base64 and gzip layers included.
     *
     * @return the limit, {@value #DEFAULT_MAXIMUM_UNWRAP_DEPTH} by default
     */
    public int maximumUnwrapDepth() {
        return maximumUnwrapDepth;
    }

    /** Collects {@link ReadLimits}. Not thread safe. */
    public static final class Builder {
        private long maximumSourceBytes = DEFAULT_MAXIMUM_SOURCE_BYTES;
        private int maximumCompressionRatio = DEFAULT_MAXIMUM_COMPRESSION_RATIO;
        private int maximumGzipMembers = DEFAULT_MAXIMUM_GZIP_MEMBERS;
        private int maximumGzipHeaderBytes = DEFAULT_MAXIMUM_GZIP_HEADER_BYTES;
        private int maximumRecordBytes = DEFAULT_MAXIMUM_RECORD_BYTES;
        private int maximumDepth = DEFAULT_MAXIMUM_DEPTH;
        private int maximumStringBytes = DEFAULT_MAXIMUM_STRING_BYTES;
        private int maximumNameBytes = DEFAULT_MAXIMUM_NAME_BYTES;
        private int maximumNumberLength = DEFAULT_MAXIMUM_NUMBER_LENGTH;
        private int maximumTokens = DEFAULT_MAXIMUM_TOKENS;
        private int maximumUnwrapDepth = DEFAULT_MAXIMUM_UNWRAP_DEPTH;

        private Builder() {}

        /**
         * Sets {@link ReadLimits#maximumSourceBytes}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_SOURCE_BYTES} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumSourceBytes(long value) {
            this.maximumSourceBytes = positive("maximumSourceBytes", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumCompressionRatio}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_COMPRESSION_RATIO} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumCompressionRatio(int value) {
            this.maximumCompressionRatio = positive("maximumCompressionRatio", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumGzipMembers}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_GZIP_MEMBERS} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumGzipMembers(int value) {
            this.maximumGzipMembers = positive("maximumGzipMembers", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumGzipHeaderBytes}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_GZIP_HEADER_BYTES} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumGzipHeaderBytes(int value) {
            this.maximumGzipHeaderBytes = positive("maximumGzipHeaderBytes", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumRecordBytes}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_RECORD_BYTES} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumRecordBytes(int value) {
            this.maximumRecordBytes = positive("maximumRecordBytes", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumDepth}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_DEPTH} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumDepth(int value) {
            this.maximumDepth = positive("maximumDepth", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumStringBytes}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_STRING_BYTES} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumStringBytes(int value) {
            this.maximumStringBytes = positive("maximumStringBytes", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumNameBytes}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_NAME_BYTES} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumNameBytes(int value) {
            this.maximumNameBytes = positive("maximumNameBytes", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumNumberLength}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_NUMBER_LENGTH} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumNumberLength(int value) {
            this.maximumNumberLength = positive("maximumNumberLength", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumTokens}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_TOKENS} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumTokens(int value) {
            this.maximumTokens = positive("maximumTokens", value);
            return this;
        }

        /**
         * Sets {@link ReadLimits#maximumUnwrapDepth}.
         *
         * @param value the limit, {@value ReadLimits#DEFAULT_MAXIMUM_UNWRAP_DEPTH} by default
         * @return this builder
         * @throws IllegalArgumentException if the limit is not positive
         */
        public Builder maximumUnwrapDepth(int value) {
            this.maximumUnwrapDepth = positive("maximumUnwrapDepth", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return limits with what was set
         */
        public ReadLimits build() {
            return new ReadLimits(this);
        }

        private static int positive(String name, int value) {
            return (int) positive(name, (long) value);
        }

        private static long positive(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be positive, got " + value);
            }
            return value;
        }
    }
}
