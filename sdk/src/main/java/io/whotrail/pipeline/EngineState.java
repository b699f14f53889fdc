// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How an attributor comes into being and goes into a checkpoint. */
interface EngineState {
    /** An attributor that knows nothing yet. */
    Attributor begin(AttributionListener listener);

    /** An attributor that goes on from a checkpoint. */
    Attributor restore(InputStream in, AttributionListener listener) throws IOException, CheckpointException;

    /** The same, with answers that are told once, when they are final. */
    EngineState held();

    void snapshot(Attributor attributor, OutputStream out) throws IOException;

    /** Of the attributors that a builder makes. */
    static EngineState of(Attributor.Builder builder) {
        return new EngineState() {
            @Override
            public Attributor begin(AttributionListener listener) {
                return builder.listener(listener).build();
            }

            @Override
            public Attributor restore(InputStream in, AttributionListener listener)
                    throws IOException, CheckpointException {
                return builder.listener(listener).restore(in);
            }

            @Override
            public EngineState held() {
                builder.holdUntilFinal();
                return this;
            }

            @Override
            public void snapshot(Attributor attributor, OutputStream out) throws IOException {
                attributor.snapshot(out);
            }
        };
    }
}
