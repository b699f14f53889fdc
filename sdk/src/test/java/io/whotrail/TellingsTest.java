// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;

/** In which order is told what one event changes: the same for the same events, wherever tables put them. */
final class TellingsTest {
    /** More than stand in a plain list. */
    private static final int MANY = 3 * CredentialIndex.SMALL;

    @ParameterizedTest
    @Seeds(5)
    void answersComeInTheOrderOfTheirTimes(Random random) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, MANY).boxed().toList());
        Collections.shuffle(numbers, random);
        for (int number : numbers) {
            attributor.attribute(use("e" + number, session("Dev", "x", "ASIAONE", NOON), NOON.plusSeconds(number)));
        }
        attributor.attribute(
                assume("a", user("alice"), "Dev", "x", "ASIAONE", NOON).build());
        assertThat(answers.told())
                .hasSize(MANY)
                .isSortedAccordingTo((one, other) -> one.eventTime().compareTo(other.eventTime()));
    }

    /** Each of many calls is the birth of a session, whose credential was answered before. */
    @ParameterizedTest
    @Seeds(5)
    void noticesComeByTheirCredentials(Random random) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(10, 10 + MANY).boxed().toList());
        Collections.shuffle(numbers, random);
        for (int number : numbers) {
            Events.Holder caller = session("Dev", "x", "ASIAONE", NOON);
            String key = "ASIACHILD" + number;
            attributor.attribute(assume("a" + number, caller, "Ops", "y" + number, key, NOON.plusSeconds(number))
                    .build());
            attributor.attribute(use(
                    "e" + number, session("Ops", "y" + number, key, NOON.plusSeconds(number)), NOON.plusSeconds(70)));
        }
        attributor.attribute(
                assume("a", user("alice"), "Dev", "x", "ASIAONE", NOON).build());
        assertThat(answers.sessionRevisions().stream()
                        .map(notice -> notice.session().arn())
                        .toList())
                .hasSizeGreaterThanOrEqualTo(MANY)
                .isSorted();
    }
}
