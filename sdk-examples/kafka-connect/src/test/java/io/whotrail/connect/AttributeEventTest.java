// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class AttributeEventTest {
    private static final String EVENT = """
            {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAALICE","arn":"arn:aws:iam::111122223333:user/alice",\
            "accountId":"111122223333","userName":"alice"},"eventTime":"2026-03-02T09:00:00Z","eventSource":"s3.amazonaws.com",\
            "eventName":"GetObject","eventID":"e1","resources":[],"recipientAccountId":"111122223333","responseElements":null}""";
    private static final String ANSWER = """
            {"eventId":"e1","eventTime":"2026-03-02T09:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject",\
            "recipientAccountId":"111122223333","verdict":"ATTRIBUTED","revision":0,"final":false,"origin":{"type":"IAMUser",\
            "name":"alice","arn":"arn:aws:iam::111122223333:user/alice","principalId":"AIDAALICE","accountId":"111122223333"},\
            "basis":"DIRECT","chain":[]}""";

    private final AttributeEvent<SinkRecord> transformation = configured(Map.of());

    private static AttributeEvent<SinkRecord> configured(Map<String, String> settings) {
        var transformation = new AttributeEvent<SinkRecord>();
        transformation.configure(settings);
        return transformation;
    }

    private static SinkRecord record(Schema schema, Object value) {
        var record = new SinkRecord(
                "trail", 3, Schema.STRING_SCHEMA, "key", schema, value, 17, 1_000L, TimestampType.CREATE_TIME);
        record.headers().addString("kept", "as it was");
        return record;
    }

    private static SinkRecord text(String json) {
        return record(Schema.STRING_SCHEMA, json);
    }

    private static Object answerIn(Object value) {
        if (value instanceof Struct struct) {
            return Structs.plain(struct.get("whotrail"));
        }
        String json = value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
        return value instanceof Map<?, ?> map
                ? map.get("whotrail")
                : Structs.map(json).get("whotrail");
    }

    @Test
    void textIsGivenTheAnswerAsItsLastMemberAndIsTheSameBeforeIt() {
        Object value = transformation.apply(text(EVENT + " \n")).value();
        assertThat(value).isEqualTo(EVENT.substring(0, EVENT.length() - 1) + ",\"whotrail\":" + ANSWER + "} \n");
    }

    @Test
    void valuesOfEveryKindHaveTheAnswersOfAnAttributorByItself() {
        List<String> records = Events.delivered(1, 400);
        Events.Said said = Events.attributed(records);
        AttributeEvent<SinkRecord> bytes = configured(Map.of());
        AttributeEvent<SinkRecord> buffers = configured(Map.of());
        AttributeEvent<SinkRecord> maps = configured(Map.of());
        AttributeEvent<SinkRecord> structs = configured(Map.of());
        int answered = 0;
        for (int i = 0; i < records.size(); i++) {
            String json = records.get(i);
            byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
            Struct struct = Structs.struct(json);
            Object text = transformation.apply(text(json)).value();
            Object expected = answerIn(text);
            Optional<String> line = said.answers().get(i);
            if (line.isPresent()) {
                assertThat((String) text).endsWith(",\"whotrail\":" + line.get() + '}');
                answered++;
            }
            assertThat(answerIn(bytes.apply(record(null, utf8)).value())).isEqualTo(expected);
            assertThat(answerIn(buffers.apply(record(Schema.BYTES_SCHEMA, ByteBuffer.wrap(utf8)))
                            .value()))
                    .isEqualTo(expected);
            assertThat(answerIn(maps.apply(record(null, Structs.map(json))).value()))
                    .isEqualTo(expected);
            assertThat(answerIn(structs.apply(record(struct.schema(), struct)).value()))
                    .isEqualTo(expected);
        }
        assertThat(answered).isBetween(300, records.size() - 1);
        assertThat(said.corrections()).isNotEmpty();
    }

    @Test
    void allElseOfARecordStaysAsItIs() {
        SinkRecord record = text(EVENT);
        SinkRecord answered = transformation.apply(record);
        assertThat(answered.value()).isNotEqualTo(EVENT);
        assertThat(answered.newRecord("trail", 3, Schema.STRING_SCHEMA, "key", Schema.STRING_SCHEMA, EVENT, 1_000L))
                .isEqualTo(record);
        assertThat(record).isEqualTo(text(EVENT));
    }

    @Test
    void mapsAndStructsThatWereHandedInAreNotChanged() {
        Map<String, Object> map = Map.copyOf(withoutNulls(Structs.map(EVENT)));
        Struct struct = Structs.struct(EVENT);
        transformation.apply(record(null, map));
        transformation.apply(record(struct.schema(), struct));
        assertThat(map).doesNotContainKey("whotrail");
        assertThat(struct).isEqualTo(Structs.struct(EVENT));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> map) {
        var copy = new HashMap<>(map);
        copy.values().removeIf(value -> value == null);
        return copy;
    }

    @Test
    void aStructKeepsItsFieldsAndItsSchemaIsExtendedOnce() {
        Schema schema = SchemaBuilder.struct()
                .name("trail.Record")
                .version(7)
                .doc("a record")
                .parameter("owner", "security")
                .field("eventID", Schema.STRING_SCHEMA)
                .field("eventName", Schema.STRING_SCHEMA)
                .field(
                        "eventSource",
                        SchemaBuilder.string().defaultValue("s3.amazonaws.com").build())
                .field(
                        "note",
                        SchemaBuilder.string().optional().defaultValue("none").build())
                .build();
        SinkRecord first = transformation.apply(record(schema, named(schema, "one")));
        SinkRecord second = transformation.apply(record(schema, named(schema, "two")));
        assertThat(second.valueSchema()).isSameAs(first.valueSchema());
        assertThat(first.valueSchema().fields()).startsWith(schema.fields().toArray(new Field[0]));
        assertThat(first.valueSchema().parameters()).containsEntry("owner", "security");
        assertThat(first.valueSchema().name()
                        + first.valueSchema().version()
                        + first.valueSchema().doc())
                .isEqualTo("trail.Record7a record");
        Struct value = (Struct) first.value();
        value.validate();
        assertThat(value.getString("eventID")).isEqualTo("one");
        assertThat(value.getWithoutDefault("note")).isNull();
        assertThat(value.getStruct("whotrail").getString("reason")).isEqualTo("NO_IDENTITY");
    }

    private static Struct named(Schema schema, String id) {
        return new Struct(schema).put("eventID", id).put("eventName", "GetObject");
    }

    @Test
    void aHeaderHasTheAnswerAndTheValueStays() {
        SinkRecord record = text(EVENT);
        SinkRecord answered = configured(Map.of("attribution.place", "header", "attribution.name", "who"))
                .apply(record);
        assertThat(answered.value()).isSameAs(record.value());
        assertThat(answered.headers().lastWithName("who").value()).isEqualTo(ANSWER);
        assertThat(answered.headers().lastWithName("kept").value()).isEqualTo("as it was");
        assertThat(record.headers().lastWithName("who")).isNull();
    }

    @Test
    void aTombstonePassesAsItIs() {
        SinkRecord tombstone = record(null, null);
        SinkRecord typed = record(Schema.OPTIONAL_STRING_SCHEMA, null);
        assertThat(transformation.apply(tombstone)).isSameAs(tombstone);
        assertThat(transformation.apply(typed)).isSameAs(typed);
    }

    @Test
    void aRecordThatComesAgainIsAnsweredAgain() {
        String first = (String) transformation.apply(text(EVENT)).value();
        assertThat(transformation.apply(text(EVENT)).value()).isEqualTo(first);
    }

    @Test
    void aRecordThatContradictsOneOfItsIdSaysSo() {
        transformation.apply(text(EVENT));
        String other = EVENT.replace("alice", "mallory");
        assertThat((String) transformation.apply(text(other)).value())
                .contains("\"reason\":\"CONFLICT\"")
                .doesNotContain("\"origin\"");
    }

    @Test
    void aLogFileIsRefusedAsMoreThanOneEvent() {
        String file = "{\"Records\":[" + EVENT + "]}";
        assertRefused(text(file), "split it before");
        assertRefused(record(null, Structs.map(file)), "split it before");
        assertRefused(
                text("{\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":" + EVENT + "}"), "split it before");
    }

    @Test
    void whatIsNoEventIsRefusedWithItsPlaceAndWithoutItsContent() {
        assertRefused(text("secret"), "$ is no object");
        assertRefused(text("{\"password\":\"secret\"}"), "is no event of CloudTrail");
        assertRefused(
                text(EVENT.replaceFirst("\"userIdentity\":\\{.*?}", "\"userIdentity\":\"secret\"")), "$.userIdentity");
        assertRefused(text(EVENT + "{\"secret\":1}"), "is followed by something else");
        assertRefused(record(null, Map.of(1, "secret")), "value of topic trail");
        assertRefused(record(null, Map.of("eventName", new StringBuilder("secret"))), "cannot be written as JSON");
        assertRefused(record(Schema.INT32_SCHEMA, 1), "is a INT32");
        assertRefused(record(null, List.of("secret")), "holds no event");
        Schema texts =
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build();
        assertRefused(record(texts, Map.of("eventName", "secret")), "is a MAP");
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        String taken =
                EVENT.replace("\"resources\":[]", "\"resources\":[{\"who\":1}],\"whotrail\":{\"verdict\":\"mine\"}");
        Struct struct = Structs.struct(taken);
        assertRefused(text(taken), "has a field whotrail already");
        assertRefused(record(null, Structs.map(taken)), "has a field whotrail already");
        assertRefused(record(struct.schema(), struct), "has a field whotrail already");
        assertThat(configured(Map.of("attribution.name", "who"))
                        .apply(text(taken))
                        .value())
                .isNotNull();
        SinkRecord labelled = text(EVENT);
        labelled.headers().addString("whotrail", "mine");
        AttributeEvent<SinkRecord> intoHeader = configured(Map.of("attribution.place", "header"));
        assertThatThrownBy(() -> intoHeader.apply(labelled)).hasMessageContaining("has a header whotrail already");
        assertThat(transformation.apply(labelled).value()).isNotNull();
    }

    @Test
    void aBadRecordDoesNotStopTheOthers() {
        assertRefused(text("{"), "is cut off");
        assertThat((String) transformation.apply(text(EVENT)).value()).contains("\"ATTRIBUTED\"");
    }

    private void assertRefused(SinkRecord record, String problem) {
        assertThatThrownBy(() -> transformation.apply(record))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("value of topic trail, partition 3, offset 17: ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret");
    }
}
