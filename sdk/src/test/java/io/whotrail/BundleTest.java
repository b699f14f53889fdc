// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The jar says the same to OSGi as to Java's own modules. */
class BundleTest {
    private static final Path TARGET =
            Path.of(System.getProperty("basedir", "")).resolve("target");

    private static Attributes headers() throws IOException {
        try (InputStream in = Files.newInputStream(TARGET.resolve("bundle/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static ModuleDescriptor module() throws IOException {
        try (InputStream in = Files.newInputStream(TARGET.resolve("classes/module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    /** The packages of a header, without what is said of them. */
    private static Set<String> packages(String header) {
        return Arrays.stream(header.replaceAll("\"[^\"]*\"", "").split(","))
                .map(clause -> clause.replaceAll(";.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatTheModuleExportsTheBundleExports() throws IOException {
        assertThat(headers().getValue("Bundle-SymbolicName")).isEqualTo(module().name());
        assertThat(packages(headers().getValue("Export-Package")))
                .isEqualTo(module().exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void itNeedsNothingButWhatComesWithIt() throws IOException {
        assertThat(packages(headers().getValue("Import-Package")))
                .allMatch(name -> name.startsWith("com.fasterxml.jackson.core")
                        || name.equals("com.github.benmanes.caffeine.cache")
                        || name.startsWith("org.slf4j"));
        assertThat(headers().getValue("Require-Capability")).contains("JavaSE").contains("version=17");
    }
}
