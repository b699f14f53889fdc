// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders hold what the book tells: the events as its stories make them, the answers as its authors say. */
class BookTest {
    static Iterable<Scenario> scenarios() {
        return Book.scenarios();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void theFolderIsAsTold(Scenario scenario) throws IOException {
        assertThat(scenario.readme()).hasSize(3);
        ScenarioFolder.assertMatches(scenario);
    }

    @Test
    void everyFolderIsTold() throws IOException {
        assertThat(ScenarioFiles.folders().stream()
                        .map(folder -> folder.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(
                        Book.scenarios().stream().map(Scenario::name).toList());
    }
}
