// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds answers up into trees: whose sessions they are, and what was done with them. It keeps no answer, so each event's
 * answer has to be added once, as it is in the end. The order does not matter, but for which sessions are told apart where
 * there is no room for all. Not thread safe.
 */
public final class SessionForest {
    /** How many sessions are told apart unless said otherwise. */
    public static final int DEFAULT_MAXIMUM_SESSIONS = 100_000;

    private final @Nullable IdentityQuery query;
    private final TimeRange range;
    private final Room room;
    private final SortedMap<Identity, Tree> trees = new TreeMap<>(SameOrigins.BY_NAME);
    private final Namesakes namesakes;
    private long untold;

    private SessionForest(@Nullable IdentityQuery query, TimeRange range, long maximumSessions) {
        this.query = query;
        this.range = range;
        this.room = new Room(maximumSessions);
        this.namesakes = new Namesakes(maximumSessions);
    }

    /**
     * Trees of all origins.
     *
     * @param range which events are added up
     * @param maximumSessions how many origins and sessions are told apart; the events of further ones are counted. Sessions on
     *     the way count as well, and of whoever has chains that are too long to be kept whole
     * @return no trees yet
     * @throws IllegalArgumentException if the number is negative
     */
    public static SessionForest ofAll(TimeRange range, int maximumSessions) {
        return new SessionForest(null, range, maximumSessions);
    }

    /**
     * The trees of those who are asked for. Where it is a role or a session, they hold what descends from it, below whom
     * it descends from; who is only on the way is marked so.
     *
     * @param query who
     * @param range which events are added up
     * @param maximumSessions how many origins and sessions are told apart; the events of further ones are counted. Sessions on
     *     the way count as well, and of whoever has chains that are too long to be kept whole
     * @return no trees yet
     * @throws IllegalArgumentException if the number is negative
     */
    public static SessionForest of(IdentityQuery query, TimeRange range, int maximumSessions) {
        return new SessionForest(query, range, maximumSessions);
    }

    /**
     * Adds an event with its answer. A session counts from the event that opened it on, also where nothing was done with it.
     *
     * @param answer the answer, once for each event
     */
    public void add(Attribution answer) {
        namesakes.add(answer);
        if (!range.contains(answer.eventTime())) {
            return;
        }
        if (answer instanceof Attribution.Attributed known) {
            place(known);
        } else if (answer instanceof Attribution.Ambiguous ambiguous) {
            ambiguous.candidates().stream().filter(this::isWanted).forEach(this::countAmbiguous);
        }
    }

    private void countAmbiguous(Explanation candidate) {
        Tree tree = tree(candidate.origin());
        if (tree == null) {
            untold++;
        } else {
            tree.countAmbiguous();
        }
    }

    private boolean isWanted(Explanation explanation) {
        return query == null || query.isIn(explanation);
    }

    private boolean isAsked(Hop hop) {
        return query == null || query.isOf(hop);
    }

    private void place(Attribution.Attributed answer) {
        Hop opened = answer.opened();
        boolean opensAsked = opened != null && isAsked(opened);
        // What a shortened chain left out is known in the end.
        if (!opensAsked && !answer.chain().isShortened() && !isWanted(answer.verdict())) {
            return;
        }
        Tree tree = tree(answer.origin());
        if (tree == null) {
            untold++;
            return;
        }
        Tree.Way way = tree.way(answer.chain(), this::isAsked, room);
        if (way == null) {
            return;
        }
        Branch branch = way.branch();
        branch.activity.add(answer.event());
        addKey(branch, answer.event().userIdentity().accessKeyId());
        addBirth(branch, answer.session());
        if (opened != null && (branch.isAsked || opensAsked || answer.chain().isShortened())) {
            if (way.next(opened)) {
                addKey(way.branch(), answer.event().responseElements().accessKeyId());
            } else {
                tree.countUntold();
            }
        }
    }

    private static void addBirth(Branch branch, @Nullable Session session) {
        if (session != null && session.createdAt() != null) {
            branch.born(session.createdAt());
        }
    }

    private static void addKey(Branch branch, @Nullable String accessKeyId) {
        if (accessKeyId != null) {
            branch.keys.add(accessKeyId, 1);
        }
    }

    private @Nullable Tree tree(Identity origin) {
        Tree tree = trees.get(origin);
        if (tree == null && room.take()) {
            tree = new Tree();
            if (query == null || query.names(origin)) {
                tree.ask();
            }
            trees.put(origin, tree);
        }
        return tree;
    }

    /**
     * The trees as they stand. What was told of one origin with and without its unique id is one tree, where only one
     * origin can be meant.
     *
     * @return a tree for each origin, in the order of their names
     */
    public List<SessionTree> trees() {
        var told = new ArrayList<SessionTree>();
        joined().forEach((origin, tree) -> told.add(tree.told(origin, namesakes)));
        told.removeIf(SessionForest::isOfOthers);
        return List.copyOf(told);
    }

    /** Whether nothing of it was asked for after all. */
    private static boolean isOfOthers(SessionTree tree) {
        return tree.onTheWay() && tree.sessions().isEmpty() && tree.ambiguous() == 0 && tree.untold() == 0;
    }

    /**
     * How many events are in no tree, since there was no room for their origin.
     *
     * @return the number; an ambiguous event counts for each of its candidates
     */
    public long untold() {
        return untold;
    }

    /**
     * How many events showed sessions, of whomever, that are compared with none: whether they are twins of those in the trees
     * is not known.
     *
     * @return the number; 0 as long as no more sessions were met than are told apart
     */
    public long uncompared() {
        return namesakes.further();
    }

    private SortedMap<Identity, Tree> joined() {
        SortedMap<Identity, Tree> joined = new TreeMap<>(SameOrigins.BY_NAME);
        new SameOrigins(trees.keySet())
                .forEach((origin, same) -> joined.computeIfAbsent(same, none -> new Tree())
                        .absorb(Objects.requireNonNull(trees.get(origin))));
        return joined;
    }
}
