// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

/** Why a message or an object cannot be processed, and never will be. */
enum Poison {
    /** The message is none that S3, SNS, EventBridge or CloudTrail sends. */
    NOT_A_NOTIFICATION,
    /** The message names a bucket that this program was not told to read. */
    FOREIGN_BUCKET,
    /** The object is not there. */
    MISSING_OBJECT,
    /** The bucket is not there. */
    MISSING_BUCKET,
    /** The object lies in an archive; restore it, and send the message again. */
    ARCHIVED,
    /** The object has more bytes than one may have. */
    TOO_LARGE,
    /** S3 refused to give it, as often as a message may come. */
    ACCESS_DENIED,
    /** The object is named like a compressed log file, and is not compressed. */
    NOT_GZIP,
    /** Nothing in the object is a CloudTrail record. */
    NOT_CLOUDTRAIL
}
