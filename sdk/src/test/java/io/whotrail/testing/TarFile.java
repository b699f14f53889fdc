// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Reads the files out of a {@code .tar.gz}, as far as the shared data sets need it (ustar, and GNU's and PAX's
 * names).
 */
public final class TarFile {
    private static final int BLOCK = 512;

    private TarFile() {}

    /** All files by their names, sorted. */
    public static Map<String, byte[]> read(Path tarGz) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(tarGz), 1 << 16)))) {
            byte[] header = new byte[BLOCK];
            String longName = null;
            while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                char type = (char) header[156];
                String prefix = text(header, 345, 155);
                String name =
                        longName != null ? longName : (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
                longName = null;
                if (type == 'L') {
                    longName = text(content, 0, size);
                } else if (type == 'x') {
                    longName = paxPath(new String(content, StandardCharsets.UTF_8));
                } else if (type == '0' || type == 0) {
                    files.put(name, content);
                }
            }
        }
        return files;
    }

    private static String paxPath(String records) {
        for (String line : records.split("\n", -1)) {
            int at = line.indexOf(" path=");
            if (at >= 0) {
                return line.substring(at + " path=".length());
            }
        }
        return null;
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
