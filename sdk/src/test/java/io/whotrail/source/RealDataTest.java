// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static io.whotrail.source.PassedOver.EMPTY;
import static io.whotrail.source.PassedOver.INSIGHT;
import static io.whotrail.source.PassedOver.S3_NOTICE;
import static io.whotrail.source.PassedOver.TEST_EVENT;
import static io.whotrail.source.RejectReason.MALFORMED_JSON;
import static io.whotrail.source.RejectReason.NOT_AN_EVENT;
import static io.whotrail.source.RejectReason.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.testing.SharedData;
import io.whotrail.testing.TarFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public logs of real accounts and of other projects' tests run to their end, and every reject has its reason. */
class RealDataTest {
    @Test
    void invictusIsReadWithoutAReject() throws IOException {
        ReadStats stats = raw("invictus", name -> name.endsWith(".json"));
        assertThat(stats.events()).isEqualTo(2_900);
        assertThat(stats.records()).isEqualTo(2_900);
    }

    @Test
    void stratusIsReadWithoutAReject() throws IOException {
        ReadStats stats = raw("stratus", name -> name.endsWith(".json"));
        assertThat(stats.events()).isEqualTo(310);
        assertThat(stats.records()).isEqualTo(310);
    }

    @Test
    void otrfIsReadWithoutAReject() throws IOException {
        ReadStats stats = raw("otrf", name -> name.endsWith(".json"));
        assertThat(stats.events()).isEqualTo(103);
        assertThat(stats.records()).isEqualTo(103);
    }

    /*
     * MALFORMED_JSON: "this is not json at all {{{" in a queue's batch (cloudtrail-rs), a brace too many (foxsec
     *   critobj4), and a template in HTML (foxsec).
     * NOT_AN_EVENT: events that Google's logging wraps in "jsonPayload" and Google's own audit records (foxsec), a line
     *   {"not-an-event": …} (foxsec), a list of tests with events somewhere in it (terraform-aws-cloudtrail-to-slack).
     * TRUNCATED: cloudgrep's bad_cloudtrail.json, which is cut on purpose.
     */
    @Test
    void fixturesOfOtherProjectsAreReadAsFarAsTheyAreCloudTrails() throws IOException {
        ReadStats stats = raw("fixtures", name -> !name.endsWith("LICENSE"));
        assertThat(stats.events()).isEqualTo(92);
        assertThat(stats.rejects()).isEqualTo(Map.of(MALFORMED_JSON, 3L, NOT_AN_EVENT, 21L, TRUNCATED, 1L));
        assertThat(stats.passedOver()).isEqualTo(Map.of(INSIGHT, 5L, S3_NOTICE, 13L, TEST_EVENT, 2L, EMPTY, 1L));
    }

    /** Markdown and YAML with events in it: nothing to read in full, but to survive. */
    @ParameterizedTest
    @CsvSource({"awsdocs, 24", "panther, 111"})
    void textsWithEventsInThemRunToTheirEnd(String set, int atLeast) throws IOException {
        ReadStats stats = raw(set, name -> true);
        assertThat(stats.events()).isGreaterThanOrEqualTo(atLeast);
        assertThat(stats.rejects()).containsOnlyKeys(MALFORMED_JSON, NOT_AN_EVENT);
    }

    /** As one event a line. The one reject that there is, in awsdocs, is the inside of an Insight. */
    @ParameterizedTest
    @CsvSource({
        "invictus, 2900, 0",
        "stratus, 310, 0",
        "otrf, 103, 0",
        "panther, 453, 0",
        "awsdocs, 25, 1",
        "fixtures, 107, 0"
    })
    void everyEventOfTheCollectedLinesIsRead(String set, int events, int insights) throws IOException {
        Path folder = folder(set);
        CloudTrailReader reader = CloudTrailReader.create();
        try (EventSource source = reader.open(folder.resolve("events.ndjson.gz"))) {
            while (source.next() != null) {
                // Only the counts are of interest.
            }
            assertThat(source.stats().balances()).isTrue();
            assertThat(source.stats().events()).isEqualTo(events);
            assertThat(source.stats().rejected()).isZero();
            assertThat(source.stats().passedOverInAll()).isEqualTo(insights);
        }
    }

    private static ReadStats raw(String set, Predicate<String> names) throws IOException {
        CloudTrailReader reader = CloudTrailReader.create();
        for (var file : TarFile.read(folder(set).resolve("raw.tar.gz")).entrySet()) {
            if (!names.test(file.getKey())) {
                continue;
            }
            try (EventSource source = reader.open(new ByteArrayInputStream(file.getValue()), file.getKey())) {
                while (source.next() != null) {
                    // Only the counts are of interest.
                }
                assertThat(source.stats().balances()).isTrue();
            }
        }
        ReadStats stats = reader.stats();
        assertThat(stats.balances()).isTrue();
        return stats;
    }

    private static Path folder(String set) {
        Optional<Path> folder = SharedData.folder(set);
        assumeTrue(folder.isPresent(), SharedData.missing(set));
        return folder.get();
    }
}
