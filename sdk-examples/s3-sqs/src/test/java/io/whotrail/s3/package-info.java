// SPDX-License-Identifier: Apache-2.0
/** Tests against servers that speak the protocols of S3 and SQS. */
package io.whotrail.s3;
