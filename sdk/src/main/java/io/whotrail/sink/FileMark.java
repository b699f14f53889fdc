// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of a file sink stands: all files below a number whole, and of the file with that number so many bytes.
 *
 * @param number the file
 * @param bytes its length
 */
record FileMark(long number, long bytes) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})");

    static FileMark parse(String text) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a mark is two numbers with a colon between, got another text");
        }
        return new FileMark(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)));
    }

    /**
     * Finishes or removes what a process left behind.
     *
     * @param files the files
     * @param mark what counts; {@code null} where every whole line does
     */
    static void recover(FileSet files, @Nullable FileMark mark) throws IOException {
        Map<Long, Long> lengths = files.unfinished();
        if (mark != null && mark.bytes > 0 && mark.bytes > files.length(mark.number)) {
            throw new IOException("file " + mark.number + " is shorter than its mark, " + mark.bytes + " bytes");
        }
        for (Map.Entry<Long, Long> file : lengths.entrySet()) {
            long number = file.getKey();
            if (mark != null && number > mark.number) {
                files.drop(number);
            } else {
                files.recover(number, mark != null && number == mark.number ? mark.bytes : file.getValue());
            }
        }
        if (!lengths.isEmpty()) {
            files.forceNames();
        }
    }

    @Override
    public String toString() {
        return number + ":" + bytes;
    }
}
