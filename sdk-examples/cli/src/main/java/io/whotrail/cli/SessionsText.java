// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Hop;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.cli.text.Words;
import io.whotrail.investigation.Activity;
import io.whotrail.investigation.SessionNode;
import io.whotrail.investigation.SessionTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Draws what descends from somebody as a tree. Names from the input are escaped. */
final class SessionsText {
    /** So many sessions of one role under one caller are told one by one. */
    static final int SESSIONS_APART = 8;

    private static final int ACTIONS_TOLD = 8;
    private static final int ADDRESSES_TOLD = 4;
    private static final int IDS_TOLD = 2;
    private static final String NOTHING = "";
    private static final String ON_THE_WAY = "only on the way to what was asked for";

    private record Counted(String name, long times) {}

    private final boolean all;
    private final List<String> lines = new ArrayList<>();

    /**
     * Draws trees.
     *
     * @param all whether everything is told, however long it gets
     */
    SessionsText(boolean all) {
        this.all = all;
    }

    List<String> draw(SessionTree tree) {
        lines.add(TerminalText.escape(People.described(tree.origin())) + "  "
                + TerminalText.escape(People.identifier(tree.origin())));
        List<SessionNode> sessions = tree.allSessions();
        lines.add(Words.count(tree.total().events(), "event") + period(tree.total()) + ", "
                + Words.count(sessions.size(), "session") + " in "
                + Words.count(tree.total().accounts().size(), "account"));
        if (tree.ambiguous() > 0) {
            lines.add(Words.count(tree.ambiguous(), "further event")
                    + " may be theirs, or somebody else's with the same role, session name and second");
        }
        if (tree.untold() > 0) {
            lines.add(Words.count(tree.untold(), "event")
                    + " of further sessions, for which there was no room; --told-apart makes some");
        }
        if (tree.onTheWay()) {
            lines.add("Not asked for itself: what it did as itself is not told");
        }
        if (tree.activity().events() > 0) {
            lines.add("As themselves: " + did(tree.activity()));
            details(tree.activity(), tree.accessKeyIds(), "  ");
        }
        branches(tree.sessions(), NOTHING);
        return lines;
    }

    private void branches(List<SessionNode> sessions, String indent) {
        List<List<SessionNode>> groups = groups(sessions);
        for (int i = 0; i < groups.size(); i++) {
            boolean last = i == groups.size() - 1;
            String head = indent + (last ? "└─ " : "├─ ");
            String below = indent + (last ? "   " : "│  ");
            if (groups.get(i).size() == 1) {
                one(groups.get(i).get(0), head, below);
            } else {
                together(groups.get(i), head, below);
            }
        }
    }

    /** Each session alone, or those of one role together where they are many. */
    private List<List<SessionNode>> groups(List<SessionNode> sessions) {
        Map<String, List<SessionNode>> byRole = new LinkedHashMap<>();
        for (SessionNode session : sessions) {
            byRole.computeIfAbsent(group(session), none -> new ArrayList<>()).add(session);
        }
        var groups = new ArrayList<List<SessionNode>>();
        for (SessionNode session : sessions) {
            List<SessionNode> ofRole = Objects.requireNonNull(byRole.get(group(session)));
            if (all || ofRole.size() <= SESSIONS_APART) {
                groups.add(List.of(session));
            } else if (ofRole.get(0).equals(session)) {
                groups.add(ofRole);
            }
        }
        return groups;
    }

    /** What is only on the way, and what hangs far below, is not told together with the rest. */
    private static String group(SessionNode session) {
        return session.hop().roleArn() + '\n' + session.onTheWay() + (session.leftOut() > 0);
    }

