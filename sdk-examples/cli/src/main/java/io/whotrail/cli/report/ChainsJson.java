// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.Ambiguity;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Hop;
import io.whotrail.Verdict;
import io.whotrail.cli.text.ChainDrawing;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.Words;
import java.io.IOException;
import java.util.List;

/** Writes why an answer is believed: each hop with the events that prove it. */
final class ChainsJson {
    private static final int CHAINS = 5;
    private static final int HOPS = 10;

    private final PageJson page;
    private final JsonGenerator json;
    private final ReportLimits limits;

    ChainsJson(PageJson page, ReportLimits limits) {
        this.page = page;
        this.json = page.json();
        this.limits = limits;
    }

    void write(Verdict verdict) throws IOException {
        if (verdict instanceof Gap gap) {
            gap(gap);
            return;
        }
        List<Explanation> chains =
                verdict instanceof Ambiguity ambiguity ? ambiguity.candidates() : List.of((Explanation) verdict);
        json.writeArrayFieldStart("chains");
        for (Explanation chain : chains.subList(0, Math.min(CHAINS, chains.size()))) {
            chain(chain);
        }
        json.writeEndArray();
        json.writeNumberField("furtherChains", Math.max(0, chains.size() - CHAINS));
    }

    private void gap(Gap gap) throws IOException {
        json.writeNumberField("sentence", page.shared(Words.sentence(gap.reason())));
        json.writeNumberField("advice", page.shared(Words.advice(gap.reason())));
        if (gap.furthest() != null) {
            json.writeNumberField("furthest", page.shared(People.described(gap.furthest())));
        }
        json.writeNumberField("claimedName", page.shared(gap.claims().sessionName()));
        json.writeNumberField("claimedSource", page.shared(gap.claims().sourceIdentity()));
    }

    private void chain(Explanation chain) throws IOException {
        json.writeStartObject();
        json.writeNumberField("name", page.shared(People.brief(chain.origin())));
        json.writeNumberField("described", page.shared(People.described(chain.origin())));
        json.writeNumberField("identifier", page.shared(People.identifier(chain.origin())));
        json.writeNumberField("basis", page.shared(Words.brief(chain.basis())));
        json.writeNumberField("sentence", page.shared(Words.sentence(chain.basis())));
        List<Hop> hops = chain.chain().hops();
        int shown = Math.min(HOPS, hops.size());
        json.writeNumberField("hidden", chain.chain().length() - shown);
        json.writeNumberField("hiddenAfter", shown / 2);
        json.writeArrayFieldStart("hops");
        for (int i = 0; i < shown; i++) {
            hop(hops.get(i < shown / 2 ? i : hops.size() - shown + i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void hop(Hop hop) throws IOException {
        json.writeStartObject();
        json.writeNumberField("role", page.shared(People.role(hop)));
        json.writeNumberField("arn", page.shared(hop.roleArn()));
        json.writeNumberField("name", page.shared(hop.sessionName()));
        json.writeNumberField("source", page.shared(hop.sourceIdentity()));
        page.time("at", hop.issuedAt());
        json.writeNumberField("link", page.shared(ChainDrawing.proof(hop.link())));
        page.events("proofs", hop.issuanceEventIds(), limits.examples());
        json.writeNumberField("further", Math.max(0, hop.issuanceEventIds().size() - limits.examples()));
        json.writeEndObject();
    }
}
