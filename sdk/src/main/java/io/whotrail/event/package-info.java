// SPDX-License-Identifier: Apache-2.0
/**
 * What attribution needs of a CloudTrail event: who called, with which credential, and what the call handed out.
 *
 * <p>Every type here is an immutable value, safe for use by any number of threads. A component that may be missing in a
 * CloudTrail record is {@code null} when it is missing; nothing here holds a secret, since no component for session
 * tokens, assertions or passwords exists.
 *
 * <p>Names are AWS's: a component is called as CloudTrail calls its field, in Java's spelling.
 */
package io.whotrail.event;
