// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.golden.GoldenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The sample logs that are shipped are those that their generator makes. {@code -Dgolden.update=true} rewrites them. */
class SampleLogsTest {
    private static final Path SHIPPED =
            GoldenFile.at("../sdk-examples/cli/samples").path();

    @Test
    void theShippedFilesAreThoseOfTheStory() throws IOException {
        Map<String, String> made = SampleLogs.files().stream()
                .collect(Collectors.toMap(LogFile::key, LogFile::text, (one, other) -> other, TreeMap::new));
        if (Boolean.getBoolean("golden.update")) {
            ship();
        }
        assertThat(shipped()).isEqualTo(made);
    }

    @Test
    void theyAreAHandfulOfFilesOfTwoAccounts() {
        List<StoryEvent> events = SampleLogs.story().events();
        assertThat(events).hasSizeBetween(25, 40);
        assertThat(events.stream().map(StoryEvent::accountId)).containsOnly("111122223333", "444455556666");
        assertThat(SampleLogs.files()).hasSizeBetween(5, 9);
    }

    @Test
    void theyHoldNoBearerToken() {
        for (LogFile file : SampleLogs.files()) {
            assertThat(file.text().replace(Assumption.TOKEN, "")).doesNotContain("IQoJ", "FwoG");
        }
    }

    private static void ship() throws IOException {
        for (String old : shipped().keySet()) {
            Files.delete(SHIPPED.resolve(old));
        }
        for (LogFile file : SampleLogs.files()) {
            Path path = SHIPPED.resolve(file.key());
            Files.createDirectories(path.getParent());
            Files.write(path, file.gzip());
        }
    }

    private static Map<String, String> shipped() throws IOException {
        var shipped = new TreeMap<String, String>();
        if (!Files.exists(SHIPPED)) {
            return shipped;
        }
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".gz")).toList()) {
                try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                    String key = SHIPPED.relativize(file).toString().replace('\\', '/');
                    shipped.put(key, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return shipped;
    }
}
