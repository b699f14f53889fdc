// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Documents on their way: sent in requests of a bounded size, each again as long as the cluster is busy. For one batch. */
final class Bulk {
    private static final int TOO_LARGE = 413;
    private static final String ANSWER = "?filter_path=items.*.status,items.*.error.type,items.*.error.reason";

    private final Cluster cluster;
    private final String path;
    private final int maximumBodyBytes;
    private List<BulkAction> waiting;
    private Duration asked = Duration.ZERO;
    private String busy = "";
    private int refused;
    private String firstRefusal = "";

    Bulk(Cluster cluster, String index, int maximumBodyBytes, List<BulkAction> actions) {
        this.cluster = cluster;
        this.path = index + "/_bulk" + ANSWER;
        this.maximumBodyBytes = maximumBodyBytes;
        this.waiting = actions;
    }

    /**
     * Sends until each document is stored or refused for good.
     *
     * @throws SinkException if no attempt is left, or the cluster takes nothing at all
     */
    void send(Backoff backoff) throws SinkException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            sendWaiting();
            if (waiting.isEmpty()) {
                return;
            }
            if (!backoff.await(attempt, asked)) {
                throw new SinkException(
                        SinkException.Remedy.RETRY,
                        waiting.size() + " documents are not taken after " + attempt + " attempts: " + busy);
            }
        }
    }

    /** What was refused for good; empty where nothing was. */
    String refusals() {
        return refused == 0 ? "" : refused + " documents are never going to be taken, the first is " + firstRefusal;
    }

    /** Sends all that waits, once, or up to the request that the cluster is too busy for. */
    private void sendWaiting() throws SinkException, InterruptedException {
        List<BulkAction> actions = waiting;
        waiting = new ArrayList<>();
        asked = Duration.ZERO;
        int from = 0;
        while (from < actions.size()) {
            int to = endOfRequest(actions, from);
            if (!request(actions.subList(from, to))) {
                waiting.addAll(actions.subList(from, actions.size()));
                return;
            }
            from = to;
        }
    }

    /** Where a request ends that begins at an index: one document at least, and as many as fit. */
    private int endOfRequest(List<BulkAction> actions, int from) {
        long bytes = 0;
        int to = from;
        while (to < actions.size() && (to == from || bytes + actions.get(to).bytes().length <= maximumBodyBytes)) {
            bytes += actions.get(to).bytes().length;
            to++;
        }
        return to;
    }

    /** Sends one request; says whether the cluster took it as a whole, whatever becomes of its documents. */
    private boolean request(List<BulkAction> actions) throws SinkException, InterruptedException {
        try {
            Cluster.Answer answer = cluster.send(
                    "POST",
                    path,
                    "application/x-ndjson",
                    BodyPublishers.ofByteArrays(
                            actions.stream().map(BulkAction::bytes).toList()));
            if (answer.isTaken()) {
                settle(actions, BulkResponse.of(answer.body(), actions.size()));
                return true;
            }
            if (answer.status() == TOO_LARGE) {
                return halve(actions);
            }
            if (!answer.isBusy()) {
                throw new SinkException(
                        SinkException.Remedy.STOP, "the cluster refuses all requests with status " + answer.status());
            }
            asked = answer.retryAfter();
            busy = "status " + answer.status();
        } catch (SinkException told) {
            throw told;
        } catch (IOException failure) {
            busy = failure.getClass().getSimpleName();
        }
        return false;
    }

    private void settle(List<BulkAction> actions, BulkResponse response) {
        for (int i = 0; i < actions.size(); i++) {
            BulkResponse.Item item = response.items().get(i);
            if (item.fate() == BulkResponse.Fate.BUSY) {
                waiting.add(actions.get(i));
                busy = item.reason();
            } else if (item.fate() == BulkResponse.Fate.REFUSED) {
                refuse(actions.get(i), item.reason());
            }
        }
    }

    private void refuse(BulkAction action, String reason) {
        firstRefusal = refused == 0 ? action.documentId() + ": " + reason : firstRefusal;
        refused++;
    }

    /** The cluster takes less in a request than is sent. */
    private boolean halve(List<BulkAction> actions) throws SinkException, InterruptedException {
        int half = actions.size() / 2;
        if (half == 0) {
            refuse(actions.get(0), TOO_LARGE + " too large for the cluster");
            return true;
        }
        List<BulkAction> rest = actions.subList(half, actions.size());
        if (!request(actions.subList(0, half))) {
            return false;
        }
        if (!request(rest)) {
            waiting.addAll(rest);
        }
        return true;
    }
}
