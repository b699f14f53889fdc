// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONObject;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What a user has without Whotrail, on the JVM. */
final class Rivals {
    private static final int BUFFER = 1 << 16;

    private Rivals() {}

    /** Jackson steps over the tokens, and nothing is made of them. */
    static long jacksonTokens(JsonFactory jackson, byte[] ndjson) throws IOException {
        long events = 0;
        int depth = 0;
        try (JsonParser parser = jackson.createParser(ndjson)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    events += depth++ == 0 ? 1 : 0;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                }
            }
        }
        return events;
    }

    /** What one writes first: a tree of each record, and a map from the issued key to its caller; one hop. */
    static long databind(ObjectMapper mapper, byte[] ndjson) throws IOException {
        Map<String, String> callers = new HashMap<>();
        long events = 0;
        try (MappingIterator<JsonNode> records =
                mapper.readerFor(JsonNode.class).readValues(ndjson)) {
            while (records.hasNext()) {
                JsonNode event = records.next();
                JsonNode identity = event.path("userIdentity");
                String caller = identity.path("arn").asText();
                String key = event.path("responseElements")
                        .path("credentials")
                        .path("accessKeyId")
                        .asText();
                if (!key.isEmpty()) {
                    callers.put(key, caller);
                }
                String origin =
                        callers.getOrDefault(identity.path("accessKeyId").asText(), caller);
                events += origin == null ? 0 : 1;
            }
        }
        return events;
    }

    /** The same with the trees of fastjson2, which reads line by line. */
    static long fastjson(byte[] ndjson) {
        Map<String, String> callers = new HashMap<>();
        long events = 0;
        int begin = 0;
        for (int end = 0; end < ndjson.length; end++) {
            if (ndjson[end] == '\n') {
                JSONObject event = JSON.parseObject(ndjson, begin, end - begin);
                JSONObject identity = event.getJSONObject("userIdentity");
                String arn = identity == null ? null : identity.getString("arn");
                String caller = arn == null ? "" : arn;
                Object elements = event.get("responseElements");
                Object credentials = elements instanceof JSONObject object ? object.get("credentials") : null;
                if (credentials instanceof JSONObject issued) {
                    callers.put(issued.getString("accessKeyId"), caller);
                }
                String key = identity == null ? null : identity.getString("accessKeyId");
                String origin = callers.getOrDefault(key, caller);
                events += origin == null ? 0 : 1;
                begin = end + 1;
            }
        }
        return events;
    }

    /** {@code java.util.zip} decompresses the log files, and nothing is made of the bytes. */
    static long inflate(List<Path> files) throws IOException {
        var buffer = new byte[BUFFER];
        long done = 0;
        for (Path file : files) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
                int read = 0;
                while (read >= 0) {
                    read = in.read(buffer);
                }
            }
            done++;
        }
        return done;
    }
}
