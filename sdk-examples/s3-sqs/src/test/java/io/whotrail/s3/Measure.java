// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.simulation.DeliveredFile;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says how fast the program takes what a queue tells of, where S3 and SQS lie in the same process as it does. */
final class Measure {
    private static final String EVENTS = "200000";

    private Measure() {}

    /**
     * Measures.
     *
     * @param arguments how many events, if not 200,000
     */
    public static void main(String[] arguments) throws IOException {
        int events = Integer.parseInt(arguments.length > 0 ? arguments[0] : EVENTS);
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "nobody");
        System.setProperty("aws.secretAccessKey", "nothing");
        Loopback aws = Loopback.started();
        try (Worker worker = new Worker(aws)) {
            int files = send(aws, worker, events);
            Path folder = Files.createTempDirectory("whotrail-s3-sqs");
            long begun = System.nanoTime();
            int exit = WhotrailS3.run(
                    "--bucket=" + worker.bucket,
                    "--queue=" + worker.queue,
                    "--dead-letters=" + worker.deadLetters,
                    "--s3-endpoint=" + aws.s3Endpoint(),
                    "--sqs-endpoint=" + aws.sqsEndpoint(),
                    "--sink=" + folder.resolve("answers.ndjson"),
                    "--rejects=" + folder.resolve("rejects.ndjson"),
                    "--checkpoint=" + folder.resolve("checkpoint"),
                    "--wait=PT0S",
                    "--until-idle=PT0S");
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d files with %,d events in %.1f s: %.0f files/s, %,.0f events/s%n",
                    files,
                    events,
                    seconds,
                    files / seconds,
                    events / seconds);
            System.exit(exit);
        }
    }

    private static int send(Loopback aws, Worker worker, int events) throws IOException {
        Deliveries deliveries = new Simulation(Profile.TYPICAL, 1).delivered(events);
        int files = 0;
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            var content = new ByteArrayOutputStream();
            file.writeTo(content);
            aws.send(worker.queue, aws.put(worker.bucket, file.objectKey(), content.toByteArray()));
            files++;
        }
        return files;
    }
}
