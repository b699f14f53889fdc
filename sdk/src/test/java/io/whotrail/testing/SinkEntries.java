// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.sink.SinkEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/** Entries to give to a sink. */
public final class SinkEntries {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private SinkEntries() {}

    /** The answer for an event that names its own caller. */
    public static Attribution answer(CloudTrailEvent event) {
        return Attributor.builder(InstantSource.fixed(NOON)).build().ask(event);
    }

    /** The answer for a call of a user of that name, a number of seconds after noon. */
    public static SinkEntry answer(int number, String userName) {
        return SinkEntry.of(answer(CloudTrailEvent.builder("event-" + number)
                .eventTime(NOON.plusSeconds(number))
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .recipientAccountId("111122223333")
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .principalId("AIDAEXAMPLE" + number)
                        .arn("arn:aws:iam::111122223333:user/" + userName)
                        .accountId("111122223333")
                        .userName(userName)
                        .build())
                .build()));
    }

    /** Answers for so many events, from a number on. */
    public static List<SinkEntry> answers(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> answer(number, "alice"))
                .toList();
    }

    /** A notice for the session of a key. */
    public static SinkEntry notice(String accessKeyId, int revision) {
        var session = new Session("arn:aws:sts::111122223333:assumed-role/Dev/alice", accessKeyId, NOON);
        Attribution answer = ((SinkEntry.Answer) answer(0, "alice")).attribution();
        return SinkEntry.of(new SessionRevision(
                session, null, null, revision, answer.verdict(), List.of(), List.of(), List.of("event-0")));
    }

    /** What a contract calls an entry: an answer's event id, a notice's access key id. */
    public static String nameOf(SinkEntry entry) {
        return entry instanceof SinkEntry.Answer answer
                ? answer.attribution().eventId()
                : ((SinkEntry.Notice) entry).revision().session().accessKeyId();
    }
}
