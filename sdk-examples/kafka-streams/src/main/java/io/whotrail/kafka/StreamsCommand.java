// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: one instance; the same command on other machines makes more of them. */
@Command(
        name = "whotrail-kafka-streams",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Attributes the CloudTrail events of a Kafka topic to the identities behind them.")
final class StreamsCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsCommand.class);
    private static final Duration CLOSING = Duration.ofSeconds(30);

    /** All answers that become final by one message are of one transaction: after a back-fill these are all that waited. */
    private static final Duration TRANSACTION = Duration.ofMinutes(1);

    @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT,…", description = "Where Kafka is.")
    private String bootstrapServers = "";

    @Option(
            names = "--application-id",
            defaultValue = "whotrail",
            description = "What all instances call themselves, their group, and their internal topics.")
    private String applicationId = "";

    @Option(names = "--threads", defaultValue = "1", description = "How many threads this instance has.")
    private int threads;

    @Option(names = "--state-dir", defaultValue = "whotrail-state", description = "Where this instance keeps state.")
    private Path stateDirectory = Path.of("");

    @Option(
            names = "--properties",
            description = "Further properties of Kafka Streams and its clients, such as credentials and TLS.")
    private @Nullable Path properties;

    @Option(
            names = {"-D", "--property"},
            paramLabel = "KEY=VALUE",
            description = "One such property.")
    private Map<String, String> property = new HashMap<>();

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Mixin
    private PartOptions parts = new PartOptions();

    /**
     * Runs until the process is told to stop.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new StreamsCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Properties all = configuration();
        Topics names = topics.names();
        PartSettings settings;
        try (Admin admin = Admin.create(all)) {
            TopicCounts counts = topics.make(admin);
            settings = parts.settings(counts.sessions(), counts.input());
        }
        LOG.info(
                "{} partitions of the input, {} parts",
                settings.sources(),
                settings.parts().count());
        return run(new KafkaStreams(AttributionTopology.of(names, settings), all));
    }

    /** What the command line says goes over what the file says, and that over what is good for most. */
    private Properties configuration() throws IOException {
        var all = new Properties();
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int) TRANSACTION.toMillis());
        if (properties != null) {
            try (Reader reader = Files.newBufferedReader(properties)) {
                all.load(reader);
            }
        }
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        all.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        all.putAll(property);
        requireExactlyOnce(String.valueOf(all.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)));
        return all;
    }

    /** With less, an event's journal entry can outlive its answer: who goes on from there takes it for answered. */
    private void requireExactlyOnce(String guarantee) {
        if (!guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)) {
            throw new ParameterException(
                    spec.commandLine(),
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG + " must be " + StreamsConfig.EXACTLY_ONCE_V2 + ", got '"
                            + guarantee + "': with any other, answers are lost where an instance is killed");
        }
    }

    private static int run(KafkaStreams streams) throws InterruptedException {
        var ended = new CountDownLatch(1);
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("stopped: what was under way is taken back, and is done again by the next run", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            LOG.info("{}", now);
            if (now.hasCompletedShutdown()) {
                ended.countDown();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(CLOSING), "whotrail-stop"));
        streams.start();
        ended.await();
        return streams.state() == KafkaStreams.State.ERROR ? 1 : 0;
    }
}
