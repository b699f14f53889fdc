// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Final answers for the events of stories and simulations. */
final class Answered {
    static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(30)));

    private Answered() {}

    static List<Attribution> story(Story story) {
        return all(events(story));
    }

    static List<CloudTrailEvent> events(Story story) {
        return events(story, json -> json);
    }

    /** The events as something changed them on their way. */
    static List<CloudTrailEvent> events(Story story, UnaryOperator<String> change) {
        String lines = story.events().stream().map(StoryEvent::json).map(change).collect(Collectors.joining("\n"));
        var events = new ArrayList<CloudTrailEvent>();
        try (EventSource source = CloudTrailReader.create()
                .open(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "story")) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return events;
    }

    static List<CloudTrailEvent> delivered(Profile profile, long seed, int events) {
        return new Simulation(profile, seed)
                .happened(events).stream()
                        .filter(event -> event.fate().isDelivered())
                        .map(SimulatedEvent::event)
                        .toList();
    }

    /** The answers once everything is known. */
    static List<Attribution> all(List<CloudTrailEvent> events) {
        Attributor attributor = Attributor.builder(CLOCK).build();
        events.forEach(attributor::learn);
        attributor.finish();
        return events.stream().map(attributor::ask).toList();
    }
}
