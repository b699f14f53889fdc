// SPDX-License-Identifier: Apache-2.0
package io.whotrail.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A checkpoint is made while a session is learned: the event is in it whole, its session and its id, or not at all. */
@JCStressTest
@Outcome(id = "ISSUANCE_NOT_SEEN, new", expect = ACCEPTABLE, desc = "made before")
@Outcome(id = "alice by ISSUED_KEY over 1, known", expect = ACCEPTABLE, desc = "made after")
@Outcome(expect = FORBIDDEN, desc = "half an event, or a checkpoint that cannot be read")
@State
public class SnapshotBesideLearn {
    private final Attributor attributor = Cast.builder().build();
    private final ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();

    @Actor
    public void learn() {
        attributor.attribute(Cast.ALICES);
    }

    @Actor
    public void snapshot() {
        try {
            attributor.snapshot(checkpoint);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Arbiter
    public void restore(LL_Result result) {
        try {
            Attributor restored = Cast.builder().restore(new ByteArrayInputStream(checkpoint.toByteArray()));
            result.r1 = Cast.told(restored.ask(Cast.USE));
            result.r2 = restored.attribute(Cast.ALICES) == null ? "known" : "new";
        } catch (IOException | CheckpointException unreadable) {
            result.r1 = unreadable.toString();
        }
    }
}
