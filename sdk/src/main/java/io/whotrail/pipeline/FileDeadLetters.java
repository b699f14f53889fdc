// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends letters to a file, a line of JSON each, in ASCII. For one thread. A line that a dying process left unfinished is
 * ended by the next one.
 */
public final class FileDeadLetters implements DeadLetters {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .rootValueSeparator("")
            .build();

    private final FileChannel file;

    private FileDeadLetters(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param file the file
     * @return letters that go there
     * @throws IOException if it cannot be written
     */
    public static FileDeadLetters open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        try {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(size);
            if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
                write(channel, new byte[] {'\n'});
            }
            return new FileDeadLetters(channel);
        } catch (IOException failure) {
            channel.close();
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
        write(file, line.toByteArray());
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    @Override
    public void flush() throws IOException {
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
