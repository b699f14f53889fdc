// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Gets objects, several at a time, and hands them out in the order in which they were asked for. No more are in memory than
 * are got at a time, and none is larger than allowed. For one thread; it has threads of its own that get the bytes.
 */
final class Downloads implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final byte GZIP_0 = 0x1f;
    private static final byte GZIP_1 = (byte) 0x8b;

    /** What came of an object. */
    sealed interface Got {
        /** Its bytes, as they lie in S3. */
        final class Content implements Got {
            private final byte[] bytes;

            Content(byte[] bytes) {
                this.bytes = bytes;
            }

            boolean isGzip() {
                return bytes.length > 1 && bytes[0] == GZIP_0 && bytes[1] == GZIP_1;
            }

            InputStream stream() {
                return new ByteArrayInputStream(bytes);
            }
        }

        /** It cannot be had. */
        record Unfit(Poison reason) implements Got {}

        /** S3 refuses to give it, which whoever may change permissions can change. */
        record Refused(String why) implements Got {}

        /** S3 is busy or out of reach, or credentials do not hold: to be asked again. */
        record Busy(SdkException failure) implements Got {}
    }

    private record Task(LogObject object, Future<Got> got) {}

    private final S3Client s3;
    private final int parallel;
    private final int maximumBytes;
    private final ExecutorService threads;
    private final Queue<LogObject> waiting = new ArrayDeque<>();
    private final ArrayDeque<Task> started = new ArrayDeque<>();

    Downloads(S3Client s3, int parallel, int maximumBytes) {
        this.s3 = s3;
        this.parallel = parallel;
        this.maximumBytes = maximumBytes;
        this.threads = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "whotrail-s3");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether more can be asked for that would begin at once. */
    boolean hasRoom() {
        return waiting.size() + started.size() < parallel;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && started.isEmpty();
    }

    void add(LogObject object) {
        waiting.add(object);
        start();
    }

    private void start() {
        while (started.size() < parallel && !waiting.isEmpty()) {
            LogObject next = waiting.remove();
            started.add(new Task(next, threads.submit(() -> get(next))));
        }
    }

    /** The object whose turn it is. */
    LogObject first() {
        return started.element().object();
    }

    /**
     * Waits for the object whose turn it is. It stays first until {@link #removeFirst}.
     *
     * @throws SourceException if S3 cannot give it now; asked again, it is got again
     */
    Got awaitFirst() throws IOException {
        Task task = started.element();
        Got got = await(task.got());
        if (got instanceof Got.Busy busy) {
            started.removeFirst();
            started.addFirst(new Task(task.object(), threads.submit(() -> get(task.object()))));
            throw Failures.of("S3 did not give " + task.object().uri(), busy.failure());
        }
        return got;
    }

    private static Got await(Future<Got> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            throw Failures.interrupted(interrupted);
        } catch (ExecutionException | CancellationException failed) {
            throw new IOException("a download failed: " + failed.getMessage(), failed);
        }
    }

    void removeFirst() {
        started.removeFirst();
        start();
    }

    private Got get(LogObject object) {
        try (ResponseInputStream<GetObjectResponse> in = s3.getObject(request(object))) {
            byte[] bytes = in.readNBytes(maximumBytes + 1);
            if (bytes.length > maximumBytes) {
                in.abort();
                return new Got.Unfit(Poison.TOO_LARGE);
            }
            Long expected = in.response().contentLength();
            if (expected != null && expected != bytes.length) {
                return new Got.Busy(SdkException.create("the connection ended too early", null));
            }
            return new Got.Content(bytes);
        } catch (S3Exception answer) {
            return ofAnswer(answer);
        } catch (SdkException failure) {
            return new Got.Busy(failure);
        } catch (IOException broken) {
            return new Got.Busy(SdkException.create(String.valueOf(broken.getMessage()), broken));
        }
    }

    private static Got ofAnswer(S3Exception answer) {
        if (answer instanceof NoSuchBucketException) {
            return new Got.Unfit(Poison.MISSING_BUCKET);
        }
        if (answer instanceof InvalidObjectStateException) {
            return new Got.Unfit(Poison.ARCHIVED);
        }
        if (answer.statusCode() == NOT_FOUND) {
            return new Got.Unfit(Poison.MISSING_OBJECT);
        }
        if (Failures.isPassing(answer)) {
            return new Got.Busy(answer);
        }
        return new Got.Refused(answer.statusCode() + " " + Failures.code(answer));
    }

    private static GetObjectRequest request(LogObject object) {
        @Nullable String version = object.version().isEmpty() ? null : object.version();
        return GetObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .versionId(version)
                .build();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
