// SPDX-License-Identifier: Apache-2.0
/** Attributes CloudTrail log files where S3 keeps them, as SQS tells of them, or by listing a range of days. */
@NullMarked
package io.whotrail.s3;

import org.jspecify.annotations.NullMarked;
