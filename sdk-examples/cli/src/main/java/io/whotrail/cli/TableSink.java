// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Ambiguity;
import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Identity;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import io.whotrail.Signal;
import io.whotrail.Verdict;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.Words;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes answers as a table for people, in UTF-8. Names from the input are escaped. One thread at a time. */
final class TableSink implements AttributionSink {
    private static final int COLUMNS_OF_A_FILE = 160;
    private static final String OR = " or ";
    private static final String NOTHING = "-";

    private final OutputStream out;
    private final TableLayout layout;
    private boolean closed;

    TableSink(OutputStream out, TableLayout layout) {
        this.out = out;
        this.layout = layout;
    }

    /** How wide the output is. */
    static int columns() {
        return Terminal.columns(COLUMNS_OF_A_FILE);
    }

    static void writeHeader(OutputStream out, TableLayout layout) throws IOException {
        write(out, layout.line(TableLayout.TITLES));
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        requireOpen();
        var text = new StringBuilder();
        for (SinkEntry entry : batch) {
            if (entry instanceof SinkEntry.Answer answer) {
                text.append(line(answer.attribution()));
            } else if (entry instanceof SinkEntry.Notice notice) {
                text.append(line(notice.revision()));
            }
            text.append('\n');
        }
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw stop(failure);
        }
    }

    private String line(Attribution answer) {
        return layout.line(List.of(
                Objects.toString(answer.eventTime(), NOTHING),
                service(answer.event().eventSource()) + answer.event().eventName() + revision(answer),
                who(answer.verdict()),
                how(answer.verdict()),
                Objects.requireNonNullElse(answer.event().recipientAccountId(), NOTHING),
                chain(answer.verdict()),
                signals(answer.signals())));
    }

    private String line(SessionRevision notice) {
        Session session = notice.session();
        return layout.line(List.of(
                "all earlier events",
                "of " + Objects.requireNonNullElse(session.accessKeyId(), Objects.toString(session.arn(), NOTHING)),
                who(notice.verdict()),
                how(notice.verdict()),
                NOTHING,
                chain(notice.verdict()),
                signals(notice.signals())));
    }

    private static String revision(Attribution answer) {
        String revision = answer.revision() == 0 ? "" : "revision " + answer.revision();
        String early = answer.finalizedEarly() ? "final early" : "";
        String both = revision + (revision.isEmpty() || early.isEmpty() ? "" : ", ") + early;
        return both.isEmpty() ? "" : " (" + both + ")";
    }

    /** {@code s3.amazonaws.com} is {@code s3} to people. */
    private static String service(String eventSource) {
        int dot = eventSource.indexOf('.');
        String service = dot < 0 ? eventSource : eventSource.substring(0, dot);
        return service.isEmpty() ? "" : service + ' ';
    }

    private static String who(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return People.brief(explanation.origin());
        }
        if (verdict instanceof Ambiguity ambiguity) {
            return ambiguity.candidates().stream()
                    .map(candidate -> People.brief(candidate.origin()))
                    .distinct()
                    .collect(Collectors.joining(OR));
        }
        return "?";
    }

    private static String how(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return Words.brief(explanation.basis());
        }
        return verdict instanceof Gap gap ? Words.brief(gap.reason()) : "ambiguous";
    }

    private static String chain(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return People.chain(explanation);
        }
        if (verdict instanceof Ambiguity ambiguity) {
            return ambiguity.candidates().stream().map(People::chain).collect(Collectors.joining(OR));
        }
        Identity furthest = ((Gap) verdict).furthest();
        return furthest == null ? NOTHING : "? → " + People.brief(furthest);
    }

    private static String signals(List<Signal> signals) {
        return signals.stream()
                .map(signal -> Words.brief(signal.type()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private static SinkException stop(IOException failure) {
        return new SinkException(SinkException.Remedy.STOP, "the table could not be written", failure);
    }

    @Override
    public void flush() throws SinkException {
        requireOpen();
        try {
            out.flush();
        } catch (IOException failure) {
            throw stop(failure);
        }
    }

    private void requireOpen() throws SinkException {
        if (closed) {
            throw new SinkException(SinkException.Remedy.STOP, "the table is closed");
        }
    }

    @Override
    public void close() throws SinkException {
        closed = true;
        try {
            out.close();
        } catch (IOException failure) {
            throw stop(failure);
        }
    }
}
