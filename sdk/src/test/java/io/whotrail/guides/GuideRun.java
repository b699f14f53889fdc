// SPDX-License-Identifier: Apache-2.0
package io.whotrail.guides;

import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs the code of the guides that uses the whole library, for whoever looks at the JVM meanwhile. */
public final class GuideRun {
    private GuideRun() {}

    public static void main(String[] arguments) throws IOException, CheckpointException {
        var nobody = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        GettingStarted.asTheyCome(Samples.LOGS, nobody);
        Embedding.consumer(Samples.lateEvents(), nobody);
        Embedding.ownState(Samples.lateEvents(), nobody);
        Embedding.pipeline(Samples.LOGS, nobody);
    }
}
