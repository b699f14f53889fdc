// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.Basis;
import io.whotrail.Signal;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.story.LogFile;
import io.whotrail.story.SampleLogs;
import io.whotrail.story.StoryEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the sample logs of the README answer is the truth of their story. */
class SampleLogsVerdictTest {
    private static final Map<String, StoryEvent> TRUTH =
            SampleLogs.story().events().stream().collect(Collectors.toMap(StoryEvent::id, Function.identity()));

    private static final List<Attribution> ANSWERS = new ArrayList<>();

    @BeforeAll
    static void attributeAll() throws IOException {
        var events = new ArrayList<CloudTrailEvent>();
        for (LogFile file : SampleLogs.files()) {
            try (EventSource source =
                    CloudTrailReader.create().open(new ByteArrayInputStream(file.gzip()), file.key())) {
                for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                    events.add(event);
                }
            }
        }
        Attributor attributor = Attributor.builder(InstantSource.system()).build();
        events.forEach(attributor::learn);
        attributor.finish();
        events.forEach(event -> ANSWERS.add(attributor.ask(event)));
    }

    @Test
    void everyEventIsAnswered() {
        assertThat(ANSWERS.stream().map(Attribution::eventId)).containsExactlyInAnyOrderElementsOf(TRUTH.keySet());
    }

    @Test
    void whoIsNamedIsWhoItWas() {
        for (Attribution answer : ANSWERS) {
            StoryEvent told = TRUTH.get(answer.eventId());
            if (answer instanceof Attribution.Attributed attributed) {
                assertThat(attributed.origin().sameAs(told.origin()) || isSameUser(attributed, told))
                        .as("%s %s: %s", told.text("eventName"), told.origin(), attributed.origin())
                        .isTrue();
            }
        }
    }

    /** The sign-in of an Identity Center user shows the name too. */
    private static boolean isSameUser(Attribution.Attributed attributed, StoryEvent told) {
        String userId = attributed.origin().userId();
        return userId != null && userId.equals(told.origin().userId());
    }

    @Test
    void onlyTheSessionFromNowhereIsNobodys() {
        assertThat(ANSWERS.stream()
                        .filter(answer -> !(answer instanceof Attribution.Attributed))
                        .map(Attribution::verdict)
                        .map(Object::toString))
                .hasSize(2)
                .allMatch(gap -> gap.contains(UnattributedReason.ISSUANCE_NOT_SEEN.name()))
                .allMatch(gap -> gap.contains("assumed-role/Maintenance/maintenance"));
    }

    @Test
    void theBorrowedNameIsBobsAndIsTold() {
        List<Attribution.Attributed> borrowed = ANSWERS.stream()
                .filter(answer -> answer.signals().stream()
                        .map(Signal::type)
                        .anyMatch(type -> type == SignalType.NAME_IMPERSONATES))
                .map(Attribution.Attributed.class::cast)
                .toList();
        assertThat(borrowed).hasSize(2);
        assertThat(borrowed).extracting(answer -> answer.origin().name()).containsOnly("bob");
        assertThat(borrowed).extracting(Attribution.Attributed::basis).containsOnly(Basis.ISSUED_KEY);
    }

    @Test
    void theWayOverTwoAccountsIsShown() {
        assertThat(ANSWERS.stream()
                        .filter(answer -> answer instanceof Attribution.Attributed attributed
                                && attributed.chain().length() == 2)
                        .map(Attribution.Attributed.class::cast)
                        .map(answer ->
                                answer.origin().name() + " in " + answer.event().recipientAccountId()))
                .hasSize(3)
                .containsOnly("alice in 444455556666");
    }
}
