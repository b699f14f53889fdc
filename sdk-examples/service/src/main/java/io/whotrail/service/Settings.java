// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a service is told.
 *
 * @param host the address to listen at
 * @param port the port, 0 for any that is free
 * @param token what clients have to show; none only at the loopback interface
 * @param checkpoints the folder of the checkpoint, if there is to be one
 * @param checkpointEvery how often to write it while the service runs
 * @param lateness how late an event may come
 * @param maximumPosts how many posts are worked on at a time
 * @param maximumBody how many bytes a post may have, as it comes
 * @param maximumRecords how many records a post may hold
 * @param maximumAnswers how many answers are kept for who asks later
 * @param patience how long posts under way may take to end when the service stops
 */
record Settings(
        String host,
        int port,
        @Nullable String token,
        @Nullable Path checkpoints,
        Duration checkpointEvery,
        Duration lateness,
        int maximumPosts,
        int maximumBody,
        long maximumRecords,
        int maximumAnswers,
        Duration patience) {
    /** The shortest token: 16 characters. */
    static final int SHORTEST_TOKEN = 16;

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    Settings {
        atLeastOne(maximumPosts, "maximum posts");
        atLeastOne(maximumBody, "maximum body");
        atLeastOne(maximumRecords, "maximum records");
        atLeastOne(maximumAnswers, "maximum answers");
        if (checkpointEvery.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("between checkpoints lies a second at least, got " + checkpointEvery);
        }
        notNegative(lateness, "lateness");
        notNegative(patience, "patience");
        if (token != null && token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "a token has at least " + SHORTEST_TOKEN + " characters, got " + token.length());
        }
        if (token == null && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "whoever can reach " + host + " could post and ask: that needs a token, or listen at 127.0.0.1");
        }
    }

    private static void atLeastOne(long value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, got " + value);
        }
    }

    private static void notNegative(Duration value, String what) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, got " + value);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("no such host: " + host, unknown);
        }
    }
}
