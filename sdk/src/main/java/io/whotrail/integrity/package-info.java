// SPDX-License-Identifier: Apache-2.0
/**
 * Whether log files are what CloudTrail delivered: its signed digest files, verified offline on a local mirror of the
 * bucket.
 *
 * <p>CloudTrail delivers a digest file every hour for each trail and Region. It names each log file delivered in that hour
 * with its SHA-256, and the digest before it with its SHA-256 and signature; its own signature is in the object's metadata.
 * So a chain of digests proves that the log files it names were not changed, and that none delivered in the hours it covers
 * is missing. It does not prove that the trail recorded everything, nor that a session name is honest. Where the newest digests
 * are taken away together with all that was delivered since, nothing shows it: whoever has the mirror knows up to when it goes.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html">Custom
 * implementations of CloudTrail log file integrity validation</a>. Beyond what the AWS CLI checks, a link between two digests
 * holds only if hash and signature of the older one are those that the newer one names; a log file or digest is one gzip
 * member with nothing behind it; a key counts only from two hours before to two hours after its validity; duplicate keys in
 * a digest make it malformed; and log files that no digest names are reported.
 */
@NullMarked
package io.whotrail.integrity;

import org.jspecify.annotations.NullMarked;
