// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.FaultyFiles;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Every file that appears is read once, whenever and wherever it does. */
class WatchedFolderSourceTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final String DAY = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/02/";

    @TempDir
    private Path folder;

    private Instant now = NOON;
    private WatchedFolderSource source;

    @BeforeEach
    void open() {
        source = open(10);
    }

    private WatchedFolderSource open(int remembered) {
        return WatchedFolderSource.builder(folder, CloudTrailReader.create(), () -> now)
                .pollInterval(POLL)
                .settling(POLL)
                .maximumRememberedFiles(remembered)
                .build();
    }

    private void restart(int remembered) throws IOException {
        SourcePosition position = source.position();
        source.close();
        source = open(remembered);
        source.resume(position);
    }

    private void put(String key, Instant modified, String... ids) throws IOException {
        var text = new StringBuilder();
        for (String id : ids) {
            text.append(Json.event(id)).append('\n');
        }
        Path file = folder.resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private static String delivered(String time, String suffix) {
        return DAY + "111122223333_CloudTrail_eu-west-1_20260302T" + time + "Z_" + suffix + ".json.gz";
    }

    /** All that comes at this look. */
    private List<String> look() throws IOException {
        now = now.plus(POLL);
        var ids = new ArrayList<String>();
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            ids.add(event.eventId());
        }
        return ids;
    }

    /** All that comes when what is there has settled. */
    private List<String> twoLooks() throws IOException {
        List<String> first = look();
        first.addAll(look());
        return first;
    }

    @Test
    void aFileIsReadOnceItHasKeptItsSizeForAWhile() throws IOException {
        put("a.json", NOON, "one");
        assertThat(look()).isEmpty();
        put("a.json", NOON, "one", "two");
        assertThat(look()).isEmpty();
        assertThat(look()).containsExactly("one", "two");
        assertThat(look()).isEmpty();
        assertThat(source.watchStats()).isEqualTo(new WatchStats(1, 0, 0, 0));
    }

    @Test
    void whatIsNotCompleteIsExpected() throws IOException {
        assertThat(source.isExpecting()).isTrue();
        assertThat(look()).isEmpty();
        assertThat(source.isExpecting()).isFalse();
        put("a.json", NOON, "one");
        assertThat(look()).isEmpty();
        assertThat(source.isExpecting()).isTrue();
        assertThat(look()).containsExactly("one");
        assertThat(source.isExpecting()).isFalse();
    }

    @Test
    void theFolderIsLookedAtOnlyWhenItsTimeHasCome() throws IOException {
        put("a.json", NOON, "one");
        assertThat(twoLooks()).containsExactly("one");
        put("b.json", NOON, "two");
        now = now.plus(POLL).minusMillis(1);
        assertThat(source.next()).isNull();
        assertThat(source.watchStats().pending()).isZero();
        now = now.plusMillis(1);
        assertThat(source.next()).isNull();
        assertThat(source.watchStats().pending()).isOne();
    }

    @Test
    void aClockThatGoesBackStopsNothing() throws IOException {
        assertThat(look()).isEmpty();
        now = NOON.minus(Duration.ofDays(1));
        put("a.json", NOON, "one");
        assertThat(twoLooks()).containsExactly("one");
    }

    @Test
    void whatIsNotFinishedByItsNameIsPassedOver() throws IOException {
        for (String name : List.of(".a", "a~", "a.tmp", "a.gz.part", "a.gz.6e5cF3aB", ".hidden/a", "x.tmp/a")) {
            put(name, NOON, "never");
        }
        put("a.json", NOON, "one");
        assertThat(twoLooks()).containsExactly("one");
    }

    @Test
    void filesAreReadInTheOrderOfTheirDelivery() throws IOException {
        put(delivered("1215", "b"), NOON.minusSeconds(9), "third");
        put(delivered("1200", "z"), NOON, "first");
        put(delivered("1205", "a"), NOON, "second");
        assertThat(twoLooks()).containsExactly("first", "second", "third");
    }

    @Test
    void aLateFileOfAnEarlierDayIsFound() throws IOException {
        put("2026/03/02/a.json", NOON, "one");
        assertThat(twoLooks()).containsExactly("one");
        put("2026/02/01/b.json", NOON, "late");
        assertThat(twoLooks()).containsExactly("late");
    }

    @Test
    void aFileThatChangesAfterItWasReadIsReadAgainAndCounted() throws IOException {
        put("a.json", NOON, "one");
        assertThat(twoLooks()).containsExactly("one");
        put("a.json", NOON.plusSeconds(1), "one", "two");
        assertThat(twoLooks()).containsExactly("one", "two");
        assertThat(source.watchStats().readAgain()).isOne();
    }

    @Test
    void aFileThatChangesWhileItIsReadIsReadAgainFromItsBeginning() throws IOException {
        put("a.json", NOON, "one", "two");
        assertThat(look()).isEmpty();
        now = now.plus(POLL);
        assertThat(source.next()).isNotNull();
        SourcePosition position = source.position();
        put("a.json", NOON.plusSeconds(1), "one", "two", "three");
        source.close();
        source = open(10);
        source.resume(position);
        assertThat(twoLooks()).containsExactly("one", "two", "three");
        assertThat(source.watchStats().readAgain()).isOne();
    }

    @Test
    void aFolderThatIsNotThereIsAFailureAndNoEmptyOne() throws IOException {
        Files.delete(folder);
        assertThatThrownBy(source::next).isInstanceOf(NoSuchFileException.class);
        put("a.json", NOON, "one");
        assertThat(twoLooks()).containsExactly("one");
    }

    @Test
    void aFileThatCannotBeReadKeepsNoOtherBackAndIsTriedAgain() throws IOException {
        put("a.json", NOON, "one");
        put("b.json", NOON, "two");
        put("c.json", NOON, "three");
        assertThat(look()).isEmpty();
        now = now.plus(POLL);
        assertThat(source.next()).isNotNull();
        Files.delete(folder.resolve("b.json"));
        CloudTrailEvent next = source.next();
        assertThat(next).isNotNull().extracting(CloudTrailEvent::eventId).isEqualTo("three");
        assertThat(source.watchStats().unreadable()).isOne();
        put("b.json", NOON, "two");
        assertThat(twoLooks()).containsExactly("two");
    }

    @Test
    void condensedFoldersStillKnowWhatTheyHeld() throws IOException {
        for (int day = 1; day <= 5; day++) {
            put("2026/03/0" + day + "/a.json", NOON.plusSeconds(day), "day-" + day + "-a");
            put("2026/03/0" + day + "/b.json", NOON.plusSeconds(day), "day-" + day + "-b");
        }
        restart(0);
        assertThat(twoLooks()).hasSize(10);
        assertThat(twoLooks()).isEmpty();
        restart(0);
        assertThat(twoLooks()).isEmpty();
        put("2026/03/02/late.json", NOON.plusSeconds(100), "late");
        assertThat(twoLooks()).containsExactly("late");
        Files.delete(folder.resolve("2026/03/03/a.json"));
        assertThat(twoLooks()).isEmpty();
        restart(0);
        assertThat(twoLooks()).isEmpty();
    }

    @Test
    void whereAnOldFileAppearsInACondensedFolderAllOfItIsReadAgain() throws IOException {
        put("2026/a.json", NOON, "one");
        put("2027/b.json", NOON, "two");
        source = open(0);
        assertThat(twoLooks()).containsExactly("one", "two");
        assertThat(look()).isEmpty();
        put("2026/c.json", NOON.minusSeconds(100), "old");
        assertThat(twoLooks()).containsExactlyInAnyOrder("one", "old");
        assertThat(twoLooks()).isEmpty();
    }

    @ParameterizedTest
    @Seeds(20)
    void whateverComesWheneverEachEventIsReadOnceThroughAnyNumberOfRestarts(Random random) throws IOException {
        var expected = new TreeSet<String>();
        var read = new ArrayList<String>();
        int remembered = random.nextInt(2) * random.nextInt(8);
        for (int step = 0; step < 60; step++) {
            now = now.plus(POLL);
            if (random.nextBoolean()) {
                String id = "event-" + step;
                expected.add(id + "-a");
                expected.add(id + "-b");
                put("2026/03/%02d/%d.json".formatted(random.nextInt(1, 5), step), now, id + "-a", id + "-b");
            }
            for (int count = random.nextInt(5); count > 0; count--) {
                CloudTrailEvent event = source.next();
                if (event != null) {
                    read.add(event.eventId());
                }
            }
            if (random.nextInt(4) == 0) {
                restart(remembered);
            }
        }
        for (int looks = 0; looks < 3; looks++) {
            read.addAll(look());
        }
        assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aFileThatCannotBeReadIsWaitedForAWhileAndTriedForEver() throws IOException {
        put("a.json", NOON, "one");
        put("b.json", NOON, "two");
        var broken = new AtomicBoolean(true);
        Path faulty = FaultyFiles.at(folder, () -> {
            if (broken.get()
                    && StackWalker.getInstance()
                            .walk(frames -> frames.anyMatch(
                                    frame -> frame.getMethodName().equals("newInputStream")))) {
                throw new IOException("not now");
            }
        });
        source = WatchedFolderSource.builder(faulty, CloudTrailReader.create(), () -> now)
                .pollInterval(Duration.ZERO)
                .settling(Duration.ZERO)
                .build();
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(look()).isEmpty();
            assertThat(source.isExpecting()).isEqualTo(attempt < WatchedFolderSource.ATTEMPTS_WAITED_FOR);
            assertThat(source.watchStats()).isEqualTo(new WatchStats(0, 2, 0, 2L * attempt));
        }
        broken.set(false);
        assertThat(look()).containsExactly("one", "two");
        assertThat(source.isExpecting()).isFalse();
    }

    @Test
    void aFileThatCannotBeReadIsToldOnceUnlessItChanges() throws IOException {
        put("a.json", NOON, "one");
        put("b.json", NOON, "two");
        put("c.json", NOON, "three");
        source = WatchedFolderSource.builder(
                        FaultyFiles.at(folder, FaultyFiles.poison(() -> "b.json")),
                        CloudTrailReader.create(),
                        () -> now)
                .pollInterval(POLL)
                .settling(Duration.ZERO)
                .build();
        assertThat(look()).containsExactly("one", "three");
        assertThat(source.unread()).isEmpty();
        assertThat(look()).isEmpty();
        assertThat(source.unread()).isEmpty();
        assertThat(look()).isEmpty();
        long size = Files.size(folder.resolve("b.json"));
        assertThat(source.unread())
                .containsExactly(new UnreadFile("b.json", size, 3, "IOException", "java.io.IOException: bad sector"));
        assertThat(look()).isEmpty();
        assertThat(source.unread()).isEmpty();
        put("b.json", NOON.plusSeconds(1), "two");
        for (int attempt = 1; attempt <= WatchedFolderSource.ATTEMPTS_WAITED_FOR; attempt++) {
            assertThat(source.unread()).isEmpty();
            assertThat(look()).isEmpty();
        }
        assertThat(source.unread()).hasSize(1);
    }

    @Test
    void aFolderThatIsGoneForAWhileIsLookedForAgain() throws IOException {
        put("a.json", NOON, "one");
        var gone = new AtomicBoolean();
        Path faulty = FaultyFiles.at(folder, () -> {
            if (gone.get()) {
                throw new IOException("stale handle");
            }
        });
        source = WatchedFolderSource.builder(faulty, CloudTrailReader.create(), () -> now)
                .pollInterval(POLL)
                .settling(Duration.ZERO)
                .build();
        assertThat(look()).containsExactly("one");
        put("b.json", NOON, "two");
        gone.set(true);
        assertThatThrownBy(this::look)
                .isInstanceOfSatisfying(
                        SourceException.class,
                        failure -> assertThat(failure.remedy()).isEqualTo(SourceException.Remedy.RETRY));
        assertThat(source.isExpecting()).isTrue();
        gone.set(false);
        assertThat(source.next()).isNotNull();
    }
}
