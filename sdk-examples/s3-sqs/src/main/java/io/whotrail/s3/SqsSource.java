// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventPlace;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The events of log files as SQS tells of them. One thread at a time; threads of its own get objects and keep messages.
 *
 * <p>A message is deleted only after {@link #acknowledge} covers what its objects held; until then SQS is told again and again
 * that it is being worked on. Objects that were read are remembered, with those read in part, in the position: whoever resumes
 * from it reads what a message that comes again tells of no second time.
 */
final class SqsSource implements ResumableSource, ObjectReading.Owner {
    /**
     * What a source is told.
     *
     * @param queue the URL of the queue
     * @param deadLetters the URL of the queue for messages that can't be processed
     * @param buckets whose objects are read; any of another is poison
     * @param visibility for how long a message that nobody keeps stays away from others
     * @param longPoll how long to wait for messages where none is there
     * @param parallel how many objects are got at a time
     * @param maximumBytes how large an object may be, compressed
     * @param maximumMessages how many messages are held at most
     * @param maximumReceives how often a message may come whose object S3 refuses
     * @param remembered how many objects are remembered that were read
     */
    record Settings(
            String queue,
            String deadLetters,
            Set<String> buckets,
            Duration visibility,
            Duration longPoll,
            int parallel,
            int maximumBytes,
            int maximumMessages,
            int maximumReceives,
            int remembered) {
        private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);
        private static final Duration LONGEST_POLL = Duration.ofSeconds(20);

        Settings {
            within(visibility, Duration.ofSeconds(1), LONGEST_VISIBILITY, "visibility");
            within(longPoll, Duration.ZERO, LONGEST_POLL, "wait");
            atLeastOne(parallel, "parallel");
            atLeastOne(maximumBytes, "maximum bytes");
            atLeastOne(maximumMessages, "maximum messages");
            atLeastOne(maximumReceives, "maximum receives");
            atLeastOne(remembered, "remembered objects");
        }

        private static void within(Duration value, Duration least, Duration most, String what) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        what + " must be between " + least + " and " + most + ", got " + value);
            }
        }

        private static void atLeastOne(int value, String what) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, got " + value);
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SqsSource.class);
    private static final String HEAD = "s3-sqs-1";
    private static final int BATCH = 10;

    /** No bucket has a key that is longer than this, encoded. */
    private static final int LONGEST_OBJECT = 4_096;

    private final Settings settings;
    private final SqsClient sqs;
    private final BooleanSupplier turn;
    private final Downloads downloads;
    private final ObjectReading objects;
    private final HeldMessages messages;

    /** When objects were done with, by their ids, the first one first. */
    private final Map<String, Long> done = new LinkedHashMap<>();

    /** Objects whose turn is still to come, or is now. */
    private final Set<String> pending = new HashSet<>();

    private long before;
    private long acknowledged;
    private boolean begun;
    private boolean closed;

    /**
     * Makes a source. Nothing is asked for yet.
     *
     * @param turn says whether it is to ask for messages now
     */
    SqsSource(SqsClient sqs, S3Client s3, CloudTrailReader reader, BooleanSupplier turn, Settings settings) {
        this.settings = settings;
        this.sqs = sqs;
        this.turn = turn;
        this.downloads = new Downloads(s3, settings.parallel(), settings.maximumBytes());
        this.objects = new ObjectReading(reader, downloads, this);
        this.messages = new HeldMessages(sqs, settings.queue(), settings.visibility());
    }

    @Override
    public String name() {
        return settings.queue();
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public boolean isExpecting() {
        return !downloads.isEmpty();
    }

    @Override
    public @Nullable EventPlace place() {
        return objects.place();
    }

    @Override
    public ReadStats stats() {
        return objects.stats();
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name() + " is closed");
        }
        begun = true;
        while (true) {
            if (!objects.isReading() && hasRoom()) {
                receive();
            }
            if (downloads.isEmpty()) {
                return null;
            }
            CloudTrailEvent event = objects.next();
            if (event != null) {
                return event;
            }
        }
    }

    private boolean hasRoom() {
        return downloads.hasRoom() && messages.size() < settings.maximumMessages() && turn.getAsBoolean();
    }

    private void receive() throws IOException {
        Duration wait = downloads.isEmpty() ? settings.longPoll() : Duration.ZERO;
        List<Message> received;
        try {
            received = sqs.receiveMessage(request -> request.queueUrl(settings.queue())
                            .maxNumberOfMessages(BATCH)
                            .waitTimeSeconds((int) wait.toSeconds())
                            .visibilityTimeout((int) settings.visibility().toSeconds())
                            .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                    .messages();
        } catch (SdkException failure) {
            throw Failures.of("SQS gave no messages", failure);
        }
        for (Message message : received) {
            take(message);
        }
        messages.deleteUpTo(acknowledged);
    }

    private void take(Message message) throws IOException {
        Optional<List<LogObject>> told = Notifications.read(message.body());
        if (told.isEmpty()) {
            bury(message, Poison.NOT_A_NOTIFICATION, "");
        }
        var outstanding = new LinkedHashMap<String, LogObject>();
        long doneAt = 0;
        for (LogObject object : told.orElse(List.of())) {
            if (!object.isLogFile()) {
                LOG.debug("{} is no log file", object.uri());
            } else if (!settings.buckets().contains(object.bucket())) {
                bury(message, Poison.FOREIGN_BUCKET, object.uri());
            } else if (done.containsKey(object.id())) {
                doneAt = Math.max(doneAt, done.get(object.id()));
            } else {
                outstanding.put(object.id(), object);
            }
        }
        if (messages.take(message, outstanding.keySet(), doneAt)) {
            outstanding.values().stream()
                    .filter(object -> pending.add(object.id()))
                    .forEach(downloads::add);
        }
    }

    @Override
    public void read(LogObject object) {
        pending.remove(object.id());
        done.put(object.id(), sequence());
        messages.done(object.id(), sequence());
        if (done.size() > settings.remembered()) {
            done.remove(done.keySet().iterator().next());
        }
    }

    @Override
    public void poisoned(LogObject object, Poison reason) throws IOException {
        for (Message message : messages.waitingFor(object.id())) {
            bury(message, reason, object.uri());
        }
        // Not remembered: whoever mends it sends the message again.
        pending.remove(object.id());
        messages.done(object.id(), 0);
    }

    @Override
    public void refused(LogObject object, String why) throws IOException {
        LOG.warn("S3 refused to give {}: {}", object.uri(), why);
        List<Message> waiting = messages.waitingFor(object.id());
        if (waiting.stream().anyMatch(message -> receives(message) >= settings.maximumReceives())) {
            poisoned(object, Poison.ACCESS_DENIED);
        } else {
            pending.remove(object.id());
            waiting.forEach(messages::release);
        }
    }

    private static int receives(Message message) {
        String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return count == null ? 1 : Integer.parseInt(count);
    }

    private void bury(Message message, Poison reason, String object) throws IOException {
        LOG.warn("A message goes to the dead letters, {}: {}", reason, object);
        var attributes = new LinkedHashMap<String, MessageAttributeValue>();
        attributes.put("whotrail-reason", attribute(reason.name()));
        if (!object.isEmpty()) {
            String encoded = URLEncoder.encode(object, StandardCharsets.UTF_8);
            attributes.put(
                    "whotrail-object", attribute(encoded.substring(0, Math.min(encoded.length(), LONGEST_OBJECT))));
        }
        try {
            buryWhole(message, attributes);
        } catch (SdkException failure) {
            throw Failures.of("SQS did not take a dead letter", failure);
        }
    }

    /** What SQS does not take as it is, such as one that its attributes make too long, it may take in short. */
    private void buryWhole(Message message, Map<String, MessageAttributeValue> attributes) {
        try {
            send(message.body(), attributes);
        } catch (SqsException refused) {
            if (Failures.isPassing(refused)) {
                throw refused;
            }
            String why = refused.statusCode() + " " + Failures.code(refused);
            LOG.warn("Message {} goes to the dead letters in short: {}", message.messageId(), why);
            send("message " + message.messageId() + " is not here whole: " + why, attributes);
        }
    }

    private void send(String body, Map<String, MessageAttributeValue> attributes) {
        sqs.sendMessage(request ->
                request.queueUrl(settings.deadLetters()).messageBody(body).messageAttributes(attributes));
    }

    private static MessageAttributeValue attribute(String text) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(text)
                .build();
    }

    /** How many records were read to get here, in all runs. */
    private long sequence() {
        return before + stats().events() + stats().rejected();
    }

    @Override
    public SourcePosition position() {
        var text = new StringBuilder(HEAD).append(' ').append(sequence()).append('\n');
        objects.parts()
                .forEach((id, part) -> text.append(id)
                        .append(' ')
                        .append(URLEncoder.encode(part, StandardCharsets.UTF_8))
                        .append('\n'));
        done.keySet().forEach(id -> text.append(id).append('\n'));
        return new SourcePosition(text.toString());
    }

    @Override
    public void resume(SourcePosition position) {
        if (begun || closed) {
            throw new IllegalStateException(name() + " was read already");
        }
        before = sequence(position);
        position.text().lines().skip(1).forEach(line -> {
            String[] words = line.split(" ", 2);
            if (words.length == 1) {
                done.put(line, before);
            } else {
                objects.resume(words[0], URLDecoder.decode(words[1], StandardCharsets.UTF_8));
            }
        });
    }

    private static long sequence(SourcePosition position) {
        String[] head = position.text().lines().findFirst().orElse("").split(" ", -1);
        if (head.length != 2 || !head[0].equals(HEAD)) {
            throw new IllegalArgumentException("not a position of a queue");
        }
        return Long.parseLong(head[1]);
    }

    /** Deletes the messages that tell of what lies before a position. */
    @Override
    public void acknowledge(SourcePosition position) throws IOException {
        acknowledged = Math.max(acknowledged, sequence(position));
        messages.deleteUpTo(acknowledged);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            messages.close();
            objects.close();
        }
    }
}
