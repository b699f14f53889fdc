// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.testing.SinkEntries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An id is the same for the same entry, and another for every other. */
class DocumentIdTest {
    private static Attribution answer(String eventId, String userName) {
        return SinkEntries.answer(CloudTrailEvent.builder(eventId)
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .userName(userName)
                        .build())
                .build());
    }

    private static String id(String eventId) {
        return SinkEntry.of(answer(eventId, "alice")).documentId();
    }

    @Test
    void anIdIsEventContentAndRevision() {
        assertThat(SinkEntry.of(answer("0a1b-2c", "alice").revised(3)).documentId())
                .isEqualTo("0a1b-2c-8f9449e8a3b779f6-3")
                .isEqualTo(SinkEntry.of(answer("0a1b-2c", "alice").revised(3).asFinal())
                        .documentId());
    }

    @Test
    void anotherEventContentOrRevisionIsAnotherId() {
        Set<String> ids = new HashSet<>();
        for (String eventId : List.of("e", "e-1", "E", "é", "e\n", "~event-1", "x".repeat(100), "x".repeat(101), "")) {
            for (String name : List.of("alice", "bob")) {
                for (int revision = 0; revision < 12; revision++) {
                    if (!eventId.isEmpty()) {
                        ids.add(SinkEntry.of(answer(eventId, name).revised(revision))
                                .documentId());
                    }
                }
            }
        }
        assertThat(ids).hasSize(8 * 2 * 12);
    }

    @Test
    void anIdIsShortAndPlainWhateverTheEventIsCalled() {
        for (String eventId : List.of("e", "\ud800", "\u202e", "a b", "x".repeat(100_000), "_e", ".", "a/b", "%2F")) {
            assertThat(id(eventId)).matches("[A-Za-z0-9.:_~-]{1,150}");
        }
    }

    @Test
    void aNoticeIsCalledByItsSessionAndRevision() {
        String first = SinkEntries.notice("ASIA1", 1).documentId();
        assertThat(first)
                .matches("~session-[0-9a-f]{64}-1")
                .isEqualTo(SinkEntries.notice("ASIA1", 1).documentId());
        assertThat(SinkEntries.notice("ASIA1", 2).documentId()).isNotEqualTo(first);
        assertThat(SinkEntries.notice("ASIA2", 1).documentId()).isNotEqualTo(first);
    }
}
