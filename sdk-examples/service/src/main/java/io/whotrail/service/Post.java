// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.investigation.Investigation;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import io.whotrail.source.RejectReason;
import io.whotrail.source.RejectedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One post: its records are read, and what follows from them is written, a line each. For one thread. */
final class Post {
    /* What was read is known from then on, so the rest is taken in whether somebody still reads the answers or not. */

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What ends reading, or leaves open what was read: all that is wrong with a body rather than with one record of it. */
    private static final Set<RejectReason> OF_BODY = Set.of(
            RejectReason.TRUNCATED,
            RejectReason.STRUCTURE_LOST,
            RejectReason.CORRUPT_GZIP,
            RejectReason.TRAILING_DATA,
            RejectReason.RATIO_LIMIT,
            RejectReason.TOO_MANY_MEMBERS,
            RejectReason.GZIP_HEADER_TOO_LONG,
            RejectReason.SOURCE_TOO_LARGE,
            RejectReason.UNSUPPORTED_COMPRESSION,
            RejectReason.UNSUPPORTED_ENCODING);

    private final OutputStream out;
    private final long maximumRecords;
    private @Nullable Problem problem;
    private long answered;
    private long repeated;
    private long rejected;
    private boolean broken;

    Post(OutputStream out, long maximumRecords) {
        this.out = out;
        this.maximumRecords = maximumRecords;
    }

    /** Answers all events of a source, and ends with a line that counts them. */
    void take(EventSource source, Attributor attributor, Investigation answers) throws IOException {
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            if (answered + repeated + rejected >= maximumRecords) {
                problem = Problem.TOO_MANY_RECORDS;
                break;
            }
            Attribution answer = attributor.attribute(event);
            if (answer == null) {
                repeated++;
                Optional<Attribution> kept = answers.event(event.eventId());
                tell(SinkEntry.of(kept.isPresent() ? kept.get() : attributor.ask(event)));
            } else {
                answered++;
                answers.add(answer);
                tell(SinkEntry.of(answer));
            }
        }
        sum(source.stats());
    }

    /** Something that the service failed on ends the lines, which have no sum then. */
    void fail() {
        write(Problem.FAILED.json() + "\n");
    }

    void tell(SinkEntry entry) {
        write(LineFormat.ndjson().line(entry));
    }

    /** A record that cannot be read is told in its place. */
    void rejected(RejectedRecord record) {
        rejected++;
        ObjectNode node = JSON.createObjectNode();
        node.putObject("rejected")
                .put("record", record.recordIndex())
                .put("byte", record.byteOffset())
                .put("path", record.path())
                .put("reason", record.reason().name())
                .put("message", record.message());
        write(node + "\n");
    }

    private void sum(ReadStats stats) {
        if (problem != null) {
            write(problem.json() + "\n");
        }
        long left = problem == null ? 0 : 1;
        ObjectNode node = JSON.createObjectNode();
        node.putObject("summary")
                .put("records", stats.records() - left)
                .put("answered", answered)
                .put("repeated", repeated)
                .put("rejected", stats.rejected())
                .put("noEvent", stats.passedOverInAll())
                .put(
                        "complete",
                        problem == null && Collections.disjoint(stats.rejects().keySet(), OF_BODY));
        write(node + "\n");
    }

    private void write(String line) {
        write(line.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] line) {
        if (!broken) {
            try {
                out.write(line);
            } catch (IOException gone) {
                broken = true;
            }
        }
    }

    boolean isBroken() {
        return broken;
    }
}
