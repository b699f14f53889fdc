// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

/** How many more things can be told apart. Not thread safe. */
final class Room {
    private long left;

    Room(long left) {
        this.left = left;
    }

    /** Takes a place, if there is one. */
    boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
