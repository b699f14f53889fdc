// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.SourceException;
import io.whotrail.source.SourcePosition;
import io.whotrail.source.UnreadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What of a bucket is read, and in which order. */
class BackfillSourceTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 3, 2);

    private final Loopback aws = Loopback.started();
    private final String bucket = aws.bucket();
    private final List<AutoCloseable> open = new ArrayList<>();

    private BackfillSource source() {
        return source(opened(aws.s3()));
    }

    private BackfillSource source(S3Client s3) {
        return source(s3, "AWSLogs/");
    }

    private BackfillSource below(String prefix) {
        return source(opened(aws.s3()), prefix);
    }

    private BackfillSource source(S3Client s3, String prefix) {
        return opened(new BackfillSource(
                s3,
                CloudTrailReader.create(),
                new BackfillSource.Range(bucket, prefix, FIRST, LAST, Worker.PARALLEL, 1 << 20)));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(0, one);
        return one;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** Puts a file with one event, which is called like the time and the place. */
    private void put(String account, String region, String delivered) {
        String id = delivered + "-" + account + "-" + region;
        aws.put(bucket, Loopback.key(account, region, delivered, "x"), Loopback.gzip(SqsSourceTest.record(id)));
    }

    private static List<String> read(BackfillSource source) throws IOException {
        var read = new ArrayList<String>();
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            read.add(event.eventId());
        }
        return read;
    }

    @Test
    void filesOfAllAccountsAndRegionsAreReadInTheOrderOfTheirDelivery() throws IOException {
        put("2", "us", "20260302T0900Z");
        put("1", "eu", "20260301T2355Z");
        put("1", "eu", "20260302T0905Z");
        put("o-org/3", "eu", "20260302T0903Z");
        put("1", "us", "20260302T0905Z");
        put("2", "us", "20260301T0000Z");
        assertThat(read(source()))
                .containsExactly(
                        "20260301T0000Z-2-us",
                        "20260301T2355Z-1-eu",
                        "20260302T0900Z-2-us",
                        "20260302T0903Z-o-org/3-eu",
                        "20260302T0905Z-1-eu",
                        "20260302T0905Z-1-us");
    }

    @Test
    void nothingIsReadButLogFilesOfTheDaysAskedFor() throws IOException {
        put("1", "eu", "20260228T2355Z");
        put("1", "eu", "20260303T0000Z");
        put("1", "eu", "20260302T0000Z");
        String key = Loopback.key("1", "eu", "20260302T0005Z", "x");
        byte[] event = Loopback.gzip(SqsSourceTest.record("none"));
        aws.put(bucket, key.replace("CloudTrail", "CloudTrail-Digest"), event);
        aws.put(bucket, key.replace("_x.json.gz", ".csv"), event);
        aws.put(bucket, "elsewhere/" + key, event);
        BackfillSource source = source();
        assertThat(read(source)).containsExactly("20260302T0000Z-1-eu");
        assertThat(source.hasEnded()).isTrue();
        assertThat(source.files()).isEqualTo(1);
    }

    @Test
    void foldersOfAnyNumberOfFilesAreReadToTheirEnd() throws IOException {
        int files = 210;
        IntStream.range(0, files).parallel().forEach(number -> put("1", "eu", "20260302T%04dZ".formatted(number)));
        assertThat(read(source())).hasSize(files).isSorted();
    }

    @Test
    void whoGoesOnReadsWhatIsLeftAndAsksForNothingElse() throws IOException {
        IntStream.range(0, 6).forEach(number -> put("1", "eu", "20260302T%04dZ".formatted(number)));
        SourcePosition kept;
        try (BackfillSource died = source()) {
            assertThat(died.next()).isNotNull();
            assertThat(died.next()).isNotNull();
            kept = died.position();
        }
        Set<String> asked = ConcurrentHashMap.newKeySet();
        FaultyAws proxy = opened(new FaultyAws(aws.s3Endpoint(), request -> {
            asked.add(request.name().replaceAll(".*(T\\d{4}Z).*", "$1"));
            return Optional.empty();
        }));
        BackfillSource source = source(opened(aws.s3(proxy.endpoint())));
        source.resume(new SourcePosition(kept.text()));
        assertThat(read(source)).hasSize(4).isSorted();
        assertThat(asked).doesNotContain("T0000Z").contains("T0001Z", "T0005Z");
    }

    /** Puts a file of account 1 into the folder of a day, whatever time its name has. */
    private void putInto(String day, String name) {
        String key = "AWSLogs/1/CloudTrail/eu/2026/03/%s/%s_x.json.gz".formatted(day, name);
        aws.put(bucket, key, Loopback.gzip(SqsSourceTest.record(name)));
    }

    /** Whoever dies after any of the events finds the others, each once. */
    private void assertReadWhereverItIsGoneOn(List<String> expected) throws IOException {
        assertThat(read(source())).isEqualTo(expected);
        for (int before = 1; before <= expected.size(); before++) {
            SourcePosition kept;
            try (BackfillSource died = source()) {
                for (int given = 0; given < before; given++) {
                    assertThat(died.next()).isNotNull();
                }
                kept = died.position();
            }
            BackfillSource next = source();
            next.resume(kept);
            assertThat(read(next)).as("after %d", before).isEqualTo(expected.subList(before, expected.size()));
        }
    }

    @Test
    void aFileOfTheNextDayInTheFolderOfADayKeepsNoneOfThatDayBack() throws IOException {
        var expected = new ArrayList<String>();
        putInto("01", "1_CloudTrail_eu_20260302T0005Z");
        expected.add("1_CloudTrail_eu_20260302T0005Z");
        for (int minute = 0; minute < 8; minute++) {
            String name = "1_CloudTrail_eu_20260302T%04dZ".formatted(minute);
            putInto("02", name);
            expected.add(name);
        }
        assertReadWhereverItIsGoneOn(expected);
    }

    @Test
    void aFileOfTheDayBeforeInTheFolderOfADayIsRead() throws IOException {
        putInto("01", "1_CloudTrail_eu_20260301T2358Z");
        putInto("02", "1_CloudTrail_eu_20260301T2355Z");
        putInto("02", "1_CloudTrail_eu_20260302T0000Z");
        assertReadWhereverItIsGoneOn(List.of(
                "1_CloudTrail_eu_20260301T2358Z", "1_CloudTrail_eu_20260301T2355Z", "1_CloudTrail_eu_20260302T0000Z"));
    }

    @Test
    void namesThatDoNotSortByTimeInTheirFolderAreAllRead() throws IOException {
        put("2", "us", "20260302T0005Z");
        put("2", "us", "20260302T0010Z");
        putInto("02", "1_CloudTrail_eu_20260302T0009Z");
        putInto("02", "2_CloudTrail_eu_20260302T0000Z");
        putInto("02", "3_CloudTrail_eu_20260302T0011Z");
        assertReadWhereverItIsGoneOn(List.of(
                "20260302T0005Z-2-us",
                "1_CloudTrail_eu_20260302T0009Z",
                "2_CloudTrail_eu_20260302T0000Z",
                "20260302T0010Z-2-us",
                "3_CloudTrail_eu_20260302T0011Z"));
    }

    @Test
    void aPositionThatIsNotUnderstoodIsRefused() {
        String place = "20260302+20260302T0005Z+key";
        for (String text : List.of(
                "",
                "s3-backfill-2",
                "s3-backfill-1\n20260302T0005Z+key\n",
                "s3-backfill-2\n20260302T0005Z+key\n",
                "s3-backfill-2\n20260332+20260302T0005Z+key\n",
                "s3-backfill-2\n%zz\n",
                "s3-backfill-2\n" + place + "\nid\n",
                "s3-backfill-2\n" + place + "\nid %zz\n")) {
            assertThatThrownBy(() -> source().resume(new SourcePosition(text)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a position of a range of days");
        }
        assertThatCode(() -> source().resume(new SourcePosition("s3-backfill-2\n" + place + "\nid part\n")))
                .doesNotThrowAnyException();
    }

    @Test
    void noFolderBesideThoseOfCloudTrailIsListed() throws IOException {
        String account = "111122223333";
        put(account, "eu", "20260302T0000Z");
        put("o-org/" + account, "us", "20260302T0001Z");
        for (String of : List.of("", "o-org/")) {
            for (String other : List.of("CloudTrail-Digest", "CloudTrail-Insight", "Config", "vpcflowlogs")) {
                for (int day = 1; day < 5; day++) {
                    aws.put(bucket, "AWSLogs/%s%s/%s/eu/2026/3/%d/x".formatted(of, account, other, day), new byte[1]);
                }
            }
        }
        var lists = new AtomicInteger();
        FaultyAws proxy = opened(new FaultyAws(aws.s3Endpoint(), asked -> {
            lists.addAndGet(asked.name().endsWith(".json.gz") ? 0 : 1);
            return Optional.empty();
        }));
        assertThat(read(source(opened(aws.s3(proxy.endpoint()))))).hasSize(2);
        int foldersAboveRegions = 6;
        int foldersOfDays = 4;
        assertThat(lists).hasValue(foldersAboveRegions + foldersOfDays);
    }

    @Test
    void aPrefixMayBeCalledLikeCloudTrailOrLikeAnAccount() throws IOException {
        String key = Loopback.key("111122223333", "eu", "20260302T0000Z", "x");
        for (String above : List.of("CloudTrail/", "CloudTrail/prod/", "444455556666/", "AWSLogs/444455556666/")) {
            aws.put(bucket, above + key, Loopback.gzip(SqsSourceTest.record(above)));
            assertThat(read(below(above + "AWSLogs/"))).containsExactly(above);
        }
        assertThat(read(below("CloudTrail/AWSLogs/111122223333/CloudTrail/eu"))).containsExactly("CloudTrail/");
        assertThat(read(source())).containsExactly("AWSLogs/444455556666/");
    }

    @Test
    void aPrefixWithoutAnyFolderOfLogFilesIsToldADayWithoutFilesIsNot() throws IOException {
        put("1", "eu", "20260401T0000Z");
        BackfillSource without = source();
        assertThat(read(without)).isEmpty();
        assertThat(without.unread()).isEmpty();
        BackfillSource nowhere = below("AWSLog/");
        assertThat(read(nowhere)).isEmpty();
        assertThat(nowhere.unread())
                .extracting(UnreadFile::place, UnreadFile::reason)
                .containsExactly(tuple("AWSLog/", "NO_LOG_FILES"));
    }

    @Test
    void aPrefixBelowARegionIsRefused() {
        for (String prefix : List.of("2026", "2026/", "2026/03/02/", "x/CloudTrail/eu/2026/")) {
            assertThatThrownBy(() -> below("AWSLogs/1/CloudTrail/eu/" + prefix))
                    .as(prefix)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ends before the year");
        }
    }

    @Test
    void aFileThatCannotBeReadIsToldAndKeepsNothingBack() throws IOException {
        put("1", "eu", "20260302T0000Z");
        String bad = Loopback.key("1", "eu", "20260302T0005Z", "x");
        aws.put(bucket, bad, "no gzip".getBytes(StandardCharsets.UTF_8));
        put("1", "eu", "20260302T0010Z");
        BackfillSource source = source();
        assertThat(read(source)).hasSize(2);
        assertThat(source.unread())
                .extracting(UnreadFile::place, UnreadFile::reason)
                .containsExactly(tuple(bad, "NOT_GZIP"));
        assertThat(source.unread()).isEmpty();
    }

    static List<FaultyAws.Fault> passing() {
        return List.of(FaultyAws.SLOW_DOWN, FaultyAws.EXPIRED);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aBusyS3OrCredentialsThatHaveExpiredAreWaitedForWhetherItListsOrGives(FaultyAws.Fault fault)
            throws IOException {
        IntStream.range(0, 3).forEach(number -> put("1", "eu", "20260302T%04dZ".formatted(number)));
        var busy = new AtomicReference<>("");
        FaultyAws proxy = opened(new FaultyAws(
                aws.s3Endpoint(), asked -> asked.name().endsWith(busy.get()) ? Optional.of(fault) : Optional.empty()));
        BackfillSource source = source(opened(aws.s3(proxy.endpoint())));
        assertIsToBeTriedAgain(source, "list");
        busy.set(".json.gz");
        assertIsToBeTriedAgain(source, "give");
        busy.set("nothing");
        var read = new ArrayList<String>();
        while (!source.hasEnded()) {
            try {
                CloudTrailEvent event = source.next();
                read.addAll(event == null ? List.of() : List.of(event.eventId()));
            } catch (SourceException askedForBefore) {
                // Files that were asked for before S3 was well fail once.
            }
        }
        assertThat(read).hasSize(3).isSorted();
        assertThat(source.unread()).isEmpty();
    }

    private static void assertIsToBeTriedAgain(BackfillSource source, String what) {
        assertThatThrownBy(source::next)
                .isInstanceOfSatisfying(
                        SourceException.class,
                        passing -> assertThat(passing.remedy()).isEqualTo(SourceException.Remedy.RETRY))
                .hasMessageContaining(what);
    }

    /** Where S3 refuses to give files whose names have one of some minutes. */
    private BackfillSource refusing(Predicate<Integer> minutes) throws IOException {
        FaultyAws proxy = opened(new FaultyAws(
                aws.s3Endpoint(),
                asked -> asked.name().endsWith(".json.gz")
                                && minutes.test(Integer.valueOf(asked.name().replaceAll(".*T(\\d{4})Z.*", "$1")))
                        ? Optional.of(FaultyAws.DENIED)
                        : Optional.empty()));
        return source(opened(aws.s3(proxy.endpoint())));
    }

    private void putMinutes(int minutes) {
        IntStream.range(0, minutes).forEach(number -> put("1", "eu", "20260302T%04dZ".formatted(number)));
    }

    private static void assertStops(BackfillSource source) {
        assertThatThrownBy(source::next)
                .isInstanceOfSatisfying(
                        SourceException.class,
                        refused -> assertThat(refused.remedy()).isEqualTo(SourceException.Remedy.STOP))
                .hasMessageContainingAll("T0001Z", "403 AccessDenied", "run again");
    }

    @Test
    void whereS3RefusesFileAfterFileTheNextRunReadsThem() throws IOException {
        putMinutes(12);
        BackfillSource refused = refusing(minute -> minute > 0);
        assertThat(refused.next()).isNotNull();
        assertStops(refused);
        assertStops(refused);
        assertThat(refused.unread()).isEmpty();
        BackfillSource mended = source();
        mended.resume(refused.position());
        assertThat(read(mended)).hasSize(11).isSorted();
    }

    @Test
    void aFileThatIsRefusedIsLeftOutOnlyWhenALaterOneIsGiven() throws IOException {
        putMinutes(12);
        BackfillSource source = refusing(minute -> minute > 0 && minute < 10);
        assertThat(source.next()).isNotNull();
        SourcePosition before = source.position();
        assertThat(source.unread()).isEmpty();
        assertThat(read(source)).containsExactly("20260302T0010Z-1-eu", "20260302T0011Z-1-eu");
        assertThat(source.unread())
                .hasSize(9)
                .extracting(UnreadFile::reason, UnreadFile::message)
                .containsOnly(tuple("ACCESS_DENIED", "403 AccessDenied"));
        assertThat(source.position()).isNotEqualTo(before);
        BackfillSource next = source();
        next.resume(source.position());
        assertThat(read(next)).isEmpty();
    }

    @Test
    void filesThatAreRefusedAtTheEndOfTheRangeAreToldThere() throws IOException {
        putMinutes(3);
        BackfillSource source = refusing(minute -> minute > 0);
        assertThat(read(source)).hasSize(1);
        assertThat(source.unread()).hasSize(2);
        BackfillSource next = source();
        next.resume(source.position());
        assertThat(read(next)).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNoSignThatThoseBeforeItAreRefusedForGood() throws IOException {
        putMinutes(12);
        FaultyAws proxy = opened(new FaultyAws(aws.s3Endpoint(), asked -> {
            if (!asked.name().endsWith(".json.gz")) {
                return Optional.empty();
            }
            return Optional.of(asked.name().contains("T0005Z") ? FaultyAws.ARCHIVED : FaultyAws.DENIED);
        }));
        BackfillSource refused = source(opened(aws.s3(proxy.endpoint())));
        SourcePosition before = refused.position();
        assertThatThrownBy(refused::next).hasMessageContaining("T0000Z");
        assertThat(refused.position()).isEqualTo(before);
        assertThat(refused.unread()).isEmpty();
    }
}
