// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.AttributorStats;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** How many answers there are of each basis and of each reason. */
final class Tally {
    private Tally() {}

    static Map<String, Long> of(AttributorStats stats) {
        var tally = new TreeMap<String, Long>();
        stats.attributedBy().forEach((basis, count) -> tally.put(basis.name(), count));
        stats.unattributedBy().forEach((reason, count) -> tally.put(reason.name(), count));
        tally.put("AMBIGUOUS", stats.ambiguous());
        tally.values().removeIf(count -> count == 0);
        return tally;
    }

    static Map<String, Long> of(Collection<String> lines) throws IOException {
        var tally = new TreeMap<String, Long>();
        for (String line : lines) {
            Map<String, Object> answer = JsonLine.parse(line);
            Object kind = answer.getOrDefault("basis", answer.getOrDefault("reason", answer.get("verdict")));
            tally.merge((String) kind, 1L, Long::sum);
        }
        return tally;
    }
}
