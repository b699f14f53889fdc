// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Ambiguity;
import io.whotrail.Basis;
import io.whotrail.Claims;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.RoleChain;
import io.whotrail.Signal;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.Verdict;
import io.whotrail.story.Account;
import io.whotrail.story.RoleSession;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A story, and what is right to answer for each of its events, said by its author rather than by the engine. */
final class Scenario {
    private static final Set<String> SELF_EXPLAINING =
            Set.of("IAMUser", "Root", "SAMLUser", "WebIdentityUser", "IdentityCenterUser", "AWSService");

    private final String name;
    private final Story story;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private final Map<String, List<Signal>> signals = new HashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private List<String> readme = List.of();
    private boolean listsAll = true;

    Scenario(String name) {
        this.name = name;
        this.story = new Story(name.hashCode());
    }

    String name() {
        return name;
    }

    Story story() {
        return story;
    }

    Account acme() {
        return story.account("111122223333");
    }

    Account partner() {
        return story.account("444455556666");
    }

    /** The story, what is right and why, and the rule that says so. */
    void tells(String happened, String right, String rule) {
        readme = List.of(happened, right, "Rule: " + rule + '.');
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Only the events that are spoken of have a line: the others would say nothing more. */
    void listsSome() {
        listsAll = false;
        set("listed", "some");
    }

    // ---- what is right

    /** These events name who is behind them. */
    void direct(StoryEvent... events) {
        for (StoryEvent event : events) {
            attributed(event, event.origin(), Basis.DIRECT);
        }
    }

    /** All events of which nothing was said yet name who is behind them. */
    void directRest() {
        for (StoryEvent event : story.events()) {
            if (!verdicts.containsKey(event.id())) {
                String type = (String) event.userIdentity().get("type");
                if (!SELF_EXPLAINING.contains(type)) {
                    throw new IllegalStateException(name + ": nothing is said of " + event.json());
                }
                direct(event);
            }
        }
    }

    void attributed(StoryEvent event, Identity origin, Basis basis, Hop... hops) {
        verdict(event, explanation(origin, basis, hops));
    }

    /** By the keys that were issued: alone the way there is given. */
    void issuedKey(StoryEvent event, RoleSession... way) {
        attributed(event, event.origin(), Basis.ISSUED_KEY, hops(Basis.ISSUED_KEY, way));
    }

    static Hop[] hops(Basis link, RoleSession... way) {
        return Arrays.stream(way).map(session -> session.hop(link)).toArray(Hop[]::new);
    }

    static Explanation explanation(Identity origin, Basis basis, Hop... hops) {
        return new Explanation(origin, basis, new RoleChain(List.of(hops), hops.length));
    }

    void ambiguous(StoryEvent event, Explanation... candidates) {
        verdict(event, new Ambiguity(List.of(candidates)));
    }

    void unattributed(StoryEvent event, UnattributedReason reason, Identity furthest, String sessionName) {
        unattributed(event, reason, furthest, sessionName, null);
    }

    void unattributed(
            StoryEvent event, UnattributedReason reason, Identity furthest, String sessionName, String sourceIdentity) {
        verdict(event, new Gap(reason, furthest, new Claims(sessionName, sourceIdentity)));
    }

    void verdict(StoryEvent event, Verdict verdict) {
        verdicts.put(event.id(), verdict);
    }

    /** A fact worth an eye, and the events that show it; said in the order of the types. */
    void signal(StoryEvent event, SignalType type, String detail, StoryEvent... proof) {
        List<String> ids =
                Arrays.stream(proof).map(StoryEvent::id).distinct().sorted().toList();
        signals.computeIfAbsent(event.id(), id -> new ArrayList<>()).add(new Signal(type, detail, ids));
    }

    // ---- what is written down

    List<String> readme() {
        return readme;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** The events that have a line, each once, in order of delivery. */
    List<StoryEvent> listed() {
        var listed = new LinkedHashMap<String, StoryEvent>();
        for (StoryEvent event : story.events()) {
            if (verdicts.containsKey(event.id())) {
                listed.putIfAbsent(event.id(), event);
            } else if (listsAll) {
                throw new IllegalStateException(name + ": nothing is said of " + event.json());
            }
        }
        return List.copyOf(listed.values());
    }

    Verdict verdict(StoryEvent event) {
        return verdicts.get(event.id());
    }

    List<Signal> signals(StoryEvent event) {
        return signals.getOrDefault(event.id(), List.of());
    }
}
