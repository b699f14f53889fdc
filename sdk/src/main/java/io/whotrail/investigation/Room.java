// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

/** How many sessions may still be told apart. Not thread safe. */
final class Room {
    private long left;

    Room(long sessions) {
        if (sessions < 0) {
            throw new IllegalArgumentException("maximum sessions must not be negative, got " + sessions);
        }
        this.left = sessions;
    }

    boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
