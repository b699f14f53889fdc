// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Which files of a watched folder were read to their end. Not thread safe. */
final class DoneFiles {
    static final int MAXIMUM_FOLDERS = 200_000;

    private final TreeMap<String, DoneFolder> folders = new TreeMap<>();
    private final int maximumFiles;
    private int files;

    DoneFiles(int maximumFiles) {
        this.maximumFiles = maximumFiles;
    }

    void add(FileId file) {
        DoneFolder folder = folders.computeIfAbsent(file.folder(), key -> new DoneFolder());
        files -= folder.size();
        folder.add(file);
        files += folder.size();
    }

    /** Those of a folder's files that were not read, or not as they are now. */
    List<FileId> fresh(String folder, List<FileId> found) {
        DoneFolder known = folders.get(folder);
        return known == null ? found : known.fresh(found);
    }

    /** Whether a file was read, with another size or time. */
    boolean hasOther(FileId file) {
        DoneFolder folder = folders.get(file.folder());
        return folder != null && folder.hasOther(file);
    }

    /**
     * Makes room where too much is remembered.
     *
     * @param there the folders that there are
     * @param complete those of them all files of which were read
     * @throws IOException if there are more folders than can be remembered
     */
    void makeRoom(Set<String> there, Collection<String> complete) throws IOException {
        if (folders.size() > MAXIMUM_FOLDERS) {
            folders.keySet().retainAll(there);
            files = folders.values().stream().mapToInt(DoneFolder::size).sum();
        }
        if (folders.size() > MAXIMUM_FOLDERS) {
            throw new IOException(
                    "more than " + MAXIMUM_FOLDERS + " folders were read; take away those that are done with");
        }
        if (files > maximumFiles) {
            condense(complete);
        }
    }

    private void condense(Collection<String> complete) {
        List<DoneFolder> oldest = new ArrayList<>();
        for (String key : complete) {
            DoneFolder folder = folders.get(key);
            if (folder != null && folder.size() > 0) {
                oldest.add(folder);
            }
        }
        oldest.sort(Comparator.comparingLong(DoneFolder::newest));
        for (DoneFolder folder : oldest) {
            if (files > maximumFiles) {
                files -= folder.size();
                folder.condense();
            }
        }
    }

    /** How many files are remembered one by one. */
    int size() {
        return files;
    }

    void writeTo(StringBuilder text) {
        folders.forEach((key, folder) -> {
            text.append(PositionText.word(key)).append(' ');
            folder.writeTo(text);
            text.append('\n');
        });
    }

    void read(String line) {
        String[] words = line.split(" ", -1);
        DoneFolder folder = DoneFolder.read(words);
        folders.put(PositionText.unword(words[0], DoneFolder.KIND), folder);
        files += folder.size();
    }
}
