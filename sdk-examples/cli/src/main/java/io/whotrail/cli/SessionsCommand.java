// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.LogOptions.Found;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.cli.text.Words;
import io.whotrail.investigation.IdentityQuery;
import io.whotrail.investigation.RevocationPlan;
import io.whotrail.investigation.SessionForest;
import io.whotrail.investigation.SessionTree;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what descends from somebody, and how to end it. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Tells every session that descends from an identity, as a tree, what was done with each, and the policies"
                    + " that revoke these sessions.",
            "The exit code is 1 where nothing descends from it, and where --policies-only writes policies that do not end"
                    + " everything."
        })
final class SessionsCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "IDENTITY",
            description = "The name, ARN or unique id of an origin, of a role on the way, or the ARN of a session.")
    private String identity = "";

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Option(
            names = "--all",
            description = "Tell each session and each action. Default: more than " + SessionsText.SESSIONS_APART
                    + " sessions of one role are told together, and of the actions those that came most often.")
    private boolean all;

    @Option(
            names = "--policies-only",
            description = "Write nothing but the policies: one JSON object a line, with the ARN of the role, or of the"
                    + " user, that it is for and the document. What they leave out goes to standard error.")
    private boolean policiesOnly;

    @Option(
            names = "--told-apart",
            paramLabel = "N",
            defaultValue = "" + SessionForest.DEFAULT_MAXIMUM_SESSIONS,
            description = "How many sessions are told apart. Default: ${DEFAULT-VALUE}.")
    private int toldApart = SessionForest.DEFAULT_MAXIMUM_SESSIONS;

    @Mixin
    private LogOptions logs = new LogOptions();

    SessionsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (toldApart < 1) {
            throw new ParameterException(spec.commandLine(), "--told-apart must be at least 1, got " + toldApart);
        }
        SessionForest forest = SessionForest.of(query(), range.range(spec.commandLine()), toldApart);
        return logs.ask(2, learned -> answer(learned, forest), streams);
    }

    private Found answer(LearnedLogs learned, SessionForest forest) throws IOException {
        ReadStats read = learned.forEachAnswer((answer, place) -> forest.add(answer));
        List<SessionTree> trees = forest.trees();
        boolean isWhole = write(trees, forest);
        return new Found(isWhole && !trees.isEmpty(), read);
    }

    private IdentityQuery query() {
        if (identity.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "an identity is missing");
        }
        return new IdentityQuery(identity);
    }

    /** Whether, where the policies alone are written, they end everything. */
    private boolean write(List<SessionTree> trees, SessionForest forest) throws IOException {
        var lines = new ArrayList<String>();
        Instant now = Instant.now();
        boolean isWhole = true;
        if (policiesOnly) {
            isWhole = policies(trees, now, lines) && forest.untold() == 0;
            noRoom(forest).forEach(told -> streams.err().println("whotrail: " + told));
        } else {
            describe(trees, forest, now, lines);
        }
        OutputStream out = streams.out();
        for (String line : lines) {
            out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
        return isWhole;
    }

    private boolean policies(List<SessionTree> trees, Instant now, List<String> lines) {
        boolean isWhole = true;
        for (SessionTree tree : trees) {
            RevocationPlan plan = RevocationPlan.of(tree, now);
            RevocationText.policies(tree, plan, lines);
            isWhole &= plan.isComplete();
            String who = TerminalText.escape(People.brief(tree.origin()));
            RevocationText.amiss(plan)
                    .forEach(told -> streams.err().println("whotrail: sessions of " + who + ": " + told));
        }
        return isWhole;
    }

    private void describe(List<SessionTree> trees, SessionForest forest, Instant now, List<String> lines) {
        if (trees.isEmpty() && forest.untold() == 0) {
            lines.add("Nothing in these logs descends from " + TerminalText.escape(identity) + ".");
            return;
        }
        if (trees.size() > 1) {
            lines.add(trees.size() + " identities are meant; the ARN of one tells that one alone.");
            lines.add("");
        }
        for (SessionTree tree : trees) {
            lines.addAll(new SessionsText(all).draw(tree));
            RevocationText.tell(tree, RevocationPlan.of(tree, now), lines);
            lines.add("");
        }
        if (noRoom(forest).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        lines.addAll(noRoom(forest));
    }

    private static List<String> noRoom(SessionForest forest) {
        var told = new ArrayList<String>();
        if (forest.untold() > 0) {
            told.add("This is not all: there was no room for " + Words.count(forest.untold(), "event")
                    + " of further identities; --told-apart makes some");
        }
        if (forest.uncompared() > 0) {
            told.add("Whom else the policies deny is known in part: " + Words.count(forest.uncompared(), "event")
                    + " showed sessions that were not compared; --told-apart compares more");
        }
        return told;
    }
}
