// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.disk.Disk;
import io.whotrail.disk.Growing;
import io.whotrail.disk.NumberedLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbered files of one sink in a folder: finished ones, and ones that are not. For one thread. */
final class FileSet {
    private static final String UNFINISHED = ".tmp";

    private final Path folder;
    private final String name;
    private final Disk disk;
    private final Pattern pattern;
    private final NumberedLock lock;
    private long last;

    private FileSet(Path folder, String name, Disk disk, NumberedLock lock) {
        this.folder = folder;
        this.name = name;
        this.disk = disk;
        this.lock = lock;
        this.pattern = Pattern.compile(Pattern.quote(name) + "-([0-9]{8,18})\\.ndjson(\\.tmp)?");
    }

    /** Takes possession of the files. */
    static FileSet lock(Path folder, String name, Disk disk) throws IOException {
        NumberedLock lock = disk.lock(folder.resolve(name + ".lock"));
        if (lock == null) {
            throw new IOException("another sink writes the files " + name + " in this folder");
        }
        try {
            var files = new FileSet(folder, name, disk, lock);
            files.last = Math.max(lock.number(), files.highest());
            return files;
        } catch (IOException failure) {
            lock.close();
            throw failure;
        }
    }

    private long highest() throws IOException {
        long highest = 0;
        for (Path file : disk.list(folder)) {
            Matcher match = pattern.matcher(file.getFileName().toString());
            highest = match.matches() ? Math.max(highest, Long.parseLong(match.group(1))) : highest;
        }
        return highest;
    }

    /** The number of the newest file that there ever was. */
    long last() {
        return last;
    }

    /** Those that are not finished: their numbers, and the lengths of their whole lines. */
    Map<Long, Long> unfinished() throws IOException {
        var found = new TreeMap<Long, Long>();
        for (Path file : disk.list(folder)) {
            Matcher match = pattern.matcher(file.getFileName().toString());
            if (match.matches() && match.group(2) != null) {
                found.put(Long.parseLong(match.group(1)), disk.wholeLines(file));
            }
        }
        return found;
    }

    /** How long a file is; as long as can be where it is not there, for whoever took it away had it whole. */
    long length(long number) throws IOException {
        for (Path file : disk.list(folder)) {
            if (file.equals(unfinished(number)) || file.equals(finished(number))) {
                return disk.wholeLines(file);
            }
        }
        return number <= last ? Long.MAX_VALUE : 0;
    }

    /** Makes a file with a number that none has had. */
    Growing create() throws IOException {
        lock.number(last + 1);
        lock.force();
        last++;
        return disk.create(unfinished(last));
    }

    /** Makes an unfinished file one of the lines up to a length, and finishes it. */
    void recover(long number, long length) throws IOException {
        if (length == 0) {
            disk.delete(unfinished(number));
            return;
        }
        try (Growing file = disk.extend(unfinished(number))) {
            file.cut(length);
            file.force();
        }
        finish(number);
    }

    /** Shows a file whose content is durable under its own name. */
    void finish(long number) throws IOException {
        disk.rename(unfinished(number), finished(number));
    }

    void drop(long number) throws IOException {
        disk.delete(unfinished(number));
    }

    void forceNames() throws IOException {
        disk.forceFolder(folder);
    }

    Path finished(long number) {
        return folder.resolve(String.format(Locale.ROOT, "%s-%08d.ndjson", name, number));
    }

    private Path unfinished(long number) {
        return folder.resolve(finished(number).getFileName() + UNFINISHED);
    }

    void release() throws IOException {
        lock.close();
    }
}
