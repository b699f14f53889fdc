// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The POM that is published with the SDK's jar stands by itself and says what Maven Central asks for. */
class PublishingTest {
    private static final Path POM =
            Path.of(System.getProperty("basedir", "")).resolve("../../sdk/target/published-pom.xml");

    private final XPath xpath = XPathFactory.newInstance().newXPath();
    private Document pom;

    @BeforeEach
    void read() throws Exception {
        pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(POM.toFile());
    }

    private List<String> all(String path) throws XPathExpressionException {
        var found = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
        var texts = new ArrayList<String>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/connection",
                "scm/developerConnection",
                "scm/url"
            })
    void itSaysWhatTheProjectIsWhereItLivesAndWhoseItIs(String element) throws XPathExpressionException {
        assertThat(all("/project/" + element)).hasSize(1).allMatch(text -> !text.isBlank());
    }

    @Test
    void itNeedsNoOtherPomToBeUnderstood() throws XPathExpressionException {
        assertThat(all("/project/parent")).isEmpty();
        assertThat(all("/project/dependencyManagement")).isEmpty();
        assertThat(all("//*[not(*)]")).noneMatch(text -> text.contains("${"));
        assertThat(all("/project/dependencies/dependency/version")).allMatch(version -> version.matches("\\d.*"));
    }

    @Test
    void whoTakesItTakesThreeLibraries() throws XPathExpressionException {
        assertThat(all("/project/dependencies/dependency[scope='compile' or scope='runtime']/artifactId"))
                .containsExactlyInAnyOrder("jackson-core", "caffeine", "slf4j-api");
        assertThat(all("/project/dependencies/dependency[scope='test']")).isEmpty();
    }

    @Test
    void theLicenceIsInTheJar() throws IOException {
        try (InputStream licence = Attributor.class.getResourceAsStream("/META-INF/LICENSE")) {
            assertThat(licence).isNotNull();
            assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Apache License");
        }
    }
}
