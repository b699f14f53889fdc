// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.cli.Program;
import io.whotrail.cli.Records;
import io.whotrail.testing.HostileTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page holds nothing that could act but its own scripts, whatever the logs hold. */
class ReportPageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style[^>]*>(.*?)</style>", Pattern.DOTALL);
    private static final Pattern POLICY =
            Pattern.compile("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">");

    @TempDir
    private Path folder;

    private ReportData report(Path logs) throws IOException {
        Path out = folder.resolve("report.html");
        assertThat(Program.run("report", logs, "--out", out).err()).isEmpty();
        return ReportData.of(out);
    }

    private static List<String> found(Pattern pattern, String page) {
        return pattern.matcher(page).results().map(match -> match.group(1)).toList();
    }

    private static String hash(String text) throws Exception {
        return "'sha256-"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                + "'";
    }

    @Test
    void thePolicyAllowsTheseScriptsAndStylesAndNothingElse() throws Exception {
        String page = report(Program.story()).page();
        var scripts = new ArrayList<String>();
        for (String script : found(SCRIPT, page)) {
            scripts.add(hash(script));
        }
        var styles = new ArrayList<String>();
        for (String style : found(STYLE, page)) {
            styles.add(hash(style));
        }
        assertThat(scripts).hasSize(10);
        assertThat(found(POLICY, page))
                .containsExactly("default-src 'none'; script-src " + String.join(" ", scripts) + "; style-src "
                        + String.join(" ", styles) + "; base-uri 'none'; form-action 'none'");
    }

    @Test
    void theLicencesOfTheLibrariesAreInThePage() throws IOException {
        assertThat(report(Program.story()).page())
                .contains("The Cytoscape Consortium", "Leon Sorokin")
                .containsPattern("(?s)Leon Sorokin.{0,200}Permission is hereby granted");
    }

    @Test
    void itsOwnScriptsNeverMakeMarkupOfText() throws IOException {
        List<String> scripts = found(SCRIPT, report(Program.story()).page());
        assertThat(scripts.subList(2, scripts.size()))
                .allSatisfy(script -> assertThat(script)
                        .startsWith("\"use strict\"")
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("));
    }

    /** Records with half a character are rejected by the reader. */
    @Test
    void twoThousandNamesAreInThePageSoThatNothingRawSurvives() throws IOException {
        List<String> texts = HostileTexts.all().stream()
                .filter(StandardCharsets.UTF_8.newEncoder()::canEncode)
                .toList();
        assertThat(texts).hasSizeGreaterThan(HostileTexts.COUNT * 9 / 10);
        var records = new ArrayList<String>();
        for (String text : texts) {
            records.add(record(records.size(), text));
        }
        ReportData report = report(Records.write(folder.resolve("log"), Records.file(records)));
        assertThat(report.number("head", "events")).isEqualTo(texts.size());
        assertThat(report.json()).matches("[\\x20-\\x7e&&[^<>&]]+");
        assertThat(report.objects("sessions")).hasSize(texts.size());
        List<?> strings = (List<?>) report.data().get("strings");
        assertThat(strings)
                .allSatisfy(text -> assertThat(((String) text).codePoints()).noneMatch(HostileTexts::deceives));
        List<String> shown = texts.stream().map(PageJson::seen).toList();
        assertThat(shown).doesNotHaveDuplicates();
        assertThat(report.objects("sessions"))
                .extracting(session -> report.text(session.get("claimedName")))
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    /** A session of that name, which is everywhere where a name can be. */
    private static String record(int number, String name) {
        var escaped = new StringBuilder();
        name.chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
        return ("{'eventVersion':'1.08','userIdentity':{'type':'AssumedRole','principalId':'AROAEXAMPLE:#',"
                        + "'arn':'arn:aws:sts::111122223333:assumed-role/Ops/#','accountId':'111122223333',"
                        + "'accessKeyId':'ASIAEXAMPLE@','sessionContext':{'sessionIssuer':{'type':'Role',"
                        + "'principalId':'AROAEXAMPLE','arn':'arn:aws:iam::111122223333:role/Ops',"
                        + "'accountId':'111122223333','userName':'Ops'},'attributes':"
                        + "{'creationDate':'2026-01-05T08:00:00Z','mfaAuthenticated':'false'}}},"
                        + "'eventTime':'2026-01-05T09:00:00Z','eventSource':'s3.amazonaws.com','eventName':'#',"
                        + "'sourceIPAddress':'#','eventID':'@-#','recipientAccountId':'111122223333'}")
                .replace('\'', '"')
                .replace("@", String.valueOf(number))
                .replace("#", escaped);
    }
}
