// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Option;

/** Which topics there are; those that are not there are made. */
final class TopicOptions {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ATTEMPTS = 20;

    @Option(names = "--input", defaultValue = "cloudtrail", description = "The topic of the events, in any envelope.")
    private String input = "";

    @Option(
            names = "--sessions",
            defaultValue = "whotrail-sessions",
            description = "The program's own topic. Its partitions share all sessions; their number stays.")
    private String sessions = "";

    @Option(
            names = "--attributions",
            defaultValue = "whotrail-attributions",
            description = "The topic of each event's first answer; with --hold, of its only one.")
    private String attributions = "";

    @Option(
            names = "--revisions",
            defaultValue = "whotrail-revisions",
            description = "The topic of later answers, and of notices for whole credentials.")
    private String revisions = "";

    @Option(
            names = "--rejected",
            defaultValue = "whotrail-rejected",
            description = "The topic that tells where what could not be read lies and why, not what it holds.")
    private String rejected = "";

    @Option(
            names = "--partitions",
            defaultValue = "8",
            description = "How many partitions topics have that this program makes.")
    private int partitions;

    Topics names() {
        return new Topics(input, sessions, attributions, revisions, rejected);
    }

    /** Makes the topics that are not there. */
    TopicCounts make(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        var missing = new ArrayList<NewTopic>();
        for (String name : List.of(input, sessions, attributions, revisions, rejected)) {
            if (!there.contains(name)) {
                missing.add(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settingsOf(name)));
            }
        }
        for (KafkaFuture<Void> made : admin.createTopics(missing).values().values()) {
            awaitUnlessAnotherInstanceMadeIt(made);
        }
        return new TopicCounts(partitionsOf(input, admin), partitionsOf(sessions, admin));
    }

    private static void awaitUnlessAnotherInstanceMadeIt(KafkaFuture<Void> made)
            throws ExecutionException, InterruptedException {
        try {
            made.get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    /** Not each broker may know at once what was made just now. */
    private static int partitionsOf(String topic, Admin admin) throws ExecutionException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                Map<String, TopicDescription> found =
                        admin.describeTopics(List.of(topic)).allTopicNames().get();
                return found.values().iterator().next().partitions().size();
            } catch (ExecutionException failed) {
                if (attempt == ATTEMPTS || !(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /**
     * The input's timestamps are its producers': those of records without a value tell how far event time is. All others are of
     * their arrival, so that no event is deleted early for its age. What parts have to take is kept as long as {@link #KEPT}.
     */
    private Map<String, String> settingsOf(String name) {
        if (name.equals(input)) {
            return Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        }
        return name.equals(sessions)
                ? Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime",
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(KEPT.toMillis()))
                : Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
}
