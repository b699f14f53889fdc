// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answers for 2,900 real events of one account and day, in the order in which their log files were delivered. */
class RealLogsTest {
    private static final String SET = "invictus";

    private final Answers answers = new Answers();
    private final Attributor attributor =
            Answers.builder(answers).lateness(Duration.ofHours(3)).build();
    private final Map<String, CloudTrailEvent> events = new LinkedHashMap<>();
    private final Map<String, String> deliveredAt = new HashMap<>();

    @BeforeEach
    void readInDeliveryOrder() throws IOException {
        Optional<Path> folder = SharedData.folder(SET);
        assumeTrue(folder.isPresent(), SharedData.missing(SET));
        List<String> files = Files.readAllLines(folder.get().resolve("files.tsv"));
        var all = new ArrayList<CloudTrailEvent>();
        try (EventSource source = CloudTrailReader.create().open(folder.get().resolve("events.ndjson.gz"))) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                all.add(event);
            }
        }
        for (int i = 0; i < all.size(); i++) {
            deliveredAt.put(all.get(i).eventId(), stamp(files.get(i)));
        }
        all.sort(Comparator.comparing(event -> deliveredAt.get(event.eventId())));
        all.forEach(event -> events.put(event.eventId(), event));
        all.forEach(event -> answers.offer(attributor, event));
    }

    /** When a log file was delivered, as its name says: {@code …_20230710T1145Z_…}. */
    private static String stamp(String file) {
        String[] parts = file.split("_", -1);
        return parts[parts.length - 2];
    }

    private Map<String, Explanation> explained(Basis basis) {
        var found = new LinkedHashMap<String, Explanation>();
        answers.known().forEach((eventId, known) -> {
            if (known.verdict() instanceof Explanation explanation && explanation.basis() == basis) {
                found.put(eventId, explanation);
            }
        });
        return found;
    }

    @Test
    void everyEventHasAnOrigin() {
        assertThat(events).hasSize(2_900);
        assertThat(answers.known()).hasSize(2_900);
        assertThat(answers.known().values()).allMatch(known -> known.verdict() instanceof Explanation);
        assertThat(explained(Basis.DIRECT)).hasSize(2_824);
        assertThat(attributor.stats().balances()).isTrue();
    }

    @Test
    void everyUseOfAnIssuedKeyIsProvenByTheEventThatIssuedIt() {
        Map<String, Explanation> byKey = explained(Basis.ISSUED_KEY);
        assertThat(byKey).hasSize(70);
        byKey.forEach((eventId, explanation) -> {
            Hop hop = explanation.chain().hops().get(explanation.chain().hops().size() - 1);
            CloudTrailEvent issuance = events.get(hop.issuanceEventIds().get(0));
            assertThat(issuance.responseElements().accessKeyId())
                    .isEqualTo(events.get(eventId).userIdentity().accessKeyId());
            assertThat(issuance.eventTime()).isEqualTo(hop.issuedAt());
        });
    }

    @Test
    void sixteenUsesAreAttributedAlthoughTheirIssuanceComesInALaterFile() {
        long late = explained(Basis.ISSUED_KEY).entrySet().stream()
                .filter(entry -> {
                    String issuance = entry.getValue()
                            .chain()
                            .hops()
                            .get(0)
                            .issuanceEventIds()
                            .get(0);
                    return deliveredAt.get(issuance).compareTo(deliveredAt.get(entry.getKey())) > 0;
                })
                .count();
        assertThat(late).isEqualTo(16);
        assertThat(answers.told()).hasSizeGreaterThanOrEqualTo(16);
    }

    @Test
    void sessionsWithoutAnIssuedKeyAreAttributedByTheirBirth() {
        Map<String, Explanation> byBirth = explained(Basis.SESSION_BIRTH);
        assertThat(byBirth).hasSize(6);
        byBirth.values()
                .forEach(explanation -> assertThat(explanation.origin().type()).isEqualTo(IdentityType.AWS_SERVICE));
    }

    @Test
    void allThatTheConsoleSessionDidIsItsUsers() {
        List<CloudTrailEvent> console = events.values().stream()
                .filter(event -> event.userIdentity().sessionContext() != null
                        && event.userIdentity().sessionContext().creationDate() != null
                        && "2023-07-10T12:27:45Z"
                                .equals(event.userIdentity()
                                        .sessionContext()
                                        .creationDate()
                                        .toString()))
                .toList();
        assertThat(console).hasSize(217);
        assertThat(console)
                .allMatch(event -> answers.known().get(event.eventId()).verdict() instanceof Explanation explanation
                        && "bert-jan".equals(explanation.origin().name()));
    }
}
