// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Bind, look up, revise: whatever threads do at once, what they are told of a key is what {@link BoundKeys} says of some
 * order of their calls. Nobody is named to whom the key was not issued; two to whom it was are ambiguous.
 *
 * <p>The guarantee is one for each credential. Two things are left out of it on purpose, because answers are found without
 * a lock. An ancestor's late issuance reaches the credentials below it one after the other, so the keys here have no
 * ancestors. And an event is known as a duplicate before the first of its kind has been learned, so that {@code null} does
 * not tell that the other call is through: issuances are offered by one thread at a time, and learned by any.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
@Param(name = "person", gen = IntGen.class, conf = "0:1")
@Param(name = "event", gen = IntGen.class, conf = "0:1")
public class BindingLincheckTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    @Operation
    public void learn(@Param(name = "key") int key, @Param(name = "person") int person) {
        attributor.learn(Cast.issuance(key, person));
    }

    @Operation(nonParallelGroup = "issuances")
    public String assume(@Param(name = "key") int key, @Param(name = "person") int person) {
        return answer(Cast.issuance(key, person));
    }

    @Operation
    public String attribute(@Param(name = "key") int key, @Param(name = "event") int event) {
        return answer(Cast.use(key, event));
    }

    @Operation
    public String ask(@Param(name = "key") int key) {
        return Cast.said(attributor.ask(Cast.use(key, 0)).verdict());
    }

    private String answer(CloudTrailEvent event) {
        Attribution answer = attributor.attribute(event);
        if (answer == null) {
            return Cast.DUPLICATE;
        }
        answers.take(answer);
        return Cast.said(answer.verdict());
    }

    /** After the last call all earlier answers, with what the listener was told, are what is known. */
    @Validate
    public void inTheEndEveryAnswerIsTheOneThatCounts() {
        assertThat(attributor.stats().balances()).isTrue();
        for (int key = 0; key < Cast.KEYS; key++) {
            String expected = ask(key);
            for (int event = 0; event < 2; event++) {
                Answers.Known known = answers.known("use" + key + event);
                assertThat(known == null ? expected : Cast.said(known.verdict()))
                        .as("use %s of key %s", event, key)
                        .isEqualTo(expected);
            }
        }
        Cast.assertRevisionsCountUp(answers);
    }

    @Test
    void everyInterleavingLooksLikeOneCallAfterTheOther() {
        Lincheck.modelChecking().sequentialSpecification(BoundKeys.class).check(getClass());
    }

    @Test
    void threadsThatRunAtOnceLookLikeOneCallAfterTheOther() {
        Lincheck.stress().sequentialSpecification(BoundKeys.class).check(getClass());
    }
}
