// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/** What lies among CloudTrail's events and is not handed out as one, for a reason that is known. It is counted and passed over. */
public enum PassedOver {
    /** A digest file of CloudTrail's log file integrity validation. */
    DIGEST,
    /** A CloudTrail Insights record: a statistic about calls, with no caller. */
    INSIGHT,
    /** Amazon S3's word that an object was written, by S3 itself or by EventBridge. */
    S3_NOTICE,
    /** CloudTrail's word that a log file was delivered: it names the file and does not hold it. */
    DELIVERY_NOTICE,
    /** Amazon S3's {@code s3:TestEvent}, sent when notifications are set up. */
    TEST_EVENT,
    /** {@code CloudTrail validation message.}, sent when a topic is set up. */
    VALIDATION_MESSAGE,
    /** A control message of CloudWatch Logs, or of SNS about a subscription. */
    CONTROL_MESSAGE,
    /** An event of a log file that is not what CloudTrail delivered, or of which that could not be verified although it had to. */
    WITHHELD,
    /** A source or a payload without a byte in it, or with white space only. */
    EMPTY
}
