// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import io.whotrail.policy.RoleKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells those who hold the other sessions what they need, and takes in what they tell. Under the engine's lock. */
final class Relays {
    /* An event is answered by whoever holds the group of its identity. What it issues into another's group, that one has to
     * know, and who called: the question is asked here, of the session as if it were one of here, and each answer is told
     * there. So each hop of a chain is one message. Of a key one attributor, by the key itself, knows all who have it. */

    private final Partition partition;
    private final Knowledge knowledge;
    private final Sightings sightings;
    private final Learner learner;
    /** The groups of calls into other accounts whose caller another told: by the caller's session name, as long as nobody is
     * known by it, and by the role, as {@link GroupKeys#ofRole} names it. What becomes known of these changes signals here. */
    private final Cache<String, Copies> copies;

    Relays(Settings settings, Knowledge knowledge, Sightings sightings, Learner learner) {
        this.partition = settings.partition();
        this.knowledge = knowledge;
        this.sightings = sightings;
        this.learner = learner;
        this.copies = Caffeine.newBuilder()
                .maximumWeight(settings.memory().names(settings.maximumNames()))
                .weigher((String nameOrRole, Copies all) -> 1 + all.size())
                .executor(Runnable::run)
                .build();
    }

    // ---- what is told

    /** An event issues a credential into another's group. */
    void issue(Issuance issuance, Changes changes) {
        changes.relay(new Relayed.Issued(issuance.groupKey(), issuance.event(), callerOf(issuance, changes)));
    }

