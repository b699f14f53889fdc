// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Attribution;
import io.whotrail.Session;
import io.whotrail.Signal;
import io.whotrail.SignalType;
import io.whotrail.Verdict;
import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One session and the answer that its events share; or what somebody did without a session. Not thread safe. */
final class Strand {
    /**
     * What makes strands different ones.
     *
     * @param verdict the answer
     * @param arn the session's ARN; {@code null} where there is no session
     * @param birth when it was born, else its access key id
     */
    record Key(
            Verdict verdict, @Nullable String arn, @Nullable Object birth) {
        static Key of(Attribution answer) {
            Session session = answer.session();
            if (session == null) {
                return new Key(answer.verdict(), null, null);
            }
            boolean born = session.arn() != null && session.createdAt() != null;
            return new Key(answer.verdict(), session.arn(), born ? session.createdAt() : session.accessKeyId());
        }
    }

    /** The account of events that tell none, and of those for which there is no room. */
    static final String NO_ACCOUNT = "";

    /** How many events are kept by their ids. */
    private static final int EXAMPLES = 3;

    private final Verdict verdict;
    private final @Nullable Session session;
    private final Span span = new Span();
    private final Map<Deed.Key, Deed> deeds = new LinkedHashMap<>();
    private final Map<String, Long> accounts = new LinkedHashMap<>();
    private final EnumMap<SignalType, Long> signals = new EnumMap<>(SignalType.class);
    private final List<String> examples = new ArrayList<>();
    private long signalled;
    private long untold;

    Strand(Attribution first) {
        this(first.verdict(), first.session());
    }

    /** A session without events, so far. */
    Strand(Verdict verdict, @Nullable Session session) {
        this.verdict = verdict;
        this.session = session;
    }

    /**
     * Adds one of its events.
     *
     * @param answer the answer
     * @param room how many more actions of all sessions can be told apart
     */
    void add(Attribution answer, Room room) {
        CloudTrailEvent event = answer.event();
        span.add(event);
        Deed.Key what = Deed.Key.of(event);
        Deed deed = deeds.get(what);
        if (deed == null && room.take()) {
            deed = new Deed(event.eventId());
            deeds.put(what, deed);
        }
        if (deed == null) {
            untold++;
        } else {
            deed.add(event);
        }
        boolean known = accounts.containsKey(what.account()) || room.take();
        accounts.merge(known ? what.account() : NO_ACCOUNT, 1L, Long::sum);
        count(answer.signals());
        if (examples.size() < EXAMPLES) {
            examples.add(event.eventId());
        }
    }

    private void count(List<Signal> shown) {
        signalled += shown.isEmpty() ? 0 : 1;
        shown.stream().map(Signal::type).distinct().forEach(type -> signals.merge(type, 1L, Long::sum));
    }

    Verdict verdict() {
        return verdict;
    }

    @Nullable
    Session session() {
        return session;
    }

    long events() {
        return span.events();
    }

    /** Whether it was opened, and nothing was done with it. */
    boolean isUnused() {
        return events() == 0;
    }

    Span span() {
        return span;
    }

    /** What was done, in the order of reading. */
    Map<Deed.Key, Deed> deeds() {
        return deeds;
    }

    /** How many events are of actions for which there was no room. */
    long untold() {
        return untold;
    }

    /** How many events each account's trail told. */
    Map<String, Long> accounts() {
        return accounts;
    }

    /** How many events bear each type of signal. */
    Map<SignalType, Long> signals() {
        return signals;
    }

    /** How many events bear any. */
    long signalled() {
        return signalled;
    }

    /** The ids of the first events. */
    List<String> examples() {
        return examples;
    }
}
