// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a real worker, between real topics and real files. */
class WorkerTest {
    private static Worker worker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        worker = Worker.start(Map.of());
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private static Map<String, String> all(List<Map<String, String>> settings) {
        var all = new HashMap<String, String>();
        settings.forEach(all::putAll);
        return all;
    }

    /** Fills a topic of its own with records. */
    private static String topic(String name, List<String> records) throws Exception {
        worker.createTopic(name);
        worker.write(name, records);
        return name;
    }

    private static void assertAnswered(List<String> records, List<Optional<String>> answers, List<String> lines) {
        assertThat(lines).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            String begun = records.get(i).substring(0, records.get(i).length() - 1) + ",\"whotrail\":";
            String answer = answers.get(i).orElse("");
            assertThat(lines.get(i)).startsWith(begun + answer);
        }
    }

    @Test
    void aSinkHasEveryEventWithItsAnswerAndTheTopicEveryCorrection() throws Exception {
        List<String> records = Events.delivered(2, 2_000);
        Events.Said said = Events.attributed(records);
        Path file = folder.resolve("answers");
        worker.run("answers", all(List.of(Worker.fileSink(topic("trail", records), file), worker.withCorrections())));
        assertAnswered(records, said.answers(), Worker.lines(file, records.size()));
        assertThat(said.corrections()).hasSizeGreaterThan(10);
        assertThat(worker.texts(Worker.CORRECTIONS)).isEqualTo(said.corrections());
        List<ConsumerRecord<byte[], byte[]>> corrections = worker.read(Worker.CORRECTIONS);
        assertThat(corrections)
                .allSatisfy(correction -> assertThat(correction.key()).isNotEmpty());
        assertThat(corrections)
                .extracting(correction -> text(correction
                        .headers()
                        .lastHeader(CorrectionsTopic.DOCUMENT_ID)
                        .value()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aConnectorThatIsRewoundAnswersAsItDidAtFirst() throws Exception {
        List<String> records = Events.delivered(3, 1_000);
        Path file = folder.resolve("again");
        worker.run("again", Worker.fileSink(topic("trail-again", records), file));
        List<String> first = List.copyOf(Worker.lines(file, records.size()));
        worker.rewind("again");
        List<String> both = Worker.lines(file, 2 * records.size());
        assertThat(both.subList(records.size(), both.size())).isEqualTo(first);
    }

    @Test
    void whatIsNoEventGoesToTheDeadLetterQueueAndTheOthersGoOn() throws Exception {
        List<String> records = Events.delivered(4, 100);
        List<String> bad = List.of("no event", "{\"Records\":[" + records.get(0) + "]}");
        var mixed = new ArrayList<>(records);
        mixed.add(50, bad.get(0));
        mixed.add(70, bad.get(1));
        Path file = folder.resolve("tolerated");
        worker.run(
                "tolerant",
                all(List.of(
                        Worker.fileSink(topic("trail-mixed", mixed), file),
                        Map.of(
                                "errors.tolerance", "all",
                                "errors.deadletterqueue.topic.name", "dead",
                                "errors.deadletterqueue.topic.replication.factor", "1",
                                "errors.deadletterqueue.context.headers.enable", "true"))));
        assertAnswered(records, Events.attributed(records).answers(), Worker.lines(file, records.size()));
        List<ConsumerRecord<byte[], byte[]>> dead = worker.records("dead", 2);
        assertThat(dead).extracting(record -> text(record.value())).isEqualTo(bad);
        assertThat(dead)
                .extracting(record -> text(record.headers()
                        .lastHeader("__connect.errors.exception.message")
                        .value()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("value of topic trail-mixed, partition 0, offset 50: "),
                        second -> assertThat(second).contains("offset 70: ").contains("split it before"));
    }

    @Test
    void withoutToleranceTheTaskStopsAndSaysWhere() throws Exception {
        var records = new ArrayList<>(Events.delivered(5, 10));
        records.add(7, "no event");
        Path file = folder.resolve("stopped");
        worker.run("strict", Worker.fileSink(topic("trail-strict", records), file));
        assertThat(worker.failure("strict"))
                .contains("value of topic trail-strict, partition 0, offset 7: ")
                .doesNotContain("no event ");
        worker.delete("strict");
    }

    @Test
    void aSourceLabelsWhatItReadsInAHeader() throws Exception {
        List<String> records = Events.delivered(6, 200);
        Path file = folder.resolve("records");
        Files.write(file, records);
        worker.createTopic("labelled");
        worker.run(
                "source",
                Map.of(
                        "connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector",
                        "topic", "labelled",
                        "file", file.toString(),
                        "transforms.who.attribution.place", "header"));
        List<ConsumerRecord<byte[], byte[]>> labelled = worker.records("labelled", records.size());
        List<Optional<String>> answers = Events.attributed(records).answers();
        assertThat(labelled).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            assertThat(text(labelled.get(i).value())).isEqualTo(records.get(i));
            assertThat(text(labelled.get(i).headers().lastHeader("whotrail").value()))
                    .startsWith(answers.get(i).orElse("{"));
        }
    }

    @Test
    void mapsOfTheJsonConverterAreAnsweredToo() throws Exception {
        List<String> records = Events.delivered(7, 200);
        Path file = folder.resolve("maps");
        worker.run(
                "maps",
                all(List.of(
                        Worker.fileSink(topic("trail-maps", records), file),
                        Map.of(
                                "value.converter",
                                JsonConverter.class.getName(),
                                "value.converter.schemas.enable",
                                "false"))));
        assertThat(Worker.lines(file, records.size()))
                .allSatisfy(line -> assertThat(line).contains("whotrail={eventId="));
    }

    @Test
    void structsOfTheJsonConverterAreAnsweredToo() throws Exception {
        List<String> records = Events.delivered(7, 200);
        Path file = folder.resolve("structs");
        List<String> withSchemas = records.stream().map(Structs::withSchema).toList();
        worker.run(
                "structs",
                all(List.of(
                        Worker.fileSink(topic("trail-structs", withSchemas), file),
                        Map.of(
                                "value.converter",
                                JsonConverter.class.getName(),
                                "value.converter.schemas.enable",
                                "true"))));
        var alone = new AttributeEvent<SinkRecord>();
        alone.configure(Map.of());
        List<String> expected = records.stream()
                .map(Structs::struct)
                .map(struct -> new SinkRecord("trail", 0, null, null, struct.schema(), struct, 0))
                .map(record -> alone.apply(record).value().toString())
                .toList();
        assertThat(Worker.lines(file, records.size()))
                .isEqualTo(expected)
                .allMatch(line -> line.contains(",whotrail=Struct{"));
    }

    /** As after a death between the topic's acknowledgement and the commit of the record that caused the correction. */
    @Test
    void aCorrectionWhoseRecordWasNotCommittedIsSentAgainAndNoneIsLost() throws Exception {
        List<String> records = Events.delivered(9, 500);
        List<String> first = Events.untilOneCorrects(records);
        Path file = folder.resolve("died");
        worker.createTopic("corrections-died");
        worker.run(
                "died",
                all(List.of(
                        Worker.fileSink(topic("trail-died", first), file),
                        worker.withCorrections(),
                        Map.of("transforms.who.corrections.topic", "corrections-died"))));
        Worker.lines(file, first.size());
        worker.rewind("died");
        worker.write("trail-died", records.subList(first.size(), records.size()));
        Worker.lines(file, first.size() + records.size());
        var expected = new ArrayList<>(Events.attributed(first).corrections());
        expected.addAll(Events.attributed(records).corrections());
        assertThat(worker.texts("corrections-died")).isEqualTo(expected);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
