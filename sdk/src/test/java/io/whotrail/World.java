// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small made-up organisation whose every act is known: few names, few roles and few seconds, so that everything
 * collides that can. Where events are lost, nobody uses the console: of two console sessions of one name and second, one
 * without its issuance, nothing delivered tells which is which.
 */
final class World {
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave");
    private static final List<String> ROLES = List.of("Dev", "Ops", "audit");
    private static final List<String> NAMES = List.of("alice", "bob", "deploy");

    /** Somebody's credential, and whose it really is. */
    private record Credential(Events.Holder holder, String owner, Instant from) {}

    private final Random random;
    private final double loss;
    private final List<CloudTrailEvent> delivered = new ArrayList<>();
    private final Map<String, String> truth = new HashMap<>();
    private final List<Credential> credentials = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private Instant now = Events.NOON;
    private int count;

    World(Random random, int acts, double loss) {
        this.random = random;
        this.loss = loss;
        for (String person : PEOPLE) {
            credentials.add(new Credential(Events.user(person), person, now));
        }
        for (int act = 0; act < acts; act++) {
            now = now.plusSeconds(random.nextInt(3));
            act();
        }
    }

    /** The events that were delivered, in the order in which they happened. */
    List<CloudTrailEvent> delivered() {
        return delivered;
    }

    /** Who was behind an event. */
    String truth(String eventId) {
        return truth.get(eventId);
    }

    private void act() {
        Credential credential = pick(credentials);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> assume(credential);
            case 3 -> consoleUse(credential);
            case 4 -> sharedUse(credential);
            default -> deliver(Events.use("e" + count++, credential.holder, now), credential.owner);
        }
    }

    private void assume(Credential caller) {
        String role = pick(ROLES);
        String name = pick(NAMES);
        boolean reused = !keys.isEmpty() && random.nextInt(20) == 0;
        String key = reused ? pick(keys) : "ASIAKEY" + count;
        keys.add(key);
        boolean crossAccount = random.nextInt(4) == 0;
        var event = Events.assume("a" + count++, caller.holder, role, name, key, now);
        Events.Holder session = Events.session(role, name, key, now);
        if (crossAccount) {
            String shared = Events.id("shared" + count);
            deliver(event.sharedEventId(shared).build(), caller.owner);
            var view = Events.assume("v" + count++, foreignView(caller), role, name, key, now);
            deliver(view.sharedEventId(shared).build(), caller.owner);
        } else {
            deliver(event.build(), caller.owner);
        }
        credentials.add(new Credential(session, caller.owner, now));
    }

    private void consoleUse(Credential credential) {
        boolean session =
                loss == 0 && "AssumedRole".equals(credential.holder.identity().type());
        Events.Holder holder = session ? credential.holder.withKey("ASIACONSOLE" + count) : credential.holder;
        CloudTrailEvent event = Events.use("c" + count++, holder, now);
        deliver(session ? Events.fromConsole(event) : event, credential.owner);
    }

    /** A call on another account's resource: the owner's trail shows a principal of a foreign account. */
    private void sharedUse(Credential credential) {
        String shared = Events.id("shared" + count);
        deliver(withShared(Events.use("s" + count++, credential.holder, now), shared), credential.owner);
        deliver(withShared(Events.use("t" + count++, foreignView(credential), now), shared), credential.owner);
    }

    private static CloudTrailEvent withShared(CloudTrailEvent event, String shared) {
        return CloudTrailEvent.builder(event.eventId())
                .eventTime(event.eventTime())
                .eventSource(event.eventSource())
                .eventName(event.eventName())
                .recipientAccountId(event.recipientAccountId())
                .sharedEventId(shared)
                .userIdentity(event.userIdentity())
                .build();
    }

    private static Events.Holder foreignView(Credential credential) {
        return new Events.Holder(UserIdentity.builder()
                .type("AWSAccount")
                .principalId(credential.holder.identity().principalId())
                .accountId(Events.ACCOUNT)
                .build());
    }

    private void deliver(CloudTrailEvent event, String owner) {
        truth.put(event.eventId(), owner);
        if (random.nextDouble() >= loss) {
            delivered.add(event);
        }
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
