// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Bind, look up, revise: whatever threads do at once, what they are told of a key is what {@link BoundKeys} says of some
 * order of their calls. Nobody is named to whom the key was not issued; two to whom it was are ambiguous.
 *
 * <p>The guarantee is one for each credential. Two things are left out of it on purpose, because answers are found without
 * a lock. An ancestor's late issuance reaches the credentials below it one after the other, so the keys here have no
 * ancestors. And an event is known as a duplicate as soon as another thread brings it, before that one's answer is found:
 * {@code null} does not tell that the other call is through. So each thread brings events of its own, some of them twice.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
@Param(name = "person", gen = IntGen.class, conf = "0:1")
@Param(name = "thread", gen = ThreadIdGen.class)
public class BindingLincheckTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    /** Made by Lincheck for each run. */
    public BindingLincheckTest() {}

    @Operation
    public void learn(@Param(name = "key") int key, @Param(name = "person") int person) {
        attributor.learn(Cast.issuance(key, person, 0));
    }

    @Operation
    public String assume(
            @Param(name = "key") int key, @Param(name = "person") int person, @Param(name = "thread") int thread) {
        return answer(Cast.issuance(key, person, thread));
    }

    @Operation
    public String attribute(@Param(name = "key") int key, @Param(name = "thread") int thread) {
        return answer(Cast.use(key, thread));
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
        Cast.check(attributor.stats().balances(), attributor.stats());
        for (int key = 0; key < Cast.KEYS; key++) {
            String expected = ask(key);
            for (int thread = 0; thread < Cast.THREADS; thread++) {
                Answers.Known known = answers.known("use" + key + thread);
                Cast.check(known == null || Cast.said(known.verdict()).equals(expected), known);
            }
        }
        Cast.checkThatRevisionsCountUp(answers);
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
