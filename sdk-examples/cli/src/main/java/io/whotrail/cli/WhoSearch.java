// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for everything that speaks of one access key id or one event id. Events may come from several threads. */
final class WhoSearch {
    /** How many sessions of one key are told apart; more are counted only. */
    static final int MAXIMUM_FINDINGS = 1_000;

    private final String wanted;
    private final LearnedLogs learned;
    private final Map<Finding.Subject, Finding> findings = new HashMap<>();
    private long untold;

    WhoSearch(String wanted, LearnedLogs learned) {
        this.wanted = wanted;
        this.learned = learned;
    }

    ReadStats run() throws IOException {
        return learned.again((event, place, source) -> look(event, place));
    }

    private void look(CloudTrailEvent event, long place) {
        boolean uses = wanted.equals(event.userIdentity().accessKeyId());
        boolean issues = wanted.equals(event.responseElements().accessKeyId()) && event.errorCode() == null;
        boolean isIt = wanted.equals(event.eventId());
        Attribution answer = uses || issues || isIt ? learned.answer(event, place) : null;
        if (answer != null) {
            add(answer, place, !uses && !isIt);
        }
    }

    private synchronized void add(Attribution answer, long place, boolean issuance) {
        var subject = new Finding.Subject(answer.session(), answer.verdict(), issuance);
        Finding finding = findings.get(subject);
        if (finding == null && findings.size() < MAXIMUM_FINDINGS) {
            finding = new Finding(subject);
            findings.put(subject, finding);
        }
        if (finding == null) {
            untold++;
        } else {
            finding.add(answer, place);
        }
    }

    /** The sessions that used the key or made the event, in the order of time. */
    List<Finding> uses() {
        return sorted(false);
    }

    /** The sessions that had the key handed out. */
    List<Finding> issuances() {
        return sorted(true);
    }

    private synchronized List<Finding> sorted(boolean issuance) {
        var sorted = new ArrayList<Finding>();
        for (Finding finding : findings.values()) {
            if (finding.isIssuance() == issuance) {
                sorted.add(finding);
            }
        }
        sorted.sort(Comparator.comparing(Finding::begins).thenComparingLong(Finding::firstPlace));
        return sorted;
    }

    /** Events of further sessions than are told apart. */
    synchronized long untold() {
        return untold;
    }

    /** Whether the id that is looked for is an event's. */
    boolean isEvent(Finding finding) {
        return wanted.equals(finding.firstEvent().eventId());
    }
}
