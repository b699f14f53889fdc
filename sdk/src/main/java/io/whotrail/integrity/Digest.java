// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a digest file.
 *
 * @param endText when the covered time ends, as written
 * @param previous the digest before it; {@code null} for the first of a chain
 */
record Digest(
        Instant start,
        Instant end,
        String endText,
        String bucket,
        String key,
        String fingerprint,
        String signatureAlgorithm,
        @Nullable Previous previous,
        List<LogFile> logFiles) {
    /** The digest before. */
    record Previous(String bucket, String key, String hash, String hashAlgorithm, String signature) {}

    /** A log file that was delivered in the covered time. */
    record LogFile(
            String bucket,
            String key,
            String hash,
            String hashAlgorithm,
            @Nullable Instant oldest,
            @Nullable Instant newest) {}

    private static final String LOG_FILES = "logFiles";
    private static final Set<String> NOT_NULL = Set.of(
            "digestStartTime",
            "digestEndTime",
            "digestS3Bucket",
            "digestS3Object",
            "digestPublicKeyFingerprint",
            "digestSignatureAlgorithm");

    /**
     * Reads a digest.
     *
     * @throws MalformedDigest if it is none
     */
    static Digest of(byte[] json) throws MalformedDigest {
        Map<String, @Nullable String> texts = new HashMap<>();
        List<LogFile> logFiles = new ArrayList<>();
        boolean listed = false;
        try (JsonParser parser = StrictJson.parser(json)) {
            parser.nextToken();
            StrictJson.expect(parser, JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(LOG_FILES)) {
                    listed = true;
                    readLogFiles(parser, logFiles);
                } else {
                    texts.put(name, StrictJson.textOrNull(parser));
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedDigest("something follows the digest");
            }
            if (!listed) {
                throw new MalformedDigest("logFiles is missing");
            }
            return of(texts, logFiles);
        } catch (JsonProcessingException | CharConversionException | StrictJson.Unexpected wrong) {
            throw new MalformedDigest(StrictJson.problem(wrong));
        } catch (IOException fromMemory) {
            throw new IllegalStateException(fromMemory);
        }
    }

    private static Digest of(Map<String, @Nullable String> texts, List<LogFile> logFiles) throws MalformedDigest {
        for (String name : NOT_NULL) {
            required(texts, name);
        }
        if (!texts.containsKey("previousDigestSignature")) {
            throw new MalformedDigest("previousDigestSignature is missing");
        }
        Instant start = time(texts, "digestStartTime");
        Instant end = time(texts, "digestEndTime");
        if (!start.isBefore(end)) {
            throw new MalformedDigest("digestStartTime is not before digestEndTime");
        }
        return new Digest(
                start,
                end,
                required(texts, "digestEndTime"),
                required(texts, "digestS3Bucket"),
                required(texts, "digestS3Object"),
                required(texts, "digestPublicKeyFingerprint"),
                required(texts, "digestSignatureAlgorithm"),
                previous(texts),
                List.copyOf(logFiles));
    }

    private static @Nullable Previous previous(Map<String, @Nullable String> texts) throws MalformedDigest {
        if (texts.get("previousDigestSignature") == null) {
            return null;
        }
        return new Previous(
                required(texts, "previousDigestS3Bucket"),
                required(texts, "previousDigestS3Object"),
                required(texts, "previousDigestHashValue"),
                required(texts, "previousDigestHashAlgorithm"),
                required(texts, "previousDigestSignature"));
    }

    private static void readLogFiles(JsonParser json, List<LogFile> logFiles) throws IOException, MalformedDigest {
        StrictJson.expect(json, JsonToken.START_ARRAY);
        Set<String> keys = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            StrictJson.expect(json, JsonToken.START_OBJECT);
            Map<String, @Nullable String> texts = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                texts.put(name, StrictJson.textOrNull(json));
            }
            LogFile logFile = new LogFile(
                    required(texts, "s3Bucket"),
                    required(texts, "s3Object"),
                    required(texts, "hashValue"),
                    required(texts, "hashAlgorithm"),
                    texts.get("oldestEventTime") == null ? null : time(texts, "oldestEventTime"),
                    texts.get("newestEventTime") == null ? null : time(texts, "newestEventTime"));
            if (!keys.add(logFile.bucket() + '/' + logFile.key())) {
                throw new MalformedDigest("a log file is named twice");
            }
            logFiles.add(logFile);
        }
    }

    private static String required(Map<String, @Nullable String> texts, String name) throws MalformedDigest {
        String text = texts.get(name);
        if (text == null || text.isEmpty()) {
            throw new MalformedDigest(name + " is missing");
        }
        return text;
    }

    private static Instant time(Map<String, @Nullable String> texts, String name) throws MalformedDigest {
        try {
            return Instant.parse(required(texts, name));
        } catch (DateTimeException noTime) {
            throw new MalformedDigest(name + " is no time");
        }
    }

    /** What the signature is made over. */
    String signed(String hash) {
        return endText
                + '\n'
                + bucket
                + '/'
                + key
                + '\n'
                + hash
                + '\n'
                + (previous == null ? "null" : previous.signature());
    }
}
