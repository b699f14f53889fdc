// SPDX-License-Identifier: Apache-2.0
package io.whotrail.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Basis;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.SampleLogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each block of Java in the guides is code that runs, and prints what the guide says. A block says in a comment before it, such
 * as {@code <!-- GettingStarted.asked -->}, which region of which class here it is; a block of text after it is what that prints.
 */
class GuidesTest {
    private static final Path BASE = Path.of(System.getProperty("basedir", ""));
    private static final Path DOCS = BASE.resolve("docs");
    private static final List<String> GUIDES = List.of(
            "getting-started.md",
            "embedding.md",
            "sources-and-sinks.md",
            "sizing.md",
            "verdicts.md",
            "compatibility.md");

    /** Prints what a region of code prints. */
    private interface Printing {
        void to(PrintStream out) throws Exception;
    }

    /** A block of a guide. */
    private record Block(String guide, String language, String comment, String text) {}

    private static final Map<String, Printing> PRINTED = Map.of(
            "GettingStarted.asTheyCome", out -> GettingStarted.asTheyCome(Samples.LOGS, out),
            "GettingStarted.whenAllIsKnown", out -> GettingStarted.whenAllIsKnown(Samples.LOGS, out),
            "GettingStarted.asked", out -> GettingStarted.asked(Samples.LOGS, out),
            "GettingStarted.rejected", GettingStarted::rejected,
            "Embedding.consumer", out -> Embedding.consumer(Samples.lateEvents(), out),
            "Embedding.oneForOne", out -> Embedding.oneForOne(Samples.lateEvents(), out),
            "Embedding.held", out -> Embedding.held(Samples.lateEvents(), out),
            "Embedding.ownState", out -> Embedding.ownState(Samples.lateEvents(), out),
            "Extending.joined", out -> Extending.joined(Samples.disturbedRecords(), out));

    private static List<Block> blocks() throws IOException {
        var blocks = new ArrayList<Block>();
        for (String guide : GUIDES) {
            List<String> lines = Files.readAllLines(DOCS.resolve(guide));
            String comment = "";
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.startsWith("<!-- ")) {
                    comment = line.substring(5, line.length() - 4);
                } else if (line.startsWith("```")) {
                    int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                    blocks.add(
                            new Block(guide, line.substring(3), comment, String.join("\n", lines.subList(i + 1, end))));
                    i = end;
                }
            }
        }
        return blocks;
    }

    private static String region(String name) throws IOException {
        String type = name.substring(0, name.indexOf('.'));
        String mark = "// @start " + name.substring(name.indexOf('.') + 1);
        List<String> source = Files.readAllLines(BASE.resolve("src/test/java/io/whotrail/guides/" + type + ".java"));
        int start = source.stream().map(String::strip).toList().indexOf(mark);
        assertThat(start).as(name).isNotNegative();
        int indent = source.get(start).indexOf("//");
        int end = start;
        while (!source.get(end).strip().equals("// @end")) {
            end++;
        }
        return source.subList(start + 1, end).stream()
                .map(line -> line.isEmpty() ? line : line.substring(indent))
                .collect(Collectors.joining("\n"));
    }

    @TestFactory
    Stream<DynamicTest> eachBlockOfJavaIsCodeThatRuns() throws IOException {
        return blocks().stream()
                .filter(block -> block.language().equals("java"))
                .map(block -> DynamicTest.dynamicTest(
                        block.guide() + " " + block.comment(),
                        () -> assertThat(block.text()).isEqualTo(region(block.comment()))));
    }

    /** An example of the Javadoc is named for its file; equations are none. */
    @TestFactory
    Stream<DynamicTest> eachExampleOfTheJavadocIsCodeThatCompiles() throws IOException {
        Path sources = BASE.resolve("src/main/java");
        Pattern example = Pattern.compile("(?s)<pre>\\{@code\n(((?! == ).)*?)\n \\* }</pre>");
        var tests = new ArrayList<DynamicTest>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Matcher found = example.matcher(Files.readString(file));
                while (found.find()) {
                    String shown = found.group(1).replaceAll("(?m)^ \\* ?", "");
                    String name = sources.relativize(file).toString().replaceAll("^io/whotrail/|\\.java$", "");
                    tests.add(DynamicTest.dynamicTest(
                            name, () -> assertThat(shown).isEqualTo(region("JavadocExamples." + name))));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(7);
        return tests.stream();
    }

    @Test
    void aPipelineWritesALineForEachEvent() throws Exception {
        var printed = new ByteArrayOutputStream();
        try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            Embedding.pipeline(Samples.LOGS, out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("{\"eventId\"")))
                .hasSize(SampleLogs.story().events().size());
    }

    @TestFactory
    Stream<DynamicTest> itPrintsWhatTheGuideShows() throws IOException {
        List<Block> shown = blocks().stream()
                .filter(block -> block.language().equals("text"))
                .toList();
        assertThat(shown).extracting(Block::comment).containsExactlyInAnyOrderElementsOf(PRINTED.keySet());
        return shown.stream()
                .map(block -> DynamicTest.dynamicTest(block.guide() + " " + block.comment(), () -> {
                    var printed = new ByteArrayOutputStream();
                    try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
                        PRINTED.get(block.comment()).to(out);
                    }
                    assertThat(printed.toString(StandardCharsets.UTF_8).stripTrailing())
                            .isEqualTo(block.text());
                }));
    }

    @Test
    void eachBasisReasonAndSignalIsExplained() throws IOException {
        String verdicts = Files.readString(DOCS.resolve("verdicts.md"));
        Stream.of(Basis.values(), UnattributedReason.values(), SignalType.values())
                .flatMap(Stream::of)
                .forEach(constant -> assertThat(verdicts).contains("| `" + constant.name() + "` |"));
    }

    /** Links between the guides, and to whatever else lies in the project, lead somewhere. */
    @Test
    void noLinkIsBroken() throws IOException {
        for (String guide : GUIDES) {
            Matcher links = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(DOCS.resolve(guide)));
            while (links.find()) {
                assertThat(DOCS.resolve(links.group(1))).as(guide).exists();
            }
        }
    }
}
