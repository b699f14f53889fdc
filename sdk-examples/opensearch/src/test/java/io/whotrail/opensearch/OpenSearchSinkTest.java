// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attribution;
import io.whotrail.pipeline.Sleeper;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.sink.SinkException.Remedy;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSearchSinkTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final List<Duration> waited = new ArrayList<>();
    private final Sleeper sleeper = waited::add;
    private final LoopbackCluster cluster;

    OpenSearchSinkTest() throws IOException {
        cluster = new LoopbackCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private OpenSearchSink.Builder builder() {
        return OpenSearchSink.builder(cluster.address())
                .backoff(FIRST, LONGEST, 6)
                .sleeper(sleeper, new Random(1));
    }

    private static SinkEntry answer(int number, int revision) {
        Attribution first = ((SinkEntry.Answer) SinkEntries.answer(number, "alice")).attribution();
        return SinkEntry.of(first.revised(revision));
    }

    private static String storedId(SinkEntry entry) {
        return entry.documentId().substring(0, entry.documentId().lastIndexOf('-'));
    }

    private static SinkException refusal(OpenSearchSink sink, List<SinkEntry> batch) {
        try {
            sink.write(batch);
        } catch (SinkException refused) {
            return refused;
        }
        throw new AssertionError("the batch was taken");
    }

    private List<Integer> revisions() {
        return cluster.sources().stream()
                .map(source -> source.at("/whotrail/revision").asInt())
                .toList();
    }

    @Test
    void aDocumentIsWhatTheSdkWritesOfAnEntry() throws Exception {
        SinkEntry entry = answer(1, 3);
        builder().placement(EcsPlacement.USER).build().write(entry);
        assertThat(cluster.sources().get(0) + "\n")
                .isEqualTo(new String(LineFormat.ecs(EcsPlacement.USER).line(entry), StandardCharsets.UTF_8));
        assertThat(cluster.documents().get(storedId(entry)).version()).isEqualTo(3);
    }

    @Test
    void theTemplateComesBeforeTheFirstDocumentAndOnce() throws Exception {
        OpenSearchSink sink = builder().index("trail").build();
        sink.write(List.of());
        assertThat(cluster.requests()).isEmpty();
        sink.write(answer(1, 0));
        sink.write(answer(2, 0));
        assertThat(cluster.requests())
                .containsExactly("PUT /_index_template/trail", "POST /trail/_bulk", "POST /trail/_bulk");
    }

    @Test
    void theHighestRevisionStaysWhateverComesInWhichOrder() throws Exception {
        OpenSearchSink sink = builder().build();
        sink.write(List.of(answer(1, 1), answer(2, 0)));
        sink.write(List.of(answer(1, 0), answer(2, 2), answer(2, 1)));
        sink.write(List.of(answer(1, 1), answer(2, 2)));
        assertThat(revisions()).containsExactly(1, 2);
        assertThat(waited).isEmpty();
    }

    @Test
    void twoContentsOfOneEventIdAreTwoDocuments() throws Exception {
        OpenSearchSink sink = builder().build();
        sink.write(List.of(SinkEntries.answer(1, "alice"), SinkEntries.answer(1, "mallory")));
        assertThat(cluster.documents()).hasSize(2);
    }

    @Test
    void eachNoticeIsADocumentOfItsOwn() throws Exception {
        OpenSearchSink sink = builder().build();
        List<SinkEntry> notices = List.of(SinkEntries.notice("ASIA1", 1), SinkEntries.notice("ASIA1", 2));
        sink.write(notices);
        sink.write(notices);
        assertThat(cluster.documents()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aBusyClusterIsAskedAgainAfterGrowingDelaysUpToALimit(int status) throws Exception {
        cluster.refuseNext(status, status, status, status, status);
        builder().build().write(answer(1, 0));
        assertThat(cluster.documents()).hasSize(1);
        assertThat(waited).hasSize(5);
        long[] seconds = {1, 2, 4, 8, 8};
        for (int i = 0; i < seconds.length; i++) {
            assertThat(waited.get(i)).isBetween(Duration.ofMillis(500 * seconds[i]), Duration.ofSeconds(seconds[i]));
        }
        assertThat(waited).doesNotHaveDuplicates();
    }

    @Test
    void aClusterThatSaysWhenIsLeftAloneUntilThenWithinTheLimit() throws Exception {
        cluster.refuseNext(429);
        cluster.askToBeLeftAlone("5");
        OpenSearchSink sink = builder().build();
        sink.write(answer(1, 0));
        cluster.refuseNext(429);
        cluster.askToBeLeftAlone("3000");
        sink.write(answer(2, 0));
        cluster.refuseNext(429);
        cluster.askToBeLeftAlone("tomorrow");
        sink.write(answer(3, 0));
        assertThat(waited).hasSize(3).startsWith(Duration.ofSeconds(5), LONGEST);
        assertThat(waited.get(2)).isLessThanOrEqualTo(FIRST);
    }

    @Test
    void whenNoAttemptIsLeftTheBatchMayBeGivenAgain() throws Exception {
        cluster.refuseNext(503, 503, 503, 503, 503, 503);
        OpenSearchSink sink = builder().build();
        SinkException refused = refusal(sink, List.of(answer(1, 0), answer(2, 0)));
        assertThat(refused.remedy()).isEqualTo(Remedy.RETRY);
        assertThat(refused).hasMessage("2 documents are not taken after 6 attempts: status 503");
        sink.write(List.of(answer(1, 0), answer(2, 0)));
        assertThat(cluster.documents()).hasSize(2);
    }

    @Test
    void onlyTheDocumentsThatWereNotTakenAreSentAgain() throws Exception {
        SinkEntry busy = answer(1, 0);
        cluster.refuse(storedId(busy), 429, 429);
        builder().build().write(List.of(answer(0, 0), busy, answer(2, 0)));
        assertThat(cluster.documents()).hasSize(3);
        assertThat(cluster.sizes()).hasSize(3);
        assertThat(cluster.sizes().get(1)).isLessThan(cluster.sizes().get(0) / 2);
        assertThat(waited).hasSize(2);
    }

    @Test
    void aDocumentThatIsNeverTakenIsToldWithoutItsValueAndCostsNoOther() {
        SinkEntry poison = answer(1, 0);
        cluster.refuse(storedId(poison), 400, 400);
        OpenSearchSink sink = builder().build();
        SinkException refused = refusal(sink, List.of(answer(0, 0), poison, answer(2, 0)));
        assertThat(refused.remedy()).isEqualTo(Remedy.SKIP);
        assertThat(refused)
                .hasMessage("1 documents are never going to be taken, the first is " + poison.documentId()
                        + ": 400 mapper_parsing_exception in field event.id");
        assertThat(cluster.documents()).hasSize(2);
        assertThat(refusal(sink, List.of(poison)).remedy()).isEqualTo(Remedy.SKIP);
        assertThat(waited).isEmpty();
    }

    @Test
    void poisonAndBusyDocumentsOfOneRequestAreToldApart() {
        SinkEntry poison = answer(1, 0);
        SinkEntry busy = answer(2, 0);
        cluster.refuse(storedId(poison), 400);
        cluster.refuse(storedId(busy), 429);
        assertThat(refusal(builder().build(), List.of(poison, busy)).remedy()).isEqualTo(Remedy.SKIP);
        assertThat(cluster.documents()).containsOnlyKeys(storedId(busy));
    }

    @Test
    void noRequestIsLargerThanItsLimitUnlessOneDocumentIs() throws Exception {
        SinkEntry large = SinkEntries.answer(50, "x".repeat(20_000));
        List<SinkEntry> batch = new ArrayList<>(SinkEntries.answers(0, 100));
        batch.add(50, large);
        builder().maximumBodyBytes(10_000).build().write(batch);
        assertThat(cluster.documents()).hasSize(101);
        assertThat(cluster.sizes()).filteredOn(size -> size > 10_000).hasSize(1);
        assertThat(cluster.sizes()).hasSizeBetween(8, 30);
    }

    @Test
    void aRequestThatIsRefusedLosesNoneOfThoseBehindIt() throws Exception {
        cluster.refuseNext(0, 429, 0, 503);
        builder().maximumBodyBytes(5_000).build().write(SinkEntries.answers(0, 40));
        assertThat(cluster.documents()).hasSize(40);
        assertThat(waited).hasSize(2);
    }

    @Test
    void aClusterThatIsBusyAmidAHalvedRequestIsSentTheRestLater() throws Exception {
        cluster.takeNoBodyAbove(5_000);
        cluster.refuseNext(0, 0, 0, 0, 429, 0, 503);
        builder().build().write(SinkEntries.answers(0, 40));
        assertThat(cluster.documents()).hasSize(40);
        assertThat(waited).isNotEmpty();
    }

    @Test
    void aClusterThatTakesLessIsSentLess() {
        cluster.takeNoBodyAbove(5_000);
        SinkEntry large = SinkEntries.answer(50, "x".repeat(20_000));
        List<SinkEntry> batch = new ArrayList<>(SinkEntries.answers(0, 40));
        batch.add(20, large);
        SinkException refused = refusal(builder().build(), batch);
        assertThat(refused.remedy()).isEqualTo(Remedy.SKIP);
        assertThat(refused).hasMessageContaining(large.documentId() + ": 413");
        assertThat(cluster.documents()).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404})
    void aClusterThatRefusesEverythingStopsTheSink(int status) {
        cluster.refuseNext(status);
        SinkException refused = refusal(builder().build(), List.of(answer(1, 0)));
        assertThat(refused.remedy()).isEqualTo(Remedy.STOP);
        assertThat(refused).hasMessageContaining("status " + status);
        assertThat(waited).isEmpty();
    }

    @Test
    void aClusterThatIsNotThereMayBeThereLater() throws IOException {
        URI nobody;
        try (var reserved = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + reserved.getLocalPort());
        }
        OpenSearchSink sink = OpenSearchSink.builder(nobody)
                .backoff(FIRST, LONGEST, 3)
                .sleeper(sleeper, new Random(1))
                .build();
        assertThat(refusal(sink, List.of(answer(1, 0))).remedy()).isEqualTo(Remedy.RETRY);
        assertThat(waited).hasSize(2);
    }

    @Test
    void aClusterThatStallsAmidstItsAnswerIsNotWaitedForWithoutEnd() throws Exception {
        cluster.stallNext();
        builder().requestTimeout(Duration.ofSeconds(1)).build().write(answer(1, 0));
        assertThat(waited).as("tried again").isNotEmpty();
        assertThat(cluster.documents()).hasSize(1);
    }

    @Test
    void whoInterruptsMayGiveTheBatchAgain() throws Exception {
        cluster.refuseNext(503);
        OpenSearchSink sink = builder()
                .sleeper(
                        time -> {
                            throw new InterruptedException();
                        },
                        new Random(1))
                .build();
        assertThat(refusal(sink, List.of(answer(1, 0))).remedy()).isEqualTo(Remedy.RETRY);
        assertThat(Thread.interrupted()).isTrue();
        sink.write(answer(1, 0));
        assertThat(cluster.documents()).hasSize(1);
    }

    @Test
    void whoeverAsksIsToldWhoAsks() throws Exception {
        builder().authorization(() -> "ApiKey secret").build().write(answer(1, 0));
        assertThat(cluster.authorization()).isEqualTo("ApiKey secret");
        builder().build().write(answer(2, 0));
        assertThat(cluster.authorization()).isEmpty();
    }

    @Test
    void noCredentialsGoWhereOthersCanRead() {
        OpenSearchSink sink = OpenSearchSink.builder(URI.create("http://search.invalid:9200"))
                .authorization(() -> "ApiKey secret")
                .build();
        SinkException refused = refusal(sink, List.of(answer(1, 0)));
        assertThat(refused.remedy()).isEqualTo(Remedy.STOP);
        assertThat(refused).hasMessageContaining("https").hasMessageNotContaining("secret");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        OpenSearchSink.Builder builder = builder();
        assertThatThrownBy(() -> OpenSearchSink.builder(URI.create("search.example.com")))
                .hasMessageContaining("http");
        assertThatThrownBy(() -> builder.index("../_all")).hasMessageContaining("../_all");
        assertThatThrownBy(() -> builder.maximumBodyBytes(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> builder.backoff(FIRST, LONGEST, 0).build()).hasMessageContaining("got 0");
        assertThatThrownBy(() -> builder.backoff(LONGEST, FIRST, 1).build()).hasMessageContaining("delays");
    }
}
