// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attribution;
import io.whotrail.sink.SinkEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What entries say of each event in the end. */
final class LastAnswers {
    private LastAnswers() {}

    static Map<String, Attribution> of(List<SinkEntry> entries) {
        var last = new HashMap<String, Attribution>();
        for (SinkEntry entry : entries) {
            if (entry instanceof SinkEntry.Answer answer) {
                last.put(answer.attribution().eventId(), answer.attribution());
            } else if (entry instanceof SinkEntry.Notice notice) {
                last.replaceAll((id, answer) -> notice.revision().applyTo(answer));
            }
        }
        return last;
    }
}