    private Relayed.Answer callerOf(Issuance issuance, Changes changes) {
        Verdict said = issuance.callerVerdict();
        Use caller = issuance.caller();
        if (said == null && caller.groupKey() != null) {
            learner.learn(issuance, changes);
            CloudTrailEvent event = issuance.event();
            IssuingEvent record = recordOf(issuance.groupKey(), event.eventId(), event.contentHash());
            if (record != null) {
                changes.told(record);
                return new Relayed.Answer(record.caller(), record.ancestors());
            }
        }
        Verdict verdict = said == null
                ? new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, Identities.acting(caller.identity()), Claims.NONE)
                : said;
        return new Relayed.Answer(verdict, Ancestors.NONE);
    }

    private @Nullable IssuingEvent recordOf(String groupKey, String eventId, long contentHash) {
        SessionGroup group = knowledge.groups().find(groupKey);
        if (group != null) {
            for (IssuedSession session : group.sessions()) {
                for (IssuingEvent record : session.records()) {
                    if (record.contentHash() == contentHash && record.eventId().equals(eventId)) {
                        return record;
                    }
                }
            }
        }
        return null;
    }

    /** What others need to know, when all that follows of keys and names has settled. */
    List<Relay> settle(Changes changes) {
        settleWhatIsKnown(changes);
        for (int next = 0; partition.resolves() && next < changes.relays().size(); next++) {
            Relay relay = changes.relays().get(next);
            if (relay.key() != null) {
                learn(relay, changes);
                settleWhatIsKnown(changes);
            }
        }
        return changes.relays();
    }

    private void settleWhatIsKnown(Changes changes) {
        for (String name : changes.takeNamed()) {
            touch(copies.asMap().remove(name), changes);
        }
        for (RoleKey role : changes.takeChangedPolicies()) {
            touch(copies.getIfPresent(GroupKeys.ofRole(role)), changes);
        }
        changes.takeSeen().forEach(seen -> see(seen.accessKeyId(), seen.holder(), changes));
    }

    private void touch(@Nullable Copies all, Changes changes) {
        if (all != null) {
            all.forEach(groupKey -> {
                SessionGroup group = knowledge.groups().find(groupKey);
                if (group != null) {
                    Learner.touchAll(group, changes);
                }
            });
        }
    }

    private void see(String accessKeyId, Sighting holder, Changes changes) {
        if (!partition.holdsKey(accessKeyId)) {
            changes.relay(new Relayed.Seen(accessKeyId, holder));
            return;
        }
        KeySightings known = sightings.holders(accessKeyId);
        if (!known.seeHolder(holder)) {
            return;
        }
        List<Sighting> all = known.holders();
        for (String groupKey : known.groupKeys()) {
            if (!partition.holds(groupKey)) {
                changes.relay(new Relayed.Holders(groupKey, accessKeyId, all));
            }
        }
        learner.learnHolders(accessKeyId, all, changes);
    }

    // ---- what is taken in

    void learn(Relay relay, Changes changes) {
        Relayed content = relay.content();
        if (content instanceof Relayed.Issued issued) {
            learn(issued, changes);
        } else if (content instanceof Relayed.Called called) {
            IssuingEvent record = recordOf(called.groupKey(), called.eventId(), called.contentHash());
            if (record != null) {
                learner.tell(record, called.caller(), changes);
            }
        } else if (content instanceof Relayed.Policy policy) {
            RoleKey role = sightings.enforced().learn(policy.event());
            if (role != null) {
                learner.changePolicy(role, changes);
            }
        } else if (content instanceof Relayed.Name name) {
            learner.addToldName(name.name(), changes);
        } else if (content instanceof Relayed.Seen seen) {
            see(seen.accessKeyId(), seen.holder(), changes);
        } else if (content instanceof Relayed.Holders told) {
            learner.learnHolders(told.accessKeyId(), told.all(), changes);
        }
    }

    /** The signals of a copy rest on the name and the role of the caller's session, by which nobody here finds it. */
    private void takeNote(Issuance issuance, IssuingEvent record) {
        if (record.kind() != Issuance.Kind.SHARED) {
            return;
        }
        String name = record.claims().sessionName();
        if (name != null && sightings.names().isNew(name)) {
            takeNote(name, record);
        }
        String caller = issuance.caller().groupKey();
        String role = caller == null ? null : GroupKeys.roleOf(caller);
        if (role != null) {
            takeNote(role, record);
        }
    }

    private void takeNote(String nameOrRole, IssuingEvent record) {
        copies.asMap().compute(nameOrRole, (key, known) -> {
            Copies all = known == null ? new Copies() : known;
            all.add(record.groupKey(), groupKey -> knowledge.groups().find(groupKey) == null);
            return all;
        });
    }

    private void learn(Relayed.Issued issued, Changes changes) {
        CloudTrailEvent event = issued.event();
        for (Issuance issuance : IssuanceExtractor.of(event, Use.of(event))) {
            if (issuance.groupKey().equals(issued.groupKey())) {
                learner.learn(issuance.calledBy(issued.caller()), changes);
                IssuingEvent record = recordOf(issuance.groupKey(), event.eventId(), event.contentHash());
                if (record != null) {
                    learner.tell(record, issued.caller(), changes);
                    takeNote(issuance, record);
                }
            }
        }
    }

    // ---- checkpoints

    void write(SectionWriter out) throws IOException {
        Map<String, KeySightings> keys = sightings.holders();
        out.writeCount(keys.size());
        for (Map.Entry<String, KeySightings> key : keys.entrySet()) {
            out.writeText(key.getKey());
            key.getValue().write(out);
        }
        Map<String, Copies> sorted = new TreeMap<>(copies.asMap());
        out.writeCount(sorted.size());
        for (Map.Entry<String, Copies> one : sorted.entrySet()) {
            out.writeText(one.getKey());
            EventImage.write(one.getValue().all(), out);
        }
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        for (long left = in.readCount(); left > 0; left--) {
            sightings.resumeHolders(in.readTextOrFail(), KeySightings.read(in));
        }
        for (long left = in.readCount(); left > 0; left--) {
            copies.put(in.readTextOrFail(), new Copies(EventImage.readTexts(in)));
        }
    }
}
