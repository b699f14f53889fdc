// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells what Jetty refuses by itself, before any route is looked for, as all else is told. Thread safe. */
final class Refusals implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, problem(response.getStatus()).json(), callback);
        return true;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> Problem.TOO_LONG;
            case HttpStatus.NOT_FOUND_404 -> Problem.NOT_FOUND;
            case HttpStatus.METHOD_NOT_ALLOWED_405 -> Problem.METHOD_NOT_ALLOWED;
            default -> HttpStatus.isServerError(status) ? Problem.FAILED : Problem.MALFORMED;
        };
    }
}
