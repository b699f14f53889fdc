// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventPlace;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.source.UnreadFile;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The events of the log files of a range of days, from where {@code AWSLogs/…/CloudTrail/REGION/YYYY/MM/DD/} keeps them. One
 * thread at a time; threads of its own get objects.
 *
 * <p>The position is the last file that was read to its end, by its {@link Turn}, and how far in the one after it. Who goes on from
 * it does not read what was put before its place later. Files that S3 refuses are left behind only when a later one is given or
 * the range ends; where too many are refused in a row the source stops before the first of them.
 */
final class BackfillSource implements ResumableSource, ObjectReading.Owner {
    /**
     * What is to be read.
     *
     * @param bucket the bucket
     * @param prefix what all keys begin with; ends before the year
     * @param from the first day, as keys have it
     * @param through the last day
     * @param parallel how many objects are got at a time
     * @param maximumBytes how large an object may be, compressed
     */
    record Range(String bucket, String prefix, LocalDate from, LocalDate through, int parallel, int maximumBytes) {
        Range {
            if (through.isBefore(from)) {
                throw new IllegalArgumentException("the last day is before the first: " + from + ", " + through);
            }
            if (Listing.isBelowRegion(prefix)) {
                throw new IllegalArgumentException(
                        "the prefix ends before the year, the days are told apart: " + prefix);
            }
            if (parallel < 1 || maximumBytes < 1) {
                throw new IllegalArgumentException("one object of one byte is the least to get");
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(BackfillSource.class);
    private static final String HEAD = "s3-backfill-2";
    private static final int TOLD_EVERY = 1_000;

    private final Range range;
    private final S3Client s3;
    private final Downloads downloads;
    private final ObjectReading objects;
    private final List<UnreadFile> unread = new ArrayList<>();
    private final Refusals refusals = new Refusals();
    private @Nullable Listing listing;
    private final Queue<String> places = new ArrayDeque<>();
    private String resumed = "";
    private String through = "";
    private long files;
    private boolean listed;
    private boolean begun;
    private boolean closed;

    BackfillSource(S3Client s3, CloudTrailReader reader, Range range) {
        this.range = range;
        this.s3 = s3;
        this.downloads = new Downloads(s3, range.parallel(), range.maximumBytes());
        this.objects = new ObjectReading(reader, downloads, this);
    }

    @Override
    public String name() {
        return "s3://" + range.bucket() + "/" + range.prefix() + " " + range.from() + "/" + range.through();
    }

    @Override
    public @Nullable EventPlace place() {
        return objects.place();
    }

    @Override
    public ReadStats stats() {
        return objects.stats();
    }

    /** Whether everything was read. */
    boolean hasEnded() {
        return listed && downloads.isEmpty();
    }

    /** How many files were read to their end in this run. */
    long files() {
        return files;
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name() + " is closed");
        }
        begun = true;
        while (true) {
            list();
            if (downloads.isEmpty()) {
                goOnWithoutRefused();
                return null;
            }
            CloudTrailEvent event = objects.next();
            if (event != null) {
                return event;
            }
        }
    }

    private void list() throws IOException {
        if (listing == null) {
            listing = new Listing(s3, range.bucket(), range.prefix(), firstDay(), range.through());
        }
        try {
            while (!listed && downloads.hasRoom()) {
                Turn next = listing.next();
                if (next == null) {
                    listed = true;
                    tellWhereNothingLies();
                } else if (next.place().compareTo(resumed) > 0) {
                    places.add(next.place());
                    downloads.add(next.file());
                }
            }
        } catch (SdkException failure) {
            throw Failures.of("S3 did not list " + name(), failure);
        }
    }

    /** Days without events are no news; no folder at all is a prefix that is mistyped. */
    private void tellWhereNothingLies() {
        if (listing != null && listing.isNowhere()) {
            String why = "no folder CloudTrail/REGION/ lies below the prefix";
            LOG.warn("{}: {}", name(), why);
            unread.add(new UnreadFile(range.prefix(), 0, 1, "NO_LOG_FILES", why));
        }
    }

    private LocalDate firstDay() {
        LocalDate last = resumed.isEmpty() ? range.from() : Turn.day(resumed);
        return last.isBefore(range.from()) ? range.from() : last;
    }

    @Override
    public void read(LogObject file) {
        if (files > 0 && files % TOLD_EVERY == 0) {
            LOG.info("{} files read, up to {}", files, file.delivered());
        }
        files++;
        through = places.remove();
    }

    @Override
    public void given(LogObject file) {
        goOnWithoutRefused();
    }

    @Override
    public void poisoned(LogObject file, Poison reason) {
        UnreadFile unfit = leftOut(file, reason.name(), "it cannot be read");
        if (refusals.isEmpty()) {
            unread.add(unfit);
            read(file);
        } else {
            refusals.addBehind(unfit, places.remove());
        }
    }

    @Override
    public void refused(LogObject file, String why) throws IOException {
        refusals.requireRoom();
        refusals.add(leftOut(file, Poison.ACCESS_DENIED.name(), why), places.remove());
    }

    private static UnreadFile leftOut(LogObject file, String reason, String why) {
        LOG.warn("{} is not read, {}: {}", file.uri(), reason, why);
        return new UnreadFile(file.key(), 0, 1, reason, why);
    }

    private void goOnWithoutRefused() {
        if (!refusals.isEmpty()) {
            through = refusals.through();
            unread.addAll(refusals.end());
        }
    }

    @Override
    public List<UnreadFile> unread() {
        var untold = List.copyOf(unread);
        unread.clear();
        return untold;
    }

    @Override
    public SourcePosition position() {
        var text = new StringBuilder(HEAD).append('\n').append(word(through)).append('\n');
        objects.parts()
                .forEach((id, part) ->
                        text.append(id).append(' ').append(word(part)).append('\n'));
        return new SourcePosition(text.toString());
    }

    @Override
    public void resume(SourcePosition position) {
        if (begun || closed) {
            throw new IllegalStateException(name() + " was read already");
        }
        try {
            goTo(position.text().lines().toList());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("not a position of a range of days: " + wrong.getMessage(), wrong);
        }
    }

    private void goTo(List<String> lines) {
        if (lines.size() < 2 || !lines.get(0).equals(HEAD)) {
            throw new IllegalArgumentException("it does not begin with " + HEAD + " and a place");
        }
        String place = unword(lines.get(1));
        if (!place.isEmpty()) {
            Turn.day(place);
        }
        var parts = new TreeMap<String, String>();
        for (String line : lines.subList(2, lines.size())) {
            String[] words = line.split(" ", -1);
            if (words.length != 2) {
                throw new IllegalArgumentException("a part is a file and how far it was read");
            }
            parts.put(words[0], unword(words[1]));
        }
        resumed = place;
        through = place;
        parts.forEach(objects::resume);
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unword(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            objects.close();
        }
    }
}
