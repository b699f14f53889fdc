// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Answers as Kafka Connect has data: the fields of a line of NDJSON, with their names. */
final class Answers {
    private static final Schema TEXT = Schema.OPTIONAL_STRING_SCHEMA;
    private static final Schema TEXTS =
            SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();

    private static final Schema IDENTITY = struct("Identity")
            .field("type", TEXT)
            .field("name", TEXT)
            .field("arn", TEXT)
            .field("principalId", TEXT)
            .field("accountId", TEXT)
            .field("provider", TEXT)
            .field("userId", TEXT)
            .field("identityStoreArn", TEXT)
            .field("service", TEXT)
            .field("roleArn", TEXT)
            .build();

    private static final Schema CHAIN = arrayOf(struct("Hop")
            .field("roleArn", TEXT)
            .field("roleId", TEXT)
            .field("sessionName", TEXT)
            .field("sourceIdentity", TEXT)
            .field("issuedAt", TEXT)
            .field("link", TEXT)
            .field("issuanceEventIds", TEXTS)
            .build());

    private static final Schema CANDIDATES =
            arrayOf(explanation(struct("Explanation")).build());

    private static final Schema SESSION = struct("Session")
            .field("arn", TEXT)
            .field("accessKeyId", TEXT)
            .field("createdAt", TEXT)
            .build();

    private static final Schema CLAIMS = struct("Claims")
            .field("sessionName", TEXT)
            .field("sourceIdentity", TEXT)
            .build();

    private static final Schema SIGNALS = arrayOf(struct("Signal")
            .field("type", TEXT)
            .field("detail", TEXT)
            .field("eventIds", TEXTS)
            .build());

    /** An answer for an event. */
    static final Schema SCHEMA = explanation(struct("Attribution")
                    .field("eventId", Schema.STRING_SCHEMA)
                    .field("eventTime", TEXT)
                    .field("eventSource", TEXT)
                    .field("eventName", TEXT)
                    .field("recipientAccountId", TEXT)
                    .field("verdict", Schema.STRING_SCHEMA)
                    .field("revision", Schema.INT32_SCHEMA)
                    .field("final", Schema.BOOLEAN_SCHEMA)
                    .field("finalizedEarly", Schema.OPTIONAL_BOOLEAN_SCHEMA))
            .field("candidates", CANDIDATES)
            .field("session", SESSION)
            .field("reason", TEXT)
            .field("furthest", IDENTITY)
            .field("claims", CLAIMS)
            .field("via", TEXT)
            .field("signals", SIGNALS)
            .field("trust", TEXT)
            .build();

    private Answers() {}

    private static SchemaBuilder struct(String name) {
        return SchemaBuilder.struct().name("io.whotrail." + name).version(1).optional();
    }

    private static SchemaBuilder explanation(SchemaBuilder struct) {
        return struct.field("origin", IDENTITY)
                .field("basis", TEXT)
                .field("chain", CHAIN)
                .field("chainLength", Schema.OPTIONAL_INT32_SCHEMA);
    }

    private static Schema arrayOf(Schema element) {
        return SchemaBuilder.array(element).optional().build();
    }

    /** A line without its end. */
    static byte[] json(byte[] line) {
        return Arrays.copyOf(line, line.length - 1);
    }

    /**
     * Makes data of a schema of what JSON has.
     *
     * @throws org.apache.kafka.connect.errors.DataException if the schema has no field of a name
     */
    static Object shaped(Schema schema, Object json) {
        if (json instanceof Map<?, ?> members) {
            var struct = new Struct(schema);
            members.forEach((name, member) -> struct.put((String) name, member(schema, (String) name, member)));
            return struct;
        }
        if (json instanceof List<?> elements) {
            return elements.stream()
                    .map(element -> shaped(schema.valueSchema(), element))
                    .toList();
        }
        return schema.type() == Schema.Type.INT32 ? ((Number) json).intValue() : json;
    }

    private static Object member(Schema schema, String name, Object json) {
        Field field = schema.field(name);
        return field == null ? json : shaped(field.schema(), json);
    }
}
