// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.Identity;
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
    private long untold;

    private SessionForest(@Nullable IdentityQuery query, TimeRange range, long maximumSessions) {
        this.query = query;
        this.range = range;
        this.room = new Room(maximumSessions);
    }

    /**
     * Trees of all origins.
     *
     * @param range which events are added up
     * @param maximumSessions how many origins and sessions are told apart; the events of further ones are counted
     * @return no trees yet
     * @throws IllegalArgumentException if the number is negative
     */
    public static SessionForest ofAll(TimeRange range, int maximumSessions) {
        return new SessionForest(null, range, maximumSessions);
    }

    /**
     * The trees of those who are asked for. Where it is a role or a session, they hold what descends from it, below whom
     * it descends from.
     *
     * @param query who
     * @param range which events are added up
     * @param maximumSessions how many origins and sessions are told apart; the events of further ones are counted
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

    private void place(Attribution.Attributed answer) {
        Hop opened = answer.opened();
        boolean wanted = isWanted(answer.verdict());
        boolean opensWanted = opened != null && (wanted || query == null || query.isOf(opened));
        if (!wanted && !opensWanted) {
            return;
        }
        Tree tree = tree(answer.origin());
        if (tree == null) {
            untold++;
            return;
        }
        Branch branch = tree.branch(answer.chain(), room);
        if (branch == null) {
            return;
        }
        if (wanted) {
            branch.activity.add(answer.event());
            addKey(branch, answer.event().userIdentity().accessKeyId());
        }
        if (opened != null && opensWanted) {
            Branch begun = branch.next(opened, room);
            if (begun == null) {
                tree.countUntold();
            } else {
                addKey(begun, answer.event().responseElements().accessKeyId());
            }
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
        joined().forEach((origin, tree) -> told.add(tree.told(origin)));
        return List.copyOf(told);
    }

    /**
     * How many events are in no tree, since there was no room for their origin.
     *
     * @return the number; an ambiguous event counts for each of its candidates
     */
    public long untold() {
        return untold;
    }

    private SortedMap<Identity, Tree> joined() {
        SortedMap<Identity, Tree> joined = new TreeMap<>(SameOrigins.BY_NAME);
        new SameOrigins(trees.keySet())
                .forEach((origin, same) -> joined.computeIfAbsent(same, none -> new Tree())
                        .absorb(Objects.requireNonNull(trees.get(origin))));
        return joined;
    }
}
