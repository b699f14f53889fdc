// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Locale;

/** What is wrong with one record, on its way to becoming a {@link RejectedRecord}. Cheap: it has no stack trace. */
final class MalformedRecord extends Exception {
    private static final long serialVersionUID = 1L;

    final RejectReason reason;
    /** Below the record: {@code .userIdentity.arn}, or empty for the record itself. */
    final String path;
    /** From the record's first byte. */
    final int offset;
    /** Continues a sentence that began with the path: {@code is a string, expected an object}. */
    final String problem;

    MalformedRecord(RejectReason reason, String path, int offset, String problem) {
        super(problem, null, false, false);
        this.reason = reason;
        this.path = path;
        this.offset = offset;
        this.problem = problem;
    }

    /** A breach of a limit, in words that say how to change it. */
    static String breach(String what, long limit, String method) {
        return String.format(Locale.ROOT, "%s than %,d (raise ReadLimits.builder().%s)", what, limit, method);
    }
}
