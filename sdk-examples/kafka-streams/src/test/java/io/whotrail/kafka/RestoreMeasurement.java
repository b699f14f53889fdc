// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Measures how long it takes from the start of an instance until all its parts answer, by what it finds. */
public final class RestoreMeasurement {
    private static final String APPLICATION = "restore";
    private static final int PARTS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Path folder = Files.createTempDirectory("whotrail-restore");
    private final Broker broker = new Broker(folder.resolve("broker"));
    private final World world;
    private final Probes probes;

    private RestoreMeasurement(World world) throws Exception {
        this.world = world;
        this.probes = Probes.of(world);
    }

    /**
     * Runs it.
     *
     * @param arguments how many events the parts know
     */
    public static void main(String... arguments) throws Exception {
        var measurement = new RestoreMeasurement(World.of(Profile.TYPICAL, 43, Integer.parseInt(arguments[0])));
        try (Broker closed = measurement.broker) {
            closed.make("cloudtrail", 1);
            measurement.run();
        }
    }

    private void run() throws Exception {
        try (Instance first = start("nothing is known", "kept")) {
            for (SimulatedEvent record : world.records()) {
                broker.send("cloudtrail", 0, record.bytes());
            }
            broker.flush();
            broker.valuesOf("whotrail-attributions", world.records().size() + PARTS, PATIENCE);
            stop(first);
        }
        print("the changelog on the broker's disk", broker.bytesOf(APPLICATION + "-journal-changelog") / 1e6, "MB");
        try (Instance second = start("stopped before, its disk there", "kept")) {
            stop(second);
        }
        try (Instance third = start("the disk is empty", "empty")) {
            third.kill();
            broker.awaitEmpty(APPLICATION, PATIENCE);
        }
        try (Instance last = start("killed before, its disk there", "empty")) {
            stop(last);
        }
    }

    private Instance start(String finding, String disk) throws IOException {
        Set<String> asked = probes.send(broker, finding.replace(' ', '-'), PARTS);
        Instant begin = Instant.now();
        var instance = new Instance(
                broker,
                APPLICATION,
                1,
                folder.resolve(disk),
                folder.resolve("log"),
                List.of("--partitions=" + PARTS, "--lateness=PT30M"));
        Instant answered = Probes.answered(broker, asked);
        print(finding, Duration.between(begin, answered).toMillis() / 1e3, "s");
        print("processor time of that", instance.processorTime().toMillis() / 1e3, "s");
        return instance;
    }

    private void stop(Instance instance) throws Exception {
        instance.stop();
        broker.awaitEmpty(APPLICATION, PATIENCE);
    }

    private static void print(String what, double value, String unit) {
        System.out.printf("| %s | %,.1f | %s |%n", what, value, unit);
    }
}
