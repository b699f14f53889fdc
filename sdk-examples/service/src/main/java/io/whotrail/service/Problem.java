// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What can be wrong with a request. */
enum Problem {
    /** No token, or another one. */
    UNAUTHORIZED(401, "show the token: Authorization: Bearer …"),
    /** A web page asks, or whoever takes this host for another. */
    FORBIDDEN(403, "without a token, only programs on this machine may ask"),
    /** No answer is kept. */
    NOT_KEPT(404, "no answer is kept: nothing of it was posted since the start, or it was let go of for newer ones"),
    /** No such path. */
    NOT_FOUND(404, "see /openapi.json"),
    /** The path knows other methods. */
    METHOD_NOT_ALLOWED(405, "see /openapi.json"),
    /** A time that is none, or a range that ends before it begins. */
    WRONG_TIME(400, "write from and until as 2026-01-01T09:30:00Z or 2026-01-01, the earlier first"),
    /** No request as HTTP has them. */
    MALFORMED(400, "this is not a request that the service can read; see /openapi.json"),
    /** The path or the headers are too long. */
    TOO_LONG(414, "the path or the headers are too long"),
    /** The body did not come to its end. */
    INCOMPLETE_BODY(400, "the body ended too early, or took too long; nothing of it was taken"),
    /** The body has too many bytes. */
    BODY_TOO_LARGE(413, "post it in parts; nothing of it was taken"),
    /** The body holds too many records. */
    TOO_MANY_RECORDS(413, "what came before was taken; post the rest in parts"),
    /** As many posts are under way as may be. */
    BUSY(429, "too many requests at a time; try again"),
    /** The service stops. */
    STOPPING(503, "the service stops; try again"),
    /** The counters contradict each other. */
    UNBALANCED(503, "the counters do not add up, /metrics tells which; please report this"),
    /** A defect of the service. */
    FAILED(500, "the service failed on it; what came before was taken");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String detail;

    Problem(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    /** Whether the same request can help later. */
    boolean isPassing() {
        return this == BUSY || this == STOPPING;
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        node.putObject("error").put("code", name()).put("detail", detail);
        return node.toString();
    }
}
