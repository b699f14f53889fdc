// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.SourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says of what AWS answered whether asking again can help. */
final class Failures {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private Failures() {}

    /** Whether AWS was busy, out of reach, or broken for the moment: nothing that the request can be blamed for. */
    static boolean isPassing(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return answer.isThrottlingException()
                    || answer.isClockSkewException()
                    || answer.statusCode() >= SERVER_ERROR
                    || answer.statusCode() == TOO_MANY_REQUESTS;
        }
        return true;
    }

    /** What a source throws for it. */
    static IOException of(String what, SdkException failure) {
        if (failure instanceof AbortedException) {
            return interrupted(failure);
        }
        return new SourceException(
                isPassing(failure) ? SourceException.Remedy.RETRY : SourceException.Remedy.STOP,
                what + ": " + failure.getMessage(),
                failure);
    }

    /** Keeps the interrupt: a pipeline looks at it. */
    static InterruptedIOException interrupted(Throwable cause) {
        Thread.currentThread().interrupt();
        var interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }
}
