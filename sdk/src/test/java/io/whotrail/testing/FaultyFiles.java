// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The files of the default file system, for reading, where each step can fail: to open a file, to read some of it, to list a
 * folder, to go on in the list, to ask for attributes. Steps are few bytes long, so that small files have many.
 */
public final class FaultyFiles extends FileSystemProvider {
    private static final int BYTES_OF_A_STEP = 1 << 12;

    /** Something that can fail. */
    @FunctionalInterface
    public interface Fault {
        /** Fails, or does nothing. */
        void step() throws IOException;

        /** Fails to open a file, or does nothing. */
        default void open(Path file) throws IOException {
            step();
        }
    }

    /** Nothing fails but to open a file of a name, for as long as it is the name that fails. */
    public static Fault poison(Supplier<String> name) {
        return new Fault() {
            @Override
            public void step() {}

            @Override
            public void open(Path file) throws IOException {
                if (file.getFileName().toString().equals(name.get())) {
                    throw new IOException("bad sector");
                }
            }
        };
    }

    private final FileSystem fileSystem = new FaultyFileSystem(this);
    private final Fault fault;

    private FaultyFiles(Fault fault) {
        this.fault = fault;
    }

    /** The same path, with these faults. */
    public static Path at(Path path, Fault fault) {
        return new FaultyPath(new FaultyFiles(fault), path);
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    Fault fault() {
        return fault;
    }

    private static FileSystemProvider provider(Path path) {
        return FaultyPath.real(path).getFileSystem().provider();
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        fault.open(FaultyPath.real(path));
        InputStream in = provider(path).newInputStream(FaultyPath.real(path), options);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                fault.step();
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                fault.step();
                return in.read(bytes, from, Math.min(length, BYTES_OF_A_STEP));
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        fault.step();
        DirectoryStream<Path> real = provider(folder).newDirectoryStream(FaultyPath.real(folder), path -> true);
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return StreamSupport.stream(real.spliterator(), false)
                        .map(path -> (Path) new FaultyPath(FaultyFiles.this, path))
                        .iterator();
            }

            @Override
            public void close() throws IOException {
                real.close();
                fault.step();
            }
        };
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        fault.step();
        return provider(path).readAttributes(FaultyPath.real(path), type, options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        fault.step();
        provider(path).checkAccess(FaultyPath.real(path), modes);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        fault.step();
        return provider(one).isSameFile(FaultyPath.real(one), FaultyPath.real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return provider(path).isHidden(FaultyPath.real(path));
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
