// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution.Attributed;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The code on the first screen of the README, as it stands there. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void run(Path logs) throws IOException {
        // @start
        Attributor attributor = Attributor.builder(InstantSource.system()).build();
        try (EventSource source = CloudTrailReader.create().openAll(logs)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                if (attributor.attribute(event) instanceof Attributed known
                        && known.chain().length() > 1) {
                    System.out.println(event.eventName() + ": " + known.origin().name() + ", " + known.basis());
                }
            }
        }
        // @end
    }
}
