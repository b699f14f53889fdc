// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Makes one page of scripts, styles and data that needs nothing else. Its policy lets these very scripts and styles act and no
 * others, and forbids it to load or send anything.
 */
final class ReportPage {
    /** What every report begins with. */
    static final String BEGINNING = "<!DOCTYPE html>\n<!-- Written by whotrail report. -->\n";

    private static final String CYTOSCAPE = "/META-INF/resources/webjars/cytoscape/3.33.1/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
    private static final List<String> SCRIPTS = List.of(
            "page/page.js",
            "page/proof.js",
            "page/graph.js",
            "page/layout.js",
            "page/timeline.js",
            "page/verdicts.js",
            "page/table.js",
            "page/main.js");

    private final List<String> styles = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private final String body;

    ReportPage() throws IOException {
        styles.add(licensed("uPlot 1.6.30", UPLOT + "LICENSE") + text(UPLOT + "dist/uPlot.min.css"));
        styles.add(text("page/page.css"));
        scripts.add(text(CYTOSCAPE + "dist/cytoscape.min.js"));
        scripts.add(licensed("uPlot 1.6.30", UPLOT + "LICENSE") + text(UPLOT + "dist/uPlot.iife.min.js"));
        for (String script : SCRIPTS) {
            scripts.add(text(script));
        }
        body = text("page/page.html");
    }

    /** Writes the page around its data, which must be fit to stand in a script element. */
    void write(byte[] data, OutputStream out) throws IOException {
        var head = new StringBuilder(BEGINNING)
                .append("<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(policy())
                .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Whotrail report</title>\n");
        // Cytoscape adds a style element of its own, which the policy forbids, unless there is one with this id.
        head.append("<style id=\"__________cytoscape_stylesheet\">")
                .append(styles.get(0))
                .append("</style>\n");
        head.append("<style>").append(styles.get(1)).append("</style>\n</head>\n");
        write(head.toString(), out);
        write(body, out);
        write("<script type=\"application/json\" id=\"data\">", out);
        out.write(data);
        write("</script>\n", out);
        for (String script : scripts) {
            write("<script>" + script + "</script>\n", out);
        }
        write("</body>\n</html>\n", out);
    }

    private String policy() {
        return "default-src 'none'; script-src " + hashes(scripts) + "; style-src " + hashes(styles)
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String hashes(List<String> texts) {
        return String.join(
                " ", texts.stream().map(text -> "'sha256-" + hash(text) + "'").toList());
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    private static String licensed(String what, String licence) throws IOException {
        return "/*!\n" + what + "\n\n" + text(licence).strip() + "\n*/\n";
    }

    private static String text(String name) throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("missing in the program: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
