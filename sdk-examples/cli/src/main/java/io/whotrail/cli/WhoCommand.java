// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.LogOptions.Found;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.text.Words;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells who is behind one access key or one event. */
@Command(
        name = "who",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Tells in words who is behind one access key id or one event id, with the chain and its proof.",
            "The exit code is 1 where the id is not in the logs."
        })
final class WhoCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Parameters(index = "0", paramLabel = "KEY_OR_EVENT_ID", description = "An access key id, or an event id.")
    private String wanted = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Times.class,
            description = "Which session is meant where several used the key: the one that was in use at this time, for"
                    + " example 2026-01-01T09:30:00Z.")
    private @Nullable Instant at;

    @Mixin
    private LogOptions logs = new LogOptions();

    WhoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (wanted.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "a key or event id is missing");
        }
        return logs.ask(2, this::answer, streams);
    }

    private Found answer(LearnedLogs learned) throws IOException {
        var search = new WhoSearch(wanted, learned);
        ReadStats read = search.run();
        return new Found(tell(search), read);
    }

    private boolean tell(WhoSearch search) throws IOException {
        var answer = new WhoAnswer(wanted);
        boolean found = fill(answer, search);
        OutputStream out = streams.out();
        out.write((String.join("\n", answer.lines()) + '\n').getBytes(StandardCharsets.UTF_8));
        out.flush();
        return found;
    }

    private boolean fill(WhoAnswer answer, WhoSearch search) {
        List<Finding> uses = search.uses();
        if (uses.isEmpty()) {
            search.issuances().forEach(answer::unused);
            if (search.issuances().isEmpty()) {
                answer.nothing();
            }
            return !search.issuances().isEmpty();
        }
        List<Finding> meant = at == null ? uses : at(uses, at);
        if (at != null && meant.isEmpty()) {
            answer.notAt(at, uses);
            return false;
        }
        if (meant.size() > 1 && at == null) {
            answer.several(meant, search.untold());
            return true;
        }
        for (Finding finding : meant) {
            if (at != null && !finding.spans(at)) {
                answer.lastBefore(at, finding);
            }
            answer.one(finding, deed(search, finding));
        }
        return true;
    }

    /** The sessions in use at a time; where there is none, the last that began before. */
    private static List<Finding> at(List<Finding> findings, Instant time) {
        List<Finding> spanning =
                findings.stream().filter(finding -> finding.spans(time)).toList();
        if (!spanning.isEmpty()) {
            return spanning;
        }
        List<Finding> before = findings.stream()
                .filter(finding -> !finding.begins().isAfter(time))
                .toList();
        return before.isEmpty() ? before : before.subList(before.size() - 1, before.size());
    }

    private static String deed(WhoSearch search, Finding finding) {
        CloudTrailEvent event = finding.firstEvent();
        String what = event.eventSource() + " " + event.eventName();
        if (search.isEvent(finding)) {
            String time = event.eventTime() == null ? "at a time that it does not tell" : "at " + event.eventTime();
            return what + " " + time + ", event " + event.eventId();
        }
        return Words.count(finding.events(), "event") + " with this key " + finding.period() + "; for example " + what
                + ", event " + event.eventId();
    }
}
