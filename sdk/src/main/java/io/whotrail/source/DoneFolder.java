// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which files of one folder were read. Not thread safe. */
final class DoneFolder {
    /* Each file is remembered by a hash of its name and one of its content's stamp. Where these become too many, the folder is
     * condensed: how many files there were, what their hashes sum up to, and the time of the newest. Files that are newer than
     * that are new; the others are all known if number and sum are the same, and if there are fewer, some were taken
     * away. Else one came that is older than what was read before it: which one can't be told, so all are read again. Nothing
     * is lost by it, and who remembers events knows the others again. */

    static final String KIND = "a watched folder";
    private static final int FIRST_FILE = 5;

    private final Map<Long, Long> files = new HashMap<>();
    private long newest = Long.MIN_VALUE;

    private int condensed;
    private long sum;
    private long condensedNewest = Long.MIN_VALUE;

    void add(FileId file) {
        files.put(name(file), file.hash());
        newest = Math.max(newest, file.stamp().modified());
    }

    private static long name(FileId file) {
        return FileId.hash(file.key(), null);
    }

    int size() {
        return files.size();
    }

    long newest() {
        return newest;
    }

    boolean hasOther(FileId file) {
        Long known = files.get(name(file));
        return known != null && known != file.hash();
    }

    List<FileId> fresh(List<FileId> found) {
        List<FileId> fresh = new ArrayList<>();
        List<FileId> old = new ArrayList<>();
        long oldSum = 0;
        for (FileId file : found) {
            Long known = files.get(name(file));
            if (known != null && known == file.hash()) {
                continue;
            }
            if (known == null && file.stamp().modified() <= condensedNewest) {
                old.add(file);
                oldSum += file.hash();
            } else {
                fresh.add(file);
            }
        }
        if (old.size() < condensed) {
            condensed = old.size();
            sum = oldSum;
        } else if (old.size() > condensed || oldSum != sum) {
            fresh.addAll(old);
            forgetCondensed();
        }
        return fresh;
    }

    private void forgetCondensed() {
        condensed = 0;
        sum = 0;
        condensedNewest = Long.MIN_VALUE;
    }

    /** Remembers no file by itself any more. To be called only when all files of the folder were read. */
    void condense() {
        condensed += files.size();
        for (long hash : files.values()) {
            sum += hash;
        }
        condensedNewest = Math.max(condensedNewest, newest);
        files.clear();
    }

    void writeTo(StringBuilder text) {
        text.append(newest).append(' ').append(condensed).append(' ');
        text.append(Long.toHexString(sum)).append(' ').append(condensedNewest);
        files.forEach((name, hash) ->
                text.append(' ').append(Long.toHexString(name)).append(':').append(Long.toHexString(hash)));
    }

    /** Reads what was written, behind one word of another's. */
    static DoneFolder read(String[] words) {
        if (words.length < FIRST_FILE) {
            throw PositionText.foreign(KIND);
        }
        var folder = new DoneFolder();
        folder.newest = PositionText.number(words[1], KIND);
        folder.condensed = (int) PositionText.number(words[2], KIND);
        folder.sum = PositionText.hexadecimal(words[3], KIND);
        folder.condensedNewest = PositionText.number(words[4], KIND);
        for (int i = FIRST_FILE; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            folder.files.put(
                    PositionText.hexadecimal(words[i].substring(0, Math.max(0, colon)), KIND),
                    PositionText.hexadecimal(words[i].substring(colon + 1), KIND));
        }
        return folder;
    }
}
