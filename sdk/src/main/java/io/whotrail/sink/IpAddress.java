// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import org.jspecify.annotations.Nullable;

/** Tells an address from the name of a service: stores refuse a document whose address is none. */
final class IpAddress {
    private static final int LONGEST = 39;
    private static final int GROUPS = 8;
    private static final int LONGEST_GROUP = 4;
    private static final int BYTES = 4;
    private static final int LARGEST_BYTE = 255;

    private IpAddress() {}

    /** Whether a text is an IPv4 or IPv6 address, with nothing around it. */
    static boolean is(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return false;
        }
        return text.indexOf(':') < 0 ? isFour(text) : isSix(text);
    }

    private static boolean isFour(String text) {
        String[] bytes = text.split("\\.", -1);
        if (bytes.length != BYTES) {
            return false;
        }
        for (String one : bytes) {
            boolean digits = !one.isEmpty() && one.length() <= 3 && one.chars().allMatch(c -> c >= '0' && c <= '9');
            boolean leadingZero = one.length() > 1 && one.charAt(0) == '0';
            if (!digits || leadingZero || Integer.parseInt(one) > LARGEST_BYTE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSix(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == GROUPS;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        int before = head.isEmpty() ? 0 : groups(head);
        int after = tail.isEmpty() ? 0 : groups(tail);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** How many groups of hexadecimal digits there are; -1 where something else is. */
    private static int groups(String text) {
        String[] groups = text.split(":", -1);
        for (String group : groups) {
            if (group.isEmpty()
                    || group.length() > LONGEST_GROUP
                    || !group.chars().allMatch(IpAddress::isHex)) {
                return -1;
            }
        }
        return groups.length;
    }

    private static boolean isHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
