// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Appends letters to a file, a line of JSON each, in ASCII. For one thread. A line that a dying process left unfinished is
 * ended by the next one.
 *
 * <p>The file grows for as long as there are letters; nothing here cuts it or begins another. Whoever runs the pipeline moves it
 * away between two runs: a run goes on writing the file that it opened, wherever that is moved.
 */
public final class FileDeadLetters implements DeadLetters {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .rootValueSeparator("")
            .build();

    private final Path folder;
    private final CheckpointDisk disk;
    private final CheckpointDisk.Growing file;
    private boolean amidLine;
    private boolean nameIsDurable;

    private FileDeadLetters(Path folder, CheckpointDisk disk, CheckpointDisk.Growing file, boolean amidLine) {
        this.folder = folder;
        this.disk = disk;
        this.file = file;
        this.amidLine = amidLine;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param file the file, in a folder that is there
     * @return letters that go there
     * @throws IOException if it cannot be written
     */
    public static FileDeadLetters open(Path file) throws IOException {
        return open(file, new CheckpointDisk());
    }

    static FileDeadLetters open(Path given, CheckpointDisk disk) throws IOException {
        Path file = given.toAbsolutePath();
        Path folder = Objects.requireNonNull(file.getParent(), "a file lies in a folder");
        CheckpointDisk.Growing growing = disk.extend(file);
        try {
            return new FileDeadLetters(folder, disk, growing, disk.endsAmidLine(file));
        } catch (IOException failure) {
            growing.close();
            throw failure;
        }
    }

    @Override
    public void add(DeadLetter letter) throws IOException {
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
        if (amidLine) {
            file.write('\n');
        }
        amidLine = true;
        line.writeTo(file);
        amidLine = false;
    }

    @Override
    public void flush() throws IOException {
        file.force();
        if (!nameIsDurable) {
            disk.forceFolder(folder);
            nameIsDurable = true;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
