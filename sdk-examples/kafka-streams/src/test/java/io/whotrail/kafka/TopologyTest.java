// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.WrittenVerdicts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The topology with one partition, without a broker. {@code -Dkafka.events=100000} chooses how many events each profile has. */
final class TopologyTest {
    private static final int EVENTS = Integer.getInteger("kafka.events", 1_000);

    /** One part has room for all events to wait at once: a quarter of this. */
    private static final long MEMORY = Math.max(256L << 20, EVENTS * (16L << 10));

    private static final Topics TOPICS = new Topics("input", "sessions", "attributions", "revisions", "rejected");

    @TempDir
    Path state;

    private TopologyTestDriver driver;
    private Duration lateness;

    @AfterEach
    void close() {
        driver.close();
    }

    private void start(Duration lateness, boolean held) {
        this.lateness = lateness;
        var settings = new PartSettings(
                new Partitions(1),
                1,
                PartSettings.DEFAULT_HOPS,
                lateness,
                World.RETENTION,
                Duration.ofMinutes(10),
                MEMORY,
                held);
        var properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(AttributionTopology.of(TOPICS, settings), properties, World.NOW);
    }

    private TestInputTopic<byte[], byte[]> input() {
        return driver.createInputTopic("input", new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private List<String> lines(String topic) {
        return output(topic).readValuesToList().stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Event time comes to where everything is final. */
    private void end() {
        input().pipeInput(null, null, World.NOW.plus(lateness).plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @EnumSource
    void eachEventIsAnsweredOnceByTheBytesThatOneProcessWrites(Profile profile) {
        World world = World.of(profile, 11, EVENTS).shuffled(1);
        start(World.LATENESS, true);
        world.records().forEach(record -> input().pipeInput(record.bytes()));
        end();

        var answers = new TreeMap<String, String>();
        for (KeyValue<byte[], byte[]> answer : output("attributions").readKeyValuesToList()) {
            assertThat(answers.put(text(answer.key), text(answer.value)))
                    .as("told once")
                    .isNull();
        }
        World.assertSame(answers, world.expected());
        assertThat(lines("revisions")).allMatch(line -> line.startsWith("{\"sessionRevision\""), "is a notice");
        assertThat(lines("rejected")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAINS", "HOSTILE", "MIXED"})
    void whoTakesFirstAnswersAndThenRevisionsEndsWithTheSame(Profile profile) {
        World world = World.of(profile, 12, EVENTS).shuffled(2);
        start(World.LATENESS, false);
        world.records().forEach(record -> input().pipeInput(record.bytes()));
        end();

        var verdicts = new WrittenVerdicts();
        List<String> attributions = lines("attributions");
        assertThat(attributions).hasSize((int) world.records().stream()
                .map(record -> record.event().eventId())
                .distinct()
                .count());
        attributions.forEach(verdicts::read);
        List<String> revisions = lines("revisions");
        assertThat(revisions).isNotEmpty();
        revisions.forEach(verdicts::read);

        var expected = new WrittenVerdicts();
        world.expected().values().forEach(expected::read);
        assertThat(verdicts.verdicts()).isEqualTo(expected.verdicts());
    }

    @Test
    void aLogFileIsTakenWholeAndWhatOfItCannotBeReadIsRejectedWithItsPlace() {
        List<SimulatedEvent> records = World.of(Profile.TYPICAL, 13, 3).records();
        start(Duration.ofMinutes(30), false);
        input().pipeInput(("{\"Records\":[" + text(records.get(0).bytes()) + ",{\"eventName\":7},"
                        + text(records.get(1).bytes()) + "]}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(lines("attributions")).hasSize(2);
        assertThat(lines("rejected"))
                .singleElement()
                .asString()
                .startsWith("{\"topic\":\"input\",\"partition\":0,\"offset\":0,\"rejected\":[{")
                .contains(
                        "\"path\":\"$.Records[1]",
                        "\"reason\":\"NOT_AN_EVENT\"",
                        "\"message\":\"not a CloudTrail event: $.Records[1]")
                .endsWith("}],\"more\":0,\"tooLong\":0,\"endUnread\":false,\"farAhead\":false}");
    }

    @Test
    void whatIsRejectedOfOneRecordIsOneShortMessageThatHoldsNothingOfIt() {
        start(Duration.ofMinutes(30), false);
        String element = "{\"eventName\":\"SECRET\",\"SECRET\":7,\"userIdentity\":\"SECRET\"}";
        String file = "{\"Records\":[" + String.join(",", Collections.nCopies(10_000, element)) + "]}";
        byte[] key = "trail".getBytes(StandardCharsets.UTF_8);
        var record = new TestRecord<>(key, file.getBytes(StandardCharsets.UTF_8));
        record.headers().add("from", "SECRET".getBytes(StandardCharsets.UTF_8));
        input().pipeInput(record);

        List<TestRecord<byte[], byte[]>> rejected = output("rejected").readRecordsToList();
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).key()).isEqualTo(key);
        assertThat(rejected.get(0).headers()).isEmpty();
        assertThat(text(rejected.get(0).value()))
                .hasSizeLessThan(64 << 10)
                .contains("$.Records[99]")
                .doesNotContain("$.Records[100]", "SECRET")
                .endsWith("\"more\":9900,\"tooLong\":0,\"endUnread\":false,\"farAhead\":false}");
    }

    @Test
    void theReadmeShowsWhatIsTold() throws IOException {
        start(Duration.ofMinutes(30), false);
        input().pipeInput("{\"Records\":[{\"eventVersion\":\"1.08\",\"userIdentity\":\"alice\"}]}"
                .getBytes(StandardCharsets.UTF_8));
        String told = lines("rejected").get(0).replace("\"input\"", "\"cloudtrail\"");
        assertThat(Files.readString(Path.of("README.md"))).contains(told);
    }

    @Test
    void aKeyThatNearlyFillsAMessageIsNotWrittenAgain() {
        start(Duration.ofMinutes(30), false);
        input().pipeInput(new byte[1 << 20], "not json".getBytes(StandardCharsets.UTF_8));
        assertThat(output("rejected").readKeyValuesToList())
                .singleElement()
                .satisfies(told -> assertThat(told.key).isNull());
    }

    @Test
    void whatIsNoCloudTrailAtAllIsRejectedAndTheRestGoesOn() {
        SimulatedEvent record = World.of(Profile.TYPICAL, 13, 1).records().get(0);
        start(Duration.ofMinutes(30), false);
        input().pipeInput(new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        input().pipeInput("not json".getBytes(StandardCharsets.UTF_8));
        input().pipeInput(new byte[0]);
        input().pipeInput(record.bytes());

        assertThat(lines("attributions")).hasSize(1);
        assertThat(lines("rejected")).hasSizeBetween(2, 3);
    }

    private static byte[] eventOf(String id, String userName, int repeats) {
        String record = """
                {"eventID":"%s","eventTime":"2026-03-02T12:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject",\
                "userIdentity":{"type":"IAMUser","userName":"%s"}}""".formatted(id, userName.repeat(repeats));
        return record.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anEventThatNoMessageHoldsIsRejectedAndTheRestGoesOn() {
        start(Duration.ofMinutes(30), false);
        input().pipeInput(eventOf("long", "x", EventDealer.LONGEST_EVENT));
        input().pipeInput(eventOf("short", "x", 10));

        assertThat(lines("rejected")).singleElement().asString().contains("\"rejected\":[],\"more\":0,\"tooLong\":1,");
        assertThat(lines("attributions")).singleElement().asString().contains("\"eventId\":\"short\"");
    }

    @Test
    void anAnswerThatNoMessageHoldsIsToldByItsKeyAndTheRestGoesOn() {
        start(Duration.ofMinutes(30), false);
        input().pipeInput(eventOf("long", "\\u0001", 174_000));
        input().pipeInput(eventOf("short", "x", 10));

        assertThat(lines("rejected"))
                .singleElement()
                .asString()
                .startsWith("{\"unsent\":\"attributions\",\"key\":\"long\",\"bytes\":104");
        assertThat(lines("attributions")).singleElement().asString().contains("\"eventId\":\"short\"");
    }

    @Test
    void anEventTimeFarAheadOfTheClockDoesNotMoveEventTime() {
        start(Duration.ofMinutes(30), true);
        SimulatedEvent record = World.of(Profile.TYPICAL, 13, 1).records().get(0);
        String eventTime = record.event().eventTime().toString();
        String ahead = text(record.bytes()).replace(eventTime, "2099-01-01T00:00:00Z");
        assertThat(ahead).contains("2099");
        input().pipeInput(record.bytes());
        input().pipeInput(ahead.replace(record.event().eventId(), "ahead").getBytes(StandardCharsets.UTF_8));
        assertThat(lines("attributions")).isEmpty();
        end();
        assertThat(lines("attributions")).hasSize(2);
    }

    @Test
    void aTimeWithoutAnEventThatIsFarAheadOfTheClockIsRejectedAndDoesNotMoveEventTime() {
        start(Duration.ofMinutes(30), true);
        World world = World.of(Profile.TYPICAL, 13, 1);
        input().pipeInput(null, null, World.NOW.plus(Duration.ofMinutes(31)).plus(Duration.ofDays(1)));
        input().pipeInput(null, null, Instant.ofEpochMilli(Long.MAX_VALUE));
        input().pipeInput(world.records().get(0).bytes());

        assertThat(lines("attributions")).as("nothing is final").isEmpty();
        assertThat(lines("rejected"))
                .hasSize(2)
                .first()
                .isEqualTo(
                        "{\"topic\":\"input\",\"partition\":0,\"offset\":0,\"rejected\":[],\"more\":0,\"tooLong\":0,\"endUnread\":false,\"farAhead\":true}");
        input().pipeInput(null, null, World.NOW.plus(Duration.ofMinutes(29)).plus(Duration.ofDays(1)));
        assertThat(lines("attributions")).hasSize(1);
    }
}
