// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.golden.GoldenFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the public API as a text: whoever changes the one changes the other, and a reviewer sees it. */
class PublicApiTest {
    private final Path classes = mainClasses();

    @Test
    void theExportedTypesAreThoseOfTheGoldenFile() {
        StringBuilder text = new StringBuilder();
        for (String exported : exportedPackages()) {
            text.append("package ").append(exported).append("\n\n");
            types(exported)
                    .filter(ApiText::isVisible)
                    .forEach(type -> text.append(ApiText.of(type)).append('\n'));
        }
        GoldenFile.at("src/test/resources/api/whotrail-sdk.api").assertMatches(text.toString());
    }

    @Test
    void everyExportedPackageHasAPublicType() {
        assertThat(exportedPackages())
                .contains("io.whotrail")
                .allSatisfy(exported -> assertThat(types(exported)).anyMatch(ApiText::isVisible));
    }

    private List<String> exportedPackages() {
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Stream<Class<?>> types(String packageName) {
        try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> packageName + "." + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .<Class<?>>map(PublicApiTest::load)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Path mainClasses() {
        try {
            return Path.of(CloudTrailEvent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
