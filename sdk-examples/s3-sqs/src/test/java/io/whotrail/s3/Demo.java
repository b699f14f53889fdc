// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the program against an S3 and an SQS on the loopback interface: it reads the first sample files by listing their day,
 * the last as the queue tells of it, twice, and finds a message of an object that is not there.
 */
final class Demo {
    private Demo() {}

    /**
     * Runs it.
     *
     * @param arguments the folder of the samples
     */
    public static void main(String[] arguments) throws IOException {
        int exit = run(Path.of(arguments[0]), System.out);
        System.exit(exit);
    }

    static int run(Path samples, PrintStream out) throws IOException {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "nobody");
        System.setProperty("aws.secretAccessKey", "nothing");
        Loopback aws = Loopback.started();
        try (Worker worker = new Worker(aws)) {
            for (Path file : logFiles(samples)) {
                String key = samples.relativize(file).toString();
                boolean last = key.contains("T0925Z");
                byte[] content = Files.readAllBytes(file);
                String told = aws.put(worker.bucket, last ? key.replace("/02/", "/03/") : key, content);
                for (int times = 0; last && times < 2; times++) {
                    aws.send(worker.queue, told);
                }
            }
            aws.send(
                    worker.queue,
                    Loopback.notification(
                            worker.bucket, Loopback.key("1", "eu-central-1", "20260302T1000Z", "gone"), "x"));
            return run(aws, worker, out);
        }
    }

    private static List<Path> logFiles(Path samples) throws IOException {
        try (Stream<Path> all = Files.walk(samples)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static int run(Loopback aws, Worker worker, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory("whotrail-s3-sqs");
        int exit = WhotrailS3.run(
                "--bucket=" + worker.bucket,
                "--from=2026-03-02",
                "--through=2026-03-02",
                "--queue=" + worker.queue,
                "--dead-letters=" + worker.deadLetters,
                "--s3-endpoint=" + aws.s3Endpoint(),
                "--sqs-endpoint=" + aws.sqsEndpoint(),
                "--sink=" + folder.resolve("answers.ndjson"),
                "--rejects=" + folder.resolve("rejects.ndjson"),
                "--checkpoint=" + folder.resolve("checkpoint"),
                "--wait=PT1S",
                "--until-idle=PT2S");
        for (String line : Files.readAllLines(folder.resolve("answers.ndjson"))) {
            JsonNode answer = new ObjectMapper().readTree(line);
            if (answer.path("eventName").asText().endsWith("Object")) {
                out.println(answer.path("eventTime").asText() + " "
                        + answer.path("eventName").asText() + ": "
                        + answer.path("origin").path("name").asText("not known yet"));
            }
        }
        out.println(
                "dead letters: " + aws.reasons(worker.deadLetters) + ", messages left: " + aws.messages(worker.queue));
        return exit;
    }
}
