// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Chromium without a window. Where none is installed, tests that need one are skipped; where the environment names one by
 * {@code WHOTRAIL_CHROMIUM}, it has to be there.
 */
final class Browser implements AutoCloseable {
    private static final String NAMED = System.getenv("WHOTRAIL_CHROMIUM");
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    /** How long a busy machine may take; nothing waits as long where all is well. */
    private static final double PATIENCE_MILLIS = 240_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Browser(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setTimeout(PATIENCE_MILLIS)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    static Browser open() {
        if (NAMED != null) {
            return new Browser(Path.of(NAMED));
        }
        Path found = USUAL.stream().filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(found != null, "skipped: no Chromium is installed here");
        return new Browser(found);
    }

    /** Opens a file, and takes note of whatever a page should not do. */
    Page page(Path file, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(1400, 1000));
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        String address = file.toUri().toString();
        page.onConsoleMessage(message -> complaints.add("console: " + message.text()));
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        context.onRequest(request -> {
            if (!request.url().equals(address)) {
                complaints.add("request: " + request.url());
            }
        });
        page.navigate(address);
        return page;
    }

    /** What pages said or did since this was asked last that they should not have. */
    List<String> takeComplaints() {
        List<String> taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
