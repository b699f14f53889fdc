// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpillTest {
    @Test
    void whatIsKeptCanBeReadTwice() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        try (Spill spill = Spill.of(new ByteArrayInputStream(bytes))) {
            assertThat(spill.size()).isEqualTo(bytes.length);
            assertThat(spill.open().readAllBytes()).isEqualTo(bytes);
            assertThat(spill.open().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        Set<Path> before = temporaryFiles();
        Spill.of(new ByteArrayInputStream(new byte[10])).close();
        assertThat(temporaryFiles()).isSubsetOf(before);
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("whotrail-"))
                    .collect(Collectors.toSet());
        }
    }
}
