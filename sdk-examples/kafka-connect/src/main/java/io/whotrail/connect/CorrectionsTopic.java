// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import io.whotrail.Session;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Corrections as records of a topic, a line of NDJSON each. The key of an answer is its event's id, that of a notice its
 * session's ARN; the header {@value #DOCUMENT_ID} says which of two records are one. For one thread.
 */
final class CorrectionsTopic implements Corrections {
    static final String DOCUMENT_ID = "whotrail.document_id";

    private static final Logger LOG = LoggerFactory.getLogger(CorrectionsTopic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String topic;
    private final Producer<String, byte[]> producer;
    private final LineFormat format = LineFormat.ndjson();
    private final Duration patience;
    private final Queue<SinkEntry> waiting = new ArrayDeque<>();
    private int undelivered;

    CorrectionsTopic(String topic, Map<String, Object> settings) {
        this(topic, settings, PATIENCE);
    }

    /**
     * Makes one.
     *
     * @param patience how long closing waits for what was sent
     */
    CorrectionsTopic(String topic, Map<String, Object> settings, Duration patience) {
        this.topic = topic;
        this.patience = patience;
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void add(SinkEntry entry) {
        waiting.add(entry);
    }

    @Override
    public void deliver() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Future<RecordMetadata>> acknowledgements = send();
        producer.flush();
        Outcome outcome = settle(acknowledgements);
        if (outcome.lost > 0) {
            throw new ConnectException(
                    outcome.lost + " corrections are not taken by topic " + topic + " and given up", outcome.failure);
        }
        if (!waiting.isEmpty()) {
            throw new RetriableException(
                    waiting.size() + " corrections wait for topic " + topic + ", which does not take them now",
                    outcome.failure);
        }
    }

    /** Sends what waits, up to the first that fails at once, as all do while no broker answers. */
    private List<Future<RecordMetadata>> send() {
        var acknowledgements = new ArrayList<Future<RecordMetadata>>();
        for (SinkEntry entry : waiting) {
            Future<RecordMetadata> sent = producer.send(message(entry));
            acknowledgements.add(sent);
            if (sent.isDone() && failure(sent) != null) {
                break;
            }
        }
        return acknowledgements;
    }

    private ProducerRecord<String, byte[]> message(SinkEntry entry) {
        var message = new ProducerRecord<>(topic, key(entry), Answers.json(format.line(entry)));
        message.headers().add(DOCUMENT_ID, new StringSerializer().serialize(topic, entry.documentId()));
        return message;
    }

    private static String key(SinkEntry entry) {
        if (entry instanceof SinkEntry.Notice notice) {
            Session session = notice.revision().session();
            String name = session.arn() == null ? session.accessKeyId() : session.arn();
            return name == null ? entry.documentId() : name;
        }
        return ((SinkEntry.Answer) entry).attribution().eventId();
    }

    /** What became of what was sent; what may be sent again waits on, in its order. */
    private Outcome settle(List<Future<RecordMetadata>> acknowledgements) {
        var outcome = new Outcome();
        var again = new ArrayList<SinkEntry>();
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            SinkEntry entry = waiting.remove();
            Throwable failure = failure(acknowledgement);
            if (failure instanceof org.apache.kafka.common.errors.RetriableException) {
                again.add(entry);
            } else if (failure != null) {
                outcome.lost++;
                LOG.error("correction {} is not taken and given up", entry.documentId(), failure);
            }
            outcome.failure = failure == null ? outcome.failure : failure;
        }
        again.addAll(waiting);
        waiting.clear();
        waiting.addAll(again);
        return outcome;
    }

    private static @Nullable Throwable failure(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static final class Outcome {
        private int lost;
        private @Nullable Throwable failure;
    }

    @Override
    public void close() {
        List<Future<RecordMetadata>> acknowledgements = List.of();
        try {
            acknowledgements = send();
        } catch (RuntimeException failed) {
            LOG.error("corrections could not be sent to topic {}", topic, failed);
        } finally {
            producer.close(patience);
        }
        // Closing has sent them or given them up.
        undelivered = settle(acknowledgements).lost + waiting.size();
        if (undelivered > 0) {
            LOG.error("{} corrections were not delivered to topic {}", undelivered, topic);
        }
    }

    /** How many corrections were not delivered when it was closed. */
    int undelivered() {
        return undelivered;
    }
}