    private void one(SessionNode session, String head, String below) {
        Hop hop = session.hop();
        String name = hop.sessionName() == null ? "" : "  session \"" + hop.sessionName() + '"';
        String source = hop.sourceIdentity() == null ? "" : "  source identity \"" + hop.sourceIdentity() + '"';
        String born = hop.issuedAt() == null ? "" : "  since " + hop.issuedAt();
        String gap = session.leftOut() == 0 ? "" : "  " + Words.count(session.leftOut(), "session") + " further down";
        lines.add(head + TerminalText.escape(People.role(hop) + name + source + born) + "  " + Words.brief(hop.link())
                + gap);
        lines.add(below + "   " + TerminalText.escape(Objects.requireNonNullElse(hop.roleArn(), "no role")));
        if (!hop.issuanceEventIds().isEmpty()) {
            String events = hop.issuanceEventIds().size() == 1 ? "event " : "events ";
            lines.add(below + "   opened by " + events + list(new TreeSet<>(hop.issuanceEventIds()), IDS_TOLD));
        }
        lines.add(below + "   " + (session.onTheWay() ? ON_THE_WAY : did(session.activity())));
        details(session.activity(), session.accessKeyIds(), below + "   ");
        branches(session.sessions(), below);
    }

    private void together(List<SessionNode> sessions, String head, String below) {
        Hop first = sessions.get(0).hop();
        Instant last = sessions.get(sessions.size() - 1).hop().issuedAt();
        String far = sessions.get(0).leftOut() == 0 ? "" : " further down";
        lines.add(head + TerminalText.escape(People.role(first)) + "  " + Words.count(sessions.size(), "session") + far
                + "  since " + first.issuedAt() + " to " + last + "  (--all tells each)");
        lines.add(below + "   " + TerminalText.escape(Objects.requireNonNullElse(first.roleArn(), "no role")));
        long events = sessions.stream()
                .mapToLong(session -> session.activity().events())
                .sum();
        var names = new TreeSet<String>();
        var opened = new ArrayList<SessionNode>();
        for (SessionNode session : sessions) {
            names.add(String.valueOf(session.hop().sessionName()));
            opened.addAll(session.sessions());
        }
        lines.add(below + "   " + (sessions.get(0).onTheWay() ? ON_THE_WAY : Words.count(events, "event")) + "  names "
                + list(names, ADDRESSES_TOLD));
        opened.sort(Comparator.comparing(
                session -> session.hop().issuedAt(), Comparator.nullsLast(Comparator.naturalOrder())));
        branches(opened, below);
    }

    private static String did(Activity activity) {
        if (activity.events() == 0) {
            return "not used in these logs";
        }
        String failed = activity.failed() == 0 ? "" : ", " + Words.count(activity.failed(), "failure");
        return Words.count(activity.events(), "event") + period(activity) + failed;
    }

    private static String period(Activity activity) {
        if (activity.first() == null) {
            return "";
        }
        return activity.first().equals(activity.last())
                ? " at " + activity.first()
                : " from " + activity.first() + " to " + activity.last();
    }

    private void details(Activity activity, SortedSet<String> keys, String indent) {
        if (!keys.isEmpty()) {
            lines.add(indent + (keys.size() == 1 ? "key " : "keys ") + list(keys, ADDRESSES_TOLD));
        }
        actions(activity, indent);
        if (!activity.sourceAddresses().isEmpty()) {
            lines.add(indent + "from " + list(activity.sourceAddresses(), ADDRESSES_TOLD)
                    + (activity.furtherAddresses() > 0 ? " and other addresses" : ""));
        }
    }

    private void actions(Activity activity, String indent) {
        var told = new ArrayList<Counted>();
        activity.actions().forEach((service, actions) -> {
            String brief = service.contains(".") ? service.substring(0, service.indexOf('.')) : service;
            actions.forEach((action, times) -> told.add(new Counted(brief + ' ' + action, times)));
        });
        told.sort(Comparator.comparingLong(Counted::times).reversed().thenComparing(Counted::name));
        int most = all ? told.size() : Math.min(ACTIONS_TOLD, told.size());
        for (Counted action : told.subList(0, most)) {
            lines.add(
                    indent + String.format(Locale.ROOT, "%6d  %s", action.times(), TerminalText.escape(action.name())));
        }
        long others = activity.furtherActions()
                + told.subList(most, told.size()).stream()
                        .mapToLong(Counted::times)
                        .sum();
        if (others > 0) {
            lines.add(indent + String.format(Locale.ROOT, "%6d  %s", others, "of other actions"));
        }
    }

    private String list(SortedSet<String> texts, int most) {
        int told = all ? texts.size() : Math.min(most, texts.size());
        String list =
                TerminalText.escape(String.join(", ", texts.stream().limit(told).toList()));
        return told == texts.size() ? list : list + " and " + (texts.size() - told) + " more";
    }
}
