// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says who may ask. Immutable. */
final class Access {
    /* Where there is no token, anybody on this machine may ask, but no web page that somebody on this machine looks at: a
     * browser says where a page comes from, and names the host that the page thinks it talks to. */

    private static final Set<String> OPEN = Set.of("/health", "/ready", "/openapi.json");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "bearer ";

    private final byte @Nullable [] token;
    private final Set<String> hosts;

    /**
     * Who may ask.
     *
     * @param host where the service listens
     * @param token what has to be shown; none where only this machine can ask
     */
    Access(String host, @Nullable String token) {
        this.token = token == null ? null : sha256(token);
        String named = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
        this.hosts = Stream.concat(LOOPBACK.stream(), Stream.of(named.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Why a request is refused, or {@code null} if it is not. */
    @Nullable
    Problem refusal(Context request) {
        if (OPEN.contains(request.path())) {
            return null;
        }
        if (token != null) {
            return isShown(request.header("Authorization")) ? null : Problem.UNAUTHORIZED;
        }
        return isNamed(request.header("Host")) && request.header("Origin") == null ? null : Problem.FORBIDDEN;
    }

    /** Whether whoever asks thinks that it talks to this machine. */
    boolean isNamed(@Nullable String host) {
        return host != null && hosts.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
    }

    private boolean isShown(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return false;
        }
        // Hashes are of one length: comparing them tells nothing of the token by its time.
        return MessageDigest.isEqual(
                token, sha256(header.substring(BEARER.length()).strip()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
