// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.whotrail.disk.Disk;
import io.whotrail.disk.Growing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Appends letters to a file, a line of JSON each, in ASCII. For one thread, and one process at a time. A line that was left
 * unfinished by a process that died is ended there, and the next one is whole.
 *
 * <p>Letters that cannot be written now, as where the disk is full, are kept until {@link #flush}, up to a mebibyte of them, which
 * tries again. What an attempt that failed left of them is taken back first, so each is there once and whole.
 *
 * <p>The file grows for as long as there are letters; nothing here cuts it or begins another. Whoever runs the pipeline moves it
 * away between two runs: a run goes on writing the file that it opened, wherever that is moved.
 */
public final class FileDeadLetters implements DeadLetters {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .rootValueSeparator("")
            .build();

    /** How many bytes of letters are kept between two flushes. */
    private static final int MOST_KEPT = 1 << 20;

    private final Path folder;
    private final Disk disk;
    private final Growing file;

    /** Letters that may not be durable: whoever has failed to make them so cannot count on what was written of them. */
    private final List<byte[]> kept = new ArrayList<>();

    private int keptBytes;
    private int written;

    /** Up to where the file has what was written, and what is durable. */
    private long length;

    private long durable;
    private boolean longer;
    private boolean nameIsDurable;

    private FileDeadLetters(Path folder, Disk disk, Growing file) throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.file = file;
        this.length = file.size();
        this.durable = length;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param file the file, in a folder that is there
     * @return letters that go there
     * @throws IOException if it cannot be written, or is a pipe or a device: what goes there is never durable
     */
    public static FileDeadLetters open(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file: letters could not be made durable there");
        }
        return open(file, new Disk());
    }

    static FileDeadLetters open(Path given, Disk disk) throws IOException {
        Path file = given.toAbsolutePath();
        Path folder = Objects.requireNonNull(file.getParent(), "a file lies in a folder");
        Growing growing = disk.extend(file);
        try {
            var letters = new FileDeadLetters(folder, disk, growing);
            if (disk.wholeLines(file) < letters.length) {
                letters.kept.add(new byte[] {'\n'});
            }
            return letters;
        } catch (IOException failure) {
            growing.close();
            throw failure;
        }
    }

    @Override
    public void add(DeadLetter letter) throws IOException {
        byte[] line = line(letter);
        if (keptBytes + line.length > MOST_KEPT) {
            flush();
        }
        kept.add(line);
        keptBytes += line.length;
        try {
            write();
        } catch (IOException now) {
            // the next flush tries again, and tells
        }
    }

    private static byte[] line(DeadLetter letter) throws IOException {
        var line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("kind", letter.kind().name());
            json.writeStringField("source", letter.source());
            json.writeStringField("place", letter.place());
            json.writeStringField("reason", letter.reason());
            json.writeStringField("message", letter.message());
            if (letter.sha256() != null) {
                json.writeStringField("sha256", letter.sha256());
            }
            if (letter.shape() != null) {
                json.writeStringField("shape", letter.shape());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return line.toByteArray();
    }

    private void write() throws IOException {
        if (longer) {
            file.cut(length);
            longer = false;
        }
        while (written < kept.size()) {
            byte[] line = kept.get(written);
            longer = true;
            file.write(line);
            longer = false;
            length += line.length;
            written++;
        }
    }

    @Override
    public void flush() throws IOException {
        write();
        try {
            file.force();
        } catch (IOException failure) {
            // The system may have forgotten what it failed to write, and would say yes the next time.
            written = 0;
            length = durable;
            longer = true;
            throw failure;
        }
        durable = length;
        if (!nameIsDurable) {
            disk.forceFolder(folder);
            nameIsDurable = true;
        }
        kept.clear();
        keptBytes = 0;
        written = 0;
    }

    /** Writes what is left to write, without making it durable. */
    @Override
    public void close() throws IOException {
        try (file) {
            write();
        }
    }
}
