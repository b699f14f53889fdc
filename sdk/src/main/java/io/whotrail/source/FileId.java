// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A file with one content: another size or time makes it another.
 *
 * @param key where it lies below its folder, with slashes, as its key in the bucket that is mirrored
 * @param stamp its size and time
 */
record FileId(String key, Stamp stamp) {
    /** The key of a file: its path below a folder, or its name where it is that path itself. */
    static String key(Path folder, Path file) {
        Path below = folder.equals(file) ? file.getFileName() : folder.relativize(file);
        return String.valueOf(below).replace('\\', '/');
    }

    /** The key of the folder that it lies in, empty for the folder that is watched. */
    String folder() {
        return key.substring(0, Math.max(0, key.lastIndexOf('/')));
    }

    long hash() {
        return hash(key, stamp);
    }

    /** A number that nobody can choose names for. */
    static long hash(String key, @Nullable Stamp stamp) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(name.length + 2 * Long.BYTES);
        bytes.putLong(stamp == null ? -1 : stamp.size())
                .putLong(stamp == null ? -1 : stamp.modified())
                .put(name);
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
