// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Public keys as {@code aws cloudtrail list-public-keys} prints them, of one Region or several, one output or several one
 * after the other. Immutable.
 */
public final class PublicKeys implements PublicKeySource {
    private static final String LIST = "PublicKeyList";

    private final List<DigestKey> keys;

    private PublicKeys(List<DigestKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a file.
     *
     * @param file what {@code list-public-keys} printed
     * @return the keys in it
     * @throws IOException if it cannot be read, or is something else; the message says what is wrong, and where
     */
    public static PublicKeys read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /**
     * Reads a stream, and does not close it.
     *
     * @param in what {@code list-public-keys} printed
     * @param name what errors call it
     * @return the keys in it
     * @throws IOException if it cannot be read, or is something else; the message says what is wrong, and where
     */
    public static PublicKeys read(InputStream in, String name) throws IOException {
        var keys = new ArrayList<DigestKey>();
        try (JsonParser json = StrictJson.parser(in)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                StrictJson.expect(json, JsonToken.START_OBJECT);
                readOutput(json, keys);
            }
        } catch (JsonProcessingException | CharConversionException | StrictJson.Unexpected wrong) {
            throw new IOException(name + " is no output of list-public-keys: " + StrictJson.problem(wrong), wrong);
        }
        if (keys.isEmpty()) {
            throw new IOException(name + " is no output of list-public-keys: it has no keys");
        }
        return new PublicKeys(keys);
    }

    private static void readOutput(JsonParser json, List<DigestKey> keys) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean list = json.currentName().equals(LIST);
            json.nextToken();
            if (list) {
                StrictJson.expect(json, JsonToken.START_ARRAY);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    StrictJson.expect(json, JsonToken.START_OBJECT);
                    keys.add(readKey(json));
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private static DigestKey readKey(JsonParser json) throws IOException {
        String value = null;
        String from = null;
        String to = null;
        String fingerprint = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "Value" -> value = StrictJson.text(json);
                case "ValidityStartTime" -> from = StrictJson.scalar(json);
                case "ValidityEndTime" -> to = StrictJson.scalar(json);
                case "Fingerprint" -> fingerprint = StrictJson.text(json);
                default -> json.skipChildren();
            }
        }
        if (value == null || from == null || to == null || fingerprint == null) {
            throw StrictJson.unexpected(json, "a key without Value, ValidityStartTime, ValidityEndTime or Fingerprint");
        }
        try {
            return DigestKey.ofPkcs1(Base64.getDecoder().decode(value), fingerprint, time(from), time(to));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw StrictJson.unexpected(json, String.valueOf(wrong.getMessage()));
        }
    }

    /** The CLI prints times in ISO 8601, or in seconds since 1970. */
    private static Instant time(String text) {
        return text.indexOf('T') < 0
                ? Instant.ofEpochSecond((long) Double.parseDouble(text))
                : OffsetDateTime.parse(text).toInstant();
    }

    @Override
    public List<DigestKey> find(String region, String fingerprint, Instant digestEnd) {
        return keys.stream()
                .filter(key -> key.fingerprint().equalsIgnoreCase(fingerprint))
                .toList();
    }
}
