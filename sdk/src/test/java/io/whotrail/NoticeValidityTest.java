// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.ResponseElements;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** A notice for a credential holds for its uses within its validity, and for nothing else. */
class NoticeValidityTest {
    private final Answers answers = new Answers();
    private final Attributor attributor =
            Answers.builder(answers).lateness(Duration.ofDays(30)).build();

    @Test
    void aNoticeNamesNobodyForUsesOutsideTheValidityOfItsKey() {
        Events.Holder holder = session("Dev", "x", "ASIAONE1", NOON);
        answers.offer(attributor, use("inTime", holder, NOON.plusSeconds(60)));
        answers.offer(attributor, use("yearsLater", holder, NOON.plus(Duration.ofDays(20))));
        answers.offer(attributor, use("before", holder, NOON.minusSeconds(301)));
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());

        assertThat(Intrigue.text(answers.known("inTime").verdict())).isEqualTo("alice");
        assertThat(answers.known("yearsLater").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.OUT_OF_VALIDITY));
        assertThat(answers.known("before").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.OUT_OF_VALIDITY));
        assertThat(answers.sessionRevisions()).singleElement().satisfies(notice -> {
            assertThat(notice.validFrom()).isEqualTo(NOON.minusSeconds(300));
            assertThat(notice.validUntil()).isEqualTo(NOON.plusSeconds(3_600 + 900));
        });
    }

    @Test
    void whatIsFinalBeforeTheNoticeAndOutsideTheValidityStays() {
        var heard = new Answers();
        Attributor stream =
                Answers.builder(heard).lateness(Duration.ofMinutes(1)).build();
        Events.Holder holder = session("Dev", "x", "ASIAONE1", NOON);
        heard.offer(stream, use("early", holder, NOON.minusSeconds(301)));
        heard.offer(stream, use("clock", user("bob"), NOON.plusSeconds(70)));
        heard.offer(stream, use("late", holder, NOON.plusSeconds(20)));
        Instant issued = NOON.plusSeconds(0);
        heard.offer(
                stream,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", issued).build());

        assertThat(Intrigue.text(heard.known("early").verdict())).startsWith("OUT_OF_VALIDITY");
        assertThat(Intrigue.text(heard.known("late").verdict())).isEqualTo("alice");
    }

    @Test
    void aNoticeOfASessionAtTheEndOfTimeHasNoEnd() {
        Instant last = Instant.MAX.truncatedTo(ChronoUnit.SECONDS);
        ResponseElements withoutEnd = ResponseElements.builder()
                .accessKeyId("ASIAONE1")
                .assumedRoleArn("arn:aws:sts::111122223333:assumed-role/Dev/x")
                .build();
        for (String who : new String[] {"alice", "bob"}) {
            answers.offer(
                    attributor,
                    assume(who, user(who), "Dev", "x", "ASIAONE1", NOON)
                            .eventTime(last)
                            .responseElements(withoutEnd)
                            .build());
            answers.offer(attributor, use("of " + who, session("Dev", "x", "ASIAONE1", last), last));
        }

        assertThat(answers.known("of alice").verdict()).isInstanceOf(Ambiguity.class);
        assertThat(answers.sessionRevisions()).singleElement().satisfies(notice -> {
            assertThat(notice.validFrom()).isEqualTo(last.minusSeconds(300));
            assertThat(notice.validUntil()).isNull();
        });
    }
}
