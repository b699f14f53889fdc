// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.whotrail.cli.Program;
import io.whotrail.cli.Records;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import io.whotrail.story.RoleSession;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class ReportBrowserTest {
    private static final List<String> HARM = List.of(
            "<img src=x onerror=alert(1)>",
            "</script><script>alert(2)</script>",
            "=HYPERLINK(\"http://x\")",
            "\u202eecila\u202c",
            "al\u200bice",
            "javascript:alert(3)",
            "__proto__",
            "{{7*7}}");

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path story;

    @BeforeAll
    static void openABrowser() {
        browser = Browser.open();
        story = written("story.html", Program.story());
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /** No error, no breach of the policy, no request and no dialog, whatever was clicked. */
    @AfterEach
    void nothingIsToComplainOf() {
        assertThat(browser.takeComplaints()).isEmpty();
    }

    private static Path written(String name, Path logs) {
        Path out = folder.resolve(name);
        assertThat(Program.run("report", logs, "--out", out).exit()).isZero();
        return out;
    }

    private static Page opened() {
        return browser.page(story, ColorScheme.LIGHT);
    }

    private static List<String> proven(Page page) {
        return page.locator("#proof .event code").allTextContents();
    }

    /** The first column of the table, without flags. */
    private static List<String> names(Page page) {
        return page.locator("#table tbody tr td:first-child").allTextContents().stream()
                .map(name -> name.replace("⚑ ", ""))
                .toList();
    }

    /** Clicks a line of the graph where it is drawn. */
    private static void clickLine(Page page, String name) {
        Object middle = page.evaluate("""
                name => {
                  const number = edges.findIndex(edge => edgeName(edge) === name);
                  const at = graph.edges().filter(edge => edge.data("number") === number).renderedMidpoint();
                  const box = document.getElementById("graph").getBoundingClientRect();
                  return { x: box.left + at.x, y: box.top + at.y };
                }""", name);
        Map<?, ?> place = (Map<?, ?>) middle;
        page.mouse().click(((Number) place.get("x")).doubleValue(), ((Number) place.get("y")).doubleValue());
    }

    @Test
    void aClickOnALineOfTheGraphOpensItsProofAndFiltersTheTable() {
        Page page = opened();
        assertThat(page.locator("#proof").isVisible()).isFalse();
        clickLine(page, "Dev → Prod");
        page.locator("#proof").waitFor();
        assertThat(page.locator("#proof-title").textContent()).isEqualTo("Dev → Prod");
        assertThat(proven(page)).contains(Records.id(3), Records.id(4)).doesNotContain(Records.id(1));
        assertThat(page.locator("[data-event='" + Records.id(3) + "'] .where")
                        .first()
                        .textContent())
                .endsWith("c-late.json, event 1, byte 14, $.Records[0]");
        assertThat(page.locator("#table tbody tr").allTextContents())
                .singleElement()
                .satisfies(row -> assertThat(row).contains("alice", "Prod/deploy", "s3 GetObject"));
        page.keyboard().press("Escape");
        assertThat(page.locator("#proof").isVisible()).isFalse();
    }

    @Test
    void aClickOnABarOpensItsProof() {
        Page page = opened();
        page.locator(".bar-row", new Page.LocatorOptions().setHasText("Prod/deploy"))
                .click();
        assertThat(proven(page)).startsWith(Records.id(1), Records.id(3)).contains(Records.id(4));
        page.locator(".share[data-kind=ISSUANCE_NOT_SEEN]").click();
        assertThat(page.locator("#proof-body").textContent()).contains("Add the logs of the hours before");
        assertThat(proven(page)).containsExactly(Records.id(5));
    }

    @Test
    void whatFitsTwoIsToldOfBothWithTheirProof() {
        Page page = opened();
        page.locator(".bar-row", new Page.LocatorOptions().setHasText("bob or carol"))
                .click();
        assertThat(proven(page)).contains(Records.id(6), Records.id(7), Records.id(8));
    }

    @Test
    void aSessionThatNobodyUsedHasALineAndABarAndItsProof() throws IOException {
        var unused = new Story(5);
        var acme = unused.account("111122223333");
        acme.user("alice").assumes(acme.role("Dev"), "used").calls("s3.amazonaws.com", "ListBuckets");
        RoleSession idle = acme.user("alice").assumes(acme.role("Ops"), "idle");
        String lines = unused.events().stream().map(StoryEvent::json).collect(Collectors.joining("\n"));
        Page page = browser.page(
                written("unused.html", Records.write(folder.resolve("unused.json"), lines)), ColorScheme.LIGHT);
        assertThat(page.locator("#tiles").textContent()).contains("1sessions, and 1 never used");
        Locator bar = page.locator(".bar-row", new Page.LocatorOptions().setHasText("Ops/idle"));
        assertThat(bar.textContent()).endsWith("never used");
        assertThat(bar.getAttribute("title")).contains("opened 2026-03-02 09:00:20Z, never used");
        bar.click();
        assertThat(proven(page)).containsExactly(idle.issuance().text("eventID"));
        assertThat(page.locator("#proof-body").textContent()).contains("none in these logs: opened, and never used");
        clickLine(page, "alice → Ops");
        assertThat(page.locator("#proof-title").textContent()).isEqualTo("alice → Ops");
        assertThat(proven(page)).containsExactly(idle.issuance().text("eventID"));
        assertThat(page.locator("#proof-body").textContent()).contains("1, 1 never used", "Ops/idle · never used");
        page.locator("#proof-body .link").click();
        assertThat(page.locator("#proof-title").textContent()).isEqualTo("alice as Ops/idle");
    }

    @Test
    void theTableIsSearchedAndSorted() {
        Page page = opened();
        Locator rows = page.locator("#table tbody tr");
        assertThat(rows.count()).isGreaterThan(8);
        page.locator("#search").fill("ALICE assumerole");
        assertThat(rows.allTextContents())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("alice", "sts AssumeRole"));
        page.locator("#search").fill(Records.id(8));
        assertThat(rows.allTextContents())
                .singleElement()
                .satisfies(row -> assertThat(row).contains("bob or carol"));
        page.locator("#search").fill("");
        Locator who = page.locator("#table th button", new Page.LocatorOptions().setHasText("Who"));
        who.click();
        List<String> ascending = names(page);
        assertThat(ascending).isSorted();
        who.click();
        assertThat(names(page))
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .hasSameSizeAs(ascending);
    }

    @Test
    void namesThatDoHarmAreSeenAsText() throws IOException {
        var records = new StringBuilder();
        for (int i = 0; i < HARM.size(); i++) {
            records.append(Records.of(
                            Records.id(i + 1), HARM.get(i).replace("\\", "\\\\").replace("\"", "\\\""), "198.51.100.7"))
                    .append('\n');
        }
        Page page = browser.page(
                written("harm.html", Records.write(folder.resolve("harm.json"), records.toString())),
                ColorScheme.LIGHT);
        assertThat(names(page))
                .containsExactlyInAnyOrderElementsOf(
                        HARM.stream().map(TerminalText::escape).toList());
        for (Locator row : page.locator(".bar-row").all()) {
            row.click();
        }
        for (Locator line : page.locator("#line-list button").all()) {
            line.dispatchEvent("click");
        }
        assertThat(page.locator("img, iframe, object, a").count()).isZero();
        assertThat(page.locator("script").count()).isEqualTo(11);
    }

    @Test
    void aLargeLogSaysWhatItTellsTogether() throws IOException {
        Path logs = folder.resolve("simulated");
        Simulation.small(Profile.TYPICAL, 1).delivered(2_000).writeTo(logs);
        Path out = folder.resolve("large.html");
        assertThat(Program.run("report", logs, "--told-apart", 50, "--out", out).exit())
                .isZero();
        Page page = browser.page(out, ColorScheme.LIGHT);
        assertThat(page.locator("#table-note").textContent()).contains("are in the counts and in the graph only");
        assertThat(page.locator("#table-count").textContent()).contains("in no row");
        assertThat(page.locator("#pager").textContent()).startsWith("Page 1 of ");
        page.locator("#pager button", new Page.LocatorOptions().setHasText("Next"))
                .click();
        assertThat(page.locator("#pager").textContent()).startsWith("Page 2 of ");
    }

    @Test
    void itIsLightOrDarkAsTheReaderLikesAndCanBeSwitched() {
        String ground = "getComputedStyle(document.body).backgroundColor";
        Page light = opened();
        Object bright = light.evaluate(ground);
        Page dark = browser.page(story, ColorScheme.DARK);
        Object dim = dark.evaluate(ground);
        assertThat(dim).isNotEqualTo(bright);
        dark.locator("#theme").click();
        assertThat(dark.evaluate(ground)).isEqualTo(bright);
        light.locator("#theme").click();
        assertThat(light.evaluate(ground)).isEqualTo(dim);
    }

    /** Shows too that a breach would be noticed. */
    @Test
    void whatIsPutIntoThePageLaterIsNeitherRunNorLoaded() {
        Page page = opened();
        page.evaluate("""
                () => {
                  const script = document.createElement("script");
                  script.textContent = "window.acted = true";
                  const image = document.createElement("img");
                  image.src = "http://192.0.2.1/x";
                  document.body.append(script, image);
                }""");
        assertThat(page.evaluate("typeof window.acted")).isEqualTo("undefined");
        assertThat(browser.takeComplaints())
                .filteredOn(complaint -> complaint.startsWith("console"))
                .hasSize(2)
                .allSatisfy(complaint -> assertThat(complaint).contains("Content Security Policy"));
    }

    @Test
    void countsOfThePageAreThoseOfTheLogs() {
        Page page = opened();
        assertThat(page.locator("#footer").textContent())
                .startsWith("Attributed 11 + ambiguous 1 + unattributed 1 = 13 events.");
        assertThat(page.locator("#times canvas").count()).isEqualTo(1);
        assertThat(page.locator("#graph canvas").count()).isPositive();
    }
}
