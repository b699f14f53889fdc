// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.guides.GuideRun;
import io.whotrail.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM cannot see by itself is told by the jar. The SDK reflects on nothing ({@code ArchitectureTest}); Caffeine looks for
 * the classes of its caches and their entries by name: {@code PSMS}, {@code SSMW} and the like.
 */
class NativeImageTest {
    private static final String METADATA = "/META-INF/native-image/io.whotrail/whotrail-sdk/reachability-metadata.json";
    private static final Pattern MADE_BY_NAME =
            Pattern.compile("com\\.github\\.benmanes\\.caffeine\\.cache\\.[PFDW]?S[A-Z]{2,}\\b");

    private static Set<String> namedIn(String text) {
        return MADE_BY_NAME
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theClassesThatCaffeineLooksForByNameAreTold() throws IOException, InterruptedException {
        ChildJvm.Result run = ChildJvm.run(List.of("-Xlog:class+load"), GuideRun.class);
        assertThat(run.exitCode()).isZero();
        String told;
        try (var in = Objects.requireNonNull(NativeImageTest.class.getResourceAsStream(METADATA))) {
            told = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(namedIn(run.output())).isNotEmpty().isEqualTo(namedIn(told));
    }
}
