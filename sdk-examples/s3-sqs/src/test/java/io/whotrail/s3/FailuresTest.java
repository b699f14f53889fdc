// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is waited for. */
class FailuresTest {
    private static S3Exception answer(int status, String code) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "RequestTimeTooSkewed"
            })
    void whatIsWrongWithCredentialsIsWaitedForWhateverItsStatus(String code) {
        assertThat(Failures.isPassing(answer(400, code))).isTrue();
        assertThat(Failures.isPassing(answer(403, code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "KMS.DisabledException", "InvalidRequest", ""})
    void whatIsWrongWithTheObjectIsNot(String code) {
        assertThat(Failures.isPassing(answer(400, code))).isFalse();
        assertThat(Failures.isPassing(answer(403, code))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aBusyOrBrokenServiceIs(int status) {
        assertThat(Failures.isPassing(answer(status, "anything"))).isTrue();
    }
}
