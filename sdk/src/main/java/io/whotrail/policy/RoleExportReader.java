// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads roles from exports:
 *
 * <ul>
 *   <li>what {@code aws iam get-account-authorization-details}, {@code get-role} and {@code list-roles} print, with trust
 *       policies decoded, as the AWS CLI prints them, or URL-encoded, as the API answers them
 *   <li>AWS Config items of type {@code AWS::IAM::Role}: a snapshot or history file, what {@code get-resource-config-history}
 *       prints, or items alone
 *   <li>a role object, or a trust policy alone, of which nobody knows whose it is
 *   <li>an array of any of these, or one after the other, as in NDJSON; each file gzip or not
 * </ul>
 *
 * <p>Everything is read as a stream, within limits: {@value #MAXIMUM_BYTES} bytes after decompression,
 * {@value ExportSyntax#MAXIMUM_DEPTH} levels, strings of {@value ExportSyntax#MAXIMUM_STRING} characters, trust policies of
 * {@value TrustPolicy#MAXIMUM_LENGTH}. What cannot be read becomes a {@link RoleExportProblem} and the rest goes on: with
 * the next role where a role is wrong, with the next line that begins a document where the JSON is. A role whose trust
 * policy cannot be read is a {@link RoleSnapshot} with a problem.
 *
 * <p>Keeps nothing between two reads. One thread at a time, since both receivers are called on the caller's thread.
 */
public final class RoleExportReader {
    /** The longest export that is read, 4 GiB: a large organization's snapshot has some hundred megabytes. */
    public static final long MAXIMUM_BYTES = 4L << 30;

    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;
    /** A document in URL encoding, each character as three, and white space around it. */
    private static final int MAXIMUM_ENCODED = TrustPolicy.MAXIMUM_LENGTH + 1;

    private final Consumer<RoleSnapshot> roles;
    private final Consumer<RoleExportProblem> problems;
    private final long maximumBytes;

    /** A reader with another limit. */
    RoleExportReader(Consumer<RoleSnapshot> roles, Consumer<RoleExportProblem> problems, long maximumBytes) {
        this.roles = Objects.requireNonNull(roles, "roles");
        this.problems = Objects.requireNonNull(problems, "problems");
        this.maximumBytes = maximumBytes;
    }

    /**
     * Makes a reader.
     *
     * @param roles receives every role
     * @param problems receives whatever cannot be read
     * @return a new reader
     */
    public static RoleExportReader create(Consumer<RoleSnapshot> roles, Consumer<RoleExportProblem> problems) {
        return new RoleExportReader(roles, problems, MAXIMUM_BYTES);
    }

    /**
     * Reads one file; a trust policy in it is called by the file's name.
     *
     * @param file the file
     * @throws IOException if the file cannot be read; never for what is in it
     */
    public void read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            read(in, String.valueOf(file.getFileName()));
        }
    }

    /**
     * Reads one export to its end, and does not close it.
     *
     * @param in the export
     * @param place what problems, and trust policies without a role, call it
     * @throws IOException if the input fails; never for what is in it
     */
    public void read(InputStream in, String place) throws IOException {
        var bytes = new LineInput(decompressed(in), maximumBytes);
        var walker = new ExportWalker(place, roles, problems);
        try {
            if (bytes.firstSignificant() == '%') {
                walker.encoded(new String(bytes.readNBytes(MAXIMUM_ENCODED), StandardCharsets.UTF_8));
            } else {
                walker.all(bytes);
            }
        } catch (LineInput.TooLong tooLong) {
            walker.problem("$", bytes.position(), "is longer than " + maximumBytes + " bytes");
        } catch (ZipException | EOFException damaged) {
            walker.problem("$", bytes.position(), "is compressed, and damaged");
        }
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        return gzip ? new LateGzip(buffered) : buffered;
    }

    /** Opens the compression when the first byte is asked for, so that a damaged header is damage like any other. */
    private static final class LateGzip extends InputStream {
        private final InputStream compressed;
        private InputStream plain = InputStream.nullInputStream();
        private boolean isOpen;

        LateGzip(InputStream compressed) {
            this.compressed = compressed;
        }

        @Override
        public int read() throws IOException {
            return open().read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return open().read(into, from, length);
        }

        private InputStream open() throws IOException {
            if (!isOpen) {
                isOpen = true;
                plain = new GZIPInputStream(compressed);
            }
            return plain;
        }
    }
}
