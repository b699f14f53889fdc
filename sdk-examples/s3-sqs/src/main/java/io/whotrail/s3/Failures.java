// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.SourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says of what AWS answered whether asking again can help. */
final class Failures {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    /** What is wrong with credentials, or with the clock that they are used by: mended from outside, for all requests alike. */
    private static final Set<String> OF_CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidToken",
            "TokenRefreshRequired",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidIdentityToken",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "RequestTimeTooSkewed");

    private Failures() {}

    /** Whether AWS was busy, out of reach, or broken, or credentials did not hold: nothing that the request can be blamed for. */
    static boolean isPassing(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return answer.isThrottlingException()
                    || answer.isClockSkewException()
                    || answer.statusCode() >= SERVER_ERROR
                    || answer.statusCode() == TOO_MANY_REQUESTS
                    || OF_CREDENTIALS.contains(code(answer));
        }
        return true;
    }

    /** AWS's word for what is wrong; empty where it has none. */
    static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code == null ? "" : code;
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
