// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Messages that were received and are not deleted: nobody else gets them, as a thread of this keeps telling SQS. Thread safe.
 */
final class HeldMessages implements AutoCloseable {
    /* A message waits for objects. Once it waits for none it may be deleted as soon as the checkpoint covers what they held,
     * which is told by a number that grows with what was read. SQS is never called under the lock. */

    private static final Logger LOG = LoggerFactory.getLogger(HeldMessages.class);
    private static final int BATCH = 10;
    private static final int HEARTBEATS = 3;
    private static final int LAST_BEAT_SECONDS = 5;

    private static final class Held {
        private final Message message;
        private final Set<String> outstanding;
        private String receipt;
        private long doneAt;

        Held(Message message, Set<String> outstanding, long doneAt) {
            this.message = message;
            this.outstanding = outstanding;
            this.receipt = message.receiptHandle();
            this.doneAt = doneAt;
        }

        boolean isDoneBy(long sequence) {
            return outstanding.isEmpty() && doneAt <= sequence;
        }
    }

    private final SqsClient sqs;
    private final String queue;
    private final Duration visibility;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "whotrail-sqs");
        thread.setDaemon(true);
        return thread;
    });

    private final Future<?> heartbeat;

    HeldMessages(SqsClient sqs, String queue, Duration visibility) {
        this.sqs = sqs;
        this.queue = queue;
        this.visibility = visibility;
        long period = visibility.toMillis() / HEARTBEATS;
        heartbeat = heart.scheduleWithFixedDelay(this::keepAlive, period, period, TimeUnit.MILLISECONDS);
    }

    synchronized int size() {
        return held.size();
    }

    /** Takes a message; says no where it is held already, and came again because SQS was not told in time. */
    synchronized boolean take(Message message, Set<String> outstanding, long doneAt) {
        Held before = held.get(message.messageId());
        if (before != null) {
            before.receipt = message.receiptHandle();
            return false;
        }
        held.put(message.messageId(), new Held(message, new HashSet<>(outstanding), doneAt));
        return true;
    }

    /** An object is done with. */
    synchronized void done(String object, long sequence) {
        for (Held one : held.values()) {
            if (one.outstanding.remove(object)) {
                one.doneAt = Math.max(one.doneAt, sequence);
            }
        }
    }

    /** Those that wait for an object. */
    synchronized List<Message> waitingFor(String object) {
        return held.values().stream()
                .filter(one -> one.outstanding.contains(object))
                .map(one -> one.message)
                .toList();
    }

    /** Lets go of a message, which comes again when its time is over. */
    synchronized void release(Message message) {
        held.remove(message.messageId());
    }

    /** Deletes the messages that wait for nothing, and whose objects are covered by a checkpoint. */
    void deleteUpTo(long sequence) throws IOException {
        Map<String, String> all = receipts(sequence);
        for (List<String> ids : batches(all)) {
            try {
                var entries = ids.stream()
                        .map(id -> DeleteMessageBatchRequestEntry.builder()
                                .id(Integer.toString(ids.indexOf(id)))
                                .receiptHandle(all.get(id))
                                .build())
                        .toList();
                var failed = sqs.deleteMessageBatch(
                                request -> request.queueUrl(queue).entries(entries))
                        .failed();
                deleted(ids, failed);
            } catch (SdkException failure) {
                throw Failures.of("SQS did not delete messages", failure);
            }
        }
    }

    /** Of those that SQS does not know any more by their receipts, each comes again, and is deleted then. */
    private void deleted(List<String> ids, List<BatchResultErrorEntry> failed) throws SourceException {
        var kept = new HashSet<String>();
        for (BatchResultErrorEntry entry : failed) {
            if (!Boolean.TRUE.equals(entry.senderFault())) {
                kept.add(ids.get(Integer.parseInt(entry.id())));
            }
        }
        synchronized (this) {
            ids.stream().filter(id -> !kept.contains(id)).forEach(held::remove);
        }
        if (!kept.isEmpty()) {
            throw new SourceException(SourceException.Remedy.RETRY, "SQS did not delete " + kept.size() + " messages");
        }
    }

    private synchronized Map<String, String> receipts(long sequence) {
        var receipts = new HashMap<String, String>();
        held.forEach((id, one) -> {
            if (one.isDoneBy(sequence)) {
                receipts.put(id, one.receipt);
            }
        });
        return receipts;
    }

    private static List<List<String>> batches(Map<String, String> receipts) {
        List<String> ids = List.copyOf(receipts.keySet());
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + BATCH)
                .mapToObj(from -> ids.subList(from, Math.min(ids.size(), from + BATCH)))
                .toList();
    }

    private void keepAlive() {
        change(visibility);
    }

    /** Says how long messages stay away from now. What SQS does not take of it prevents no other. */
    private void change(Duration to) {
        Map<String, String> all;
        synchronized (this) {
            all = new HashMap<>();
            held.forEach((id, one) -> all.put(id, one.receipt));
        }
        for (List<String> ids : batches(all)) {
            var entries = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
            for (String id : ids) {
                entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .receiptHandle(all.get(id))
                        .visibilityTimeout((int) to.toSeconds())
                        .build());
            }
            try {
                int failed = sqs.changeMessageVisibilityBatch(
                                request -> request.queueUrl(queue).entries(entries))
                        .failed()
                        .size();
                if (failed > 0) {
                    LOG.debug("{} messages were deleted, or came again, as they were kept", failed);
                }
            } catch (AbortedException closing) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("{} messages could not be told to stay {}: {}", ids.size(), to, failure.toString());
            }
        }
    }

    /** Lets go of all, so that they come again at once. */
    @Override
    public void close() {
        heartbeat.cancel(true);
        heart.shutdownNow();
        try {
            // A beat that ended after this would keep them.
            heart.awaitTermination(LAST_BEAT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        change(Duration.ZERO);
        synchronized (this) {
            held.clear();
        }
    }
}
