// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.whotrail.event.CloudTrailTime;
import io.whotrail.source.LogFiles;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a bucket that CloudTrail delivers to, as {@code aws s3 sync} makes it: the path of each file below a folder is
 * its object's key.
 *
 * <p>The signature of a digest is no part of its content but metadata of the object. It stands beside the digest in a file
 * of the same name with {@value #METADATA} behind it, as {@code aws s3api head-object} prints it.
 *
 * <p>That a digest lies where it says of itself that it lies is only known as far as the mirror's paths are true. Lists its
 * files when it is made. Immutable.
 */
public final class LogMirror {
    /** What is added to the name of a digest for the name of its metadata. */
    public static final String METADATA = ".head-object.json";

    private static final String GENERATED = "backfill-generation-timestamp";

    private final String bucket;
    private final SortedMap<String, Path> files;

    private LogMirror(String bucket, SortedMap<String, Path> files) {
        this.bucket = bucket;
        this.files = files;
    }

    /**
     * A mirror of a bucket whose name is what its digests say.
     *
     * @param root the folder that stands for the bucket
     * @return the mirror
     * @throws IOException if a folder cannot be read
     */
    public static LogMirror of(Path root) throws IOException {
        return of(root, "");
    }

    /**
     * A mirror of a bucket.
     *
     * @param root the folder that stands for the bucket
     * @param bucket the bucket's name, as digests must have it; empty where it is not known
     * @return the mirror
     * @throws IOException if a folder cannot be read
     */
    public static LogMirror of(Path root, String bucket) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Path file : LogFiles.list(root)) {
            files.put(root.relativize(file).toString().replace('\\', '/'), file);
        }
        return new LogMirror(bucket, Collections.unmodifiableSortedMap(files));
    }

    /** All files, by the key of the object that they stand for. */
    SortedMap<String, Path> files() {
        return files;
    }

    /** Whether an object of a bucket would be here, if it were anywhere. */
    boolean isOf(String otherBucket) {
        return bucket.isEmpty() || bucket.equals(otherBucket);
    }

    /** The bucket; empty where it is not known. */
    String bucket() {
        return bucket;
    }

    /**
     * The signature of a digest.
     *
     * @param hex its bytes
     * @param algorithm how it was made, as far as that was kept
     * @param generated when a digest of files that came late was made, as far as that was kept
     */
    record Signature(
            String hex,
            @Nullable String algorithm,
            @Nullable Instant generated) {}

    /** The signature that belongs to a digest, or {@code null} where it was not kept. */
    @Nullable
    Signature signature(String key) throws IOException {
        Path sidecar = files.get(key + METADATA);
        if (sidecar == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(sidecar);
                JsonParser json = StrictJson.parser(in)) {
            Map<String, String> metadata = new TreeMap<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals("Metadata");
                json.nextToken();
                if (wanted) {
                    read(json, metadata);
                } else {
                    json.skipChildren();
                }
            }
            String hex = metadata.get("signature");
            return hex == null
                    ? null
                    : new Signature(
                            hex, metadata.get("signature-algorithm"), CloudTrailTime.parse(metadata.get(GENERATED)));
        } catch (JsonProcessingException | CharConversionException | StrictJson.Unexpected noMetadata) {
            return null;
        }
    }

    private static void read(JsonParser json, Map<String, String> metadata) throws IOException {
        StrictJson.expect(json, JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            metadata.put(name, StrictJson.text(json));
        }
    }
}
