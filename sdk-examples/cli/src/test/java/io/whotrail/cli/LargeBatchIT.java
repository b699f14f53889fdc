// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch much larger than the heap that it is given. {@code -Dwhotrail.events=10000000} makes it ten million events in half
 * a gigabyte; by default it is small enough for every build.
 */
class LargeBatchIT {
    private static final int EVENTS = Integer.getInteger("whotrail.events", 120_000);
    private static final int EVENTS_A_FILE = 20_000;
    private static final int USES_A_SESSION = 99;
    private static final boolean WHOLE = EVENTS > 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void everyEventIsAnsweredWithinTheMemoryThatIsGiven() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        for (int first = 0; first < EVENTS; first += EVENTS_A_FILE) {
            write(logs.resolve("%08d.json.gz".formatted(first)), first, Math.min(EVENTS, first + EVENTS_A_FILE));
        }
        Path out = folder.resolve("verdicts");
        Path err = folder.resolve("err");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        WHOLE ? "-Xmx512m" : "-Xmx128m",
                        "-jar",
                        "target/whotrail.jar",
                        "attribute",
                        logs.toString(),
                        "--max-memory",
                        WHOLE ? "256m" : "96m",
                        "--out",
                        out.toString())
                .redirectError(err.toFile())
                .redirectOutput(folder.resolve("nothing").toFile())
                .start()
                .waitFor();
        assertThat(exit).as(() -> read(err)).isZero();
        try (Stream<String> lines = Files.lines(out)) {
            assertThat(lines.count()).isEqualTo(EVENTS);
        }
        if (WHOLE) {
            System.out.println(read(err));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static void write(Path file, int from, int to) throws IOException {
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (int event = from; event < to; event++) {
                out.write(record(event));
                out.write('\n');
            }
        }
    }

    /** Of a hundred events the first hands out a key, and the others use it. */
    private static String record(int event) {
        int session = event / (USES_A_SESSION + 1);
        boolean issuance = event % (USES_A_SESSION + 1) == 0;
        String identity = issuance ? """
                {"type":"IAMUser","principalId":"AIDAEXAMPLE%1$d","arn":"arn:aws:iam::111122223333:user/user%1$d",\
                "accountId":"111122223333","userName":"user%1$d"}""".formatted(session % 500) : """
                {"type":"AssumedRole","principalId":"AROAEXAMPLE:s%1$d",\
                "arn":"arn:aws:sts::111122223333:assumed-role/job/s%1$d","accountId":"111122223333",\
                "accessKeyId":"ASIAEXAMPLE%1$d","sessionContext":{"attributes":{"creationDate":"2026-03-02T09:00:00Z"}}}""".formatted(session);
        String issued = issuance ? """
                ,"requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/job","roleSessionName":"s%1$d"},\
                "responseElements":{"credentials":{"accessKeyId":"ASIAEXAMPLE%1$d",\
                "expiration":"Mar 2, 2026, 9:00:00 PM"},"assumedRoleUser":{"assumedRoleId":"AROAEXAMPLE:s%1$d",\
                "arn":"arn:aws:sts::111122223333:assumed-role/job/s%1$d"}}""".formatted(session) : "";
        return """
                {"eventVersion":"1.09","userIdentity":%s,"eventTime":"2026-03-02T09:%s:00Z","eventSource":"%s",\
                "eventName":"%s","awsRegion":"eu-central-1","sourceIPAddress":"198.51.100.7","eventID":"%s",\
                "eventType":"AwsApiCall","recipientAccountId":"111122223333"%s}""".formatted(
                        identity,
                        issuance ? "00" : "30",
                        issuance ? "sts.amazonaws.com" : "s3.amazonaws.com",
                        issuance ? "AssumeRole" : "GetObject",
                        new UUID(event, ~event),
                        issued);
    }
}
