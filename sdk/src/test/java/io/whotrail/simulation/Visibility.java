// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/** What an account's trail delivers. */
enum Visibility {
    /** All events. */
    ALL,
    /** Only events that write: {@code AssumeRole} is none. */
    WRITE_ONLY,
    /** Nothing: the account has no trail, or is another organisation's. */
    NONE
}
