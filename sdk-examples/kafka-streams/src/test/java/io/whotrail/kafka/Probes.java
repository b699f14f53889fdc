// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Events of a user that ask each part whether it answers.
 *
 * @param sample such an event
 * @param id its id
 */
record Probes(String sample, String id) {
    static Probes of(World world) {
        return world.records().stream()
                .filter(record -> "IAMUser".equals(record.event().userIdentity().type()))
                .findFirst()
                .map(record -> new Probes(
                        new String(record.bytes(), StandardCharsets.UTF_8),
                        record.event().eventId()))
                .orElseThrow();
    }

    /** One for each part, by its event id. */
    private Map<String, byte[]> ask(String question, int parts) {
        var partitions = new Partitions(parts);
        var asked = new LinkedHashMap<String, byte[]>();
        Set<Integer> reached = new HashSet<>();
        for (int i = 0; reached.size() < parts; i++) {
            String probe = question + '-' + i;
            if (reached.add(partitions.of(probe))) {
                asked.put(probe, sample.replace(id, probe).getBytes(StandardCharsets.UTF_8));
            }
        }
        return asked;
    }

    /** Asks all parts; who they are has to start after it. */
    Set<String> send(Broker broker, String question, int parts) {
        Map<String, byte[]> asked = ask(question, parts);
        asked.values().forEach(probe -> broker.send("cloudtrail", 0, probe));
        broker.flush();
        return asked.keySet();
    }

    /** When the last of them answered. */
    static Instant answered(Broker broker, Set<String> asked) {
        Set<String> open = new HashSet<>(asked);
        Instant[] last = {Instant.MIN};
        broker.read(
                "whotrail-attributions",
                answer -> {
                    if (open.remove(new String(answer.key(), StandardCharsets.UTF_8))) {
                        Instant told = Instant.ofEpochMilli(answer.timestamp());
                        last[0] = told.isAfter(last[0]) ? told : last[0];
                    }
                },
                open::isEmpty,
                Duration.ofMinutes(10));
        return last[0];
    }
}
