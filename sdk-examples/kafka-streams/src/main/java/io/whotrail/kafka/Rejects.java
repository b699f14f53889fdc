// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.whotrail.source.RejectedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What of one record of the input could not be read: where it lies and why, never what it holds. However much that is, little is
 * written. Not thread safe.
 */
final class Rejects {
    /** So many are told, of the others only how many they are. */
    private static final int TOLD = 100;

    /** A path through names that are nested deeply can be long. */
    private static final int LONGEST = 500;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final List<RejectedRecord> told = new ArrayList<>();
    private long tooLong;
    private boolean endUnread;
    private boolean farAhead;
    private long more;

    void add(RejectedRecord one) {
        if (told.size() < TOLD) {
            told.add(one);
        } else {
            more++;
        }
    }

    /** What is to be kept of an event is more than a message holds. */
    void addTooLong() {
        tooLong++;
    }

    /** What comes after what was read so far cannot be read. */
    void addEnd() {
        endUnread = true;
    }

    /** The record has no value and tells a time that cannot be. */
    void addFarAhead() {
        farAhead = true;
    }

    boolean isEmpty() {
        return told.isEmpty() && tooLong == 0 && !endUnread && !farAhead;
    }

    void clear() {
        told.clear();
        tooLong = 0;
        endUnread = false;
        farAhead = false;
        more = 0;
    }

    /** A JSON object. */
    byte[] toJson(RecordMetadata place) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("topic", place.topic());
            json.writeNumberField("partition", place.partition());
            json.writeNumberField("offset", place.offset());
            json.writeArrayFieldStart("rejected");
            for (RejectedRecord one : told) {
                write(one, json);
            }
            json.writeEndArray();
            json.writeNumberField("more", more);
            json.writeNumberField("tooLong", tooLong);
            json.writeBooleanField("endUnread", endUnread);
            json.writeBooleanField("farAhead", farAhead);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A JSON object that tells of an answer, or a message to another part, that no topic would take. */
    static byte[] ofUnsent(String topic, byte[] key, int length) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("unsent", topic);
            json.writeStringField("key", shortened(new String(key, StandardCharsets.UTF_8)));
            json.writeNumberField("bytes", length);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be written", impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(RejectedRecord one, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (one.gzipMember() != null) {
            json.writeNumberField("member", one.gzipMember());
        }
        json.writeNumberField("byte", one.byteOffset());
        json.writeNumberField("index", one.recordIndex());
        json.writeStringField("path", shortened(one.path()));
        json.writeStringField("reason", one.reason().name());
        json.writeStringField("message", shortened(one.message()));
        json.writeEndObject();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + '…';
    }
}
