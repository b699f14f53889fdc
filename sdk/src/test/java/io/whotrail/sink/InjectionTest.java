// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.Signal;
import io.whotrail.SignalType;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.golden.GoldenFile;
import io.whotrail.testing.HostileTexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** T21: text that is made to act on whoever reads it, or to look like another's. */
final class InjectionTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String NAMES = "src/test/resources/io/whotrail/sink/injection.ndjson";
    private static final String FOLDER = "src/test/resources/io/whotrail/sink/";
    private static final List<LineFormat> FORMATS =
            List.of(LineFormat.ecs(EcsPlacement.NAMESPACE), LineFormat.ecs(EcsPlacement.USER), LineFormat.ocsf());

    private static String line(Attribution answer) throws IOException {
        var out = new ByteArrayOutputStream();
        try (NdjsonSink sink = new NdjsonSink(out)) {
            sink.write(SinkEntry.of(answer));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String line(LineFormat format, Attribution answer) {
        return new String(format.line(SinkEntry.of(answer)), StandardCharsets.UTF_8);
    }

    private static Attribution answer(UserIdentity identity) {
        return Attributor.builder(InstantSource.fixed(NOON))
                .build()
                .ask(CloudTrailEvent.builder("e").userIdentity(identity).build());
    }

    private static UserIdentity named(String name) {
        return UserIdentity.builder().type("SAMLUser").userName(name).build();
    }

    private static void assertOneQuietLine(String text) {
        assertThat(text).endsWith("\n");
        assertThat(text.substring(0, text.length() - 1).codePoints()).noneMatch(HostileTexts::deceives);
    }

    private static List<String> textsIn(String line) throws IOException {
        var texts = new ArrayList<String>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    texts.add(json.getText());
                }
            }
        }
        return texts;
    }

    @Test
    void twoThousandNamesAreWrittenSoThatNothingRawSurvivesAndNoTwoAreAlike() throws IOException {
        Map<String, String> lines = new HashMap<>();
        var golden = new StringBuilder();
        for (String payload : HostileTexts.all()) {
            String line = line(answer(named(payload)));
            assertOneQuietLine(line);
            assertThat(textsIn(line)).contains(payload);
            assertThat(lines.put(line, payload)).isNull();
            golden.append(nameIn(line)).append('\n');
        }
        assertThat(lines).hasSize(HostileTexts.COUNT);
        GoldenFile.at(NAMES).assertMatches(golden.toString());
    }

    /**
     * Every format escapes alike, so one file of names holds for all. Of lines there is a hash, and the lines themselves where the
     * name is nothing but what does harm.
     */
    @Test
    void twoThousandNamesAreWrittenAlikeInEveryFormat() throws IOException {
        Map<String, LineFormat> formats = new TreeMap<>(Map.of(
                "ndjson", LineFormat.ndjson(),
                "ecs namespace", LineFormat.ecs(EcsPlacement.NAMESPACE),
                "ecs user", LineFormat.ecs(EcsPlacement.USER),
                "ocsf", LineFormat.ocsf()));
        var hashes = new StringBuilder();
        for (Map.Entry<String, LineFormat> format : formats.entrySet()) {
            var names = new StringBuilder();
            var lines = new LinkedHashSet<String>();
            var harm = new StringBuilder();
            for (String payload : HostileTexts.all()) {
                Attribution answer = answer(named(payload));
                String line = line(format.getValue(), answer);
                harm.append(HostileTexts.HARM.contains(payload) ? line : "");
                assertOneQuietLine(line);
                assertThat(textsIn(line)).contains(payload);
                String name = nameIn(line(answer));
                assertThat(line).contains(':' + name);
                names.append(name).append('\n');
                lines.add(line);
            }
            assertThat(lines).hasSize(HostileTexts.COUNT);
            GoldenFile.at(NAMES).assertMatches(names.toString());
            GoldenFile.at(FOLDER + "injection-" + format.getKey().replace(' ', '-') + ".ndjson")
                    .assertMatches(harm.toString());
            hashes.append(format.getKey()).append(' ').append(sha256(lines)).append('\n');
        }
        GoldenFile.at("src/test/resources/io/whotrail/sink/injection-hashes.txt")
                .assertMatches(hashes.toString());
    }

    /** What is written can be read back, so no two texts are written alike. */
    @Test
    void ofAMillionTextsEachIsReadBackAsItWas() throws IOException {
        int[] letters =
                "\\\"'/u0a2eEdD8{}[]:,=+-@<>&\u0000\u0007\t\n\r\u001b\u007f\u0085\u00ad\u0430\u200b\u202e\u2028\u2066\ufeff\ud83d\ude00"
                        .codePoints()
                        .toArray();
        Attributor attributor =
                Attributor.builder(InstantSource.fixed(NOON)).maximumSessions(1).build();
        var random = new Random(64);
        for (int i = 0; i < 1_000_000; i++) {
            var text = new StringBuilder();
            for (int length = 1 + random.nextInt(8); length > 0; length--) {
                text.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            Attribution answer = attributor.ask(CloudTrailEvent.builder("e")
                    .userIdentity(named(text.toString()))
                    .build());
            String line = line(LineFormat.ndjson(), answer);
            if (!textsIn(line).contains(text.toString())) {
                fail("%s is written as %s", text, line);
            }
        }
    }

    private static String sha256(Set<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The name as it is written, in quotes. */
    private static String nameIn(String line) {
        String key = "\"name\":";
        int from = line.indexOf(key) + key.length();
        return line.substring(from, line.indexOf("},\"basis\"", from));
    }

    @Test
    void whereverATextOfTheInputIsWrittenItIsWrittenTheSameWay() throws IOException {
        for (String payload : HostileTexts.HARM) {
            var lines = new ArrayList<String>();
            Attributor attributor =
                    Attributor.builder(InstantSource.fixed(NOON)).build();
            attributor.attribute(issuance(payload));
            lines.add(line(attributor.ask(issuance(payload))));
            lines.add(line(attributor.ask(use(payload, "ASIAKEY"))));
            lines.add(line(attributor.ask(use(payload, "ASIALOST"))));
            for (LineFormat format : FORMATS) {
                lines.add(line(format, attributor.ask(issuance(payload))));
                lines.add(line(format, attributor.ask(use(payload, "ASIAKEY"))));
                lines.add(line(format, attributor.ask(use(payload, "ASIALOST"))));
            }
            for (String line : lines) {
                assertOneQuietLine(line);
            }
            assertThat(textsIn(lines.get(1)).stream()
                            .filter(text -> slashless(text).contains(slashless(payload))))
                    .as("%s", lines.get(1))
                    .hasSizeGreaterThan(10);
        }
    }

    private static CloudTrailEvent issuance(String text) {
        return CloudTrailEvent.builder("a" + text)
                .eventTime(NOON)
                .eventSource("sts." + text)
                .eventName("AssumeRole")
                .recipientAccountId(text)
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .principalId("AIDA" + text)
                        .arn("arn:aws:iam::1:user/" + text)
                        .accountId(text)
                        .userName(text)
                        .invokedBy(text)
                        .build())
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::1:role/" + slashless(text), slashless(text), null, text, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId("ASIAKEY")
                        .assumedRoleId("AROA" + slashless(text) + ":" + slashless(text))
                        .assumedRoleArn(sessionArn(text))
                        .sourceIdentity(text)
                        .build())
                .build();
    }

    /** Beyond a slash a name would be another one's. */
    private static String slashless(String text) {
        return text.replace('/', '-');
    }

    private static String sessionArn(String text) {
        return "arn:aws:sts::1:assumed-role/" + slashless(text) + "/" + slashless(text);
    }

    private static CloudTrailEvent use(String text, String key) {
        return CloudTrailEvent.builder("e" + text)
                .eventTime(NOON)
                .eventSource("s3." + text)
                .eventName(text)
                .sourceIpAddress(text)
                .userIdentity(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId("AROA" + slashless(text) + ":" + slashless(text))
                        .arn(sessionArn(text))
                        .accountId("1")
                        .accessKeyId(key)
                        .sessionContext(SessionContext.of(
                                new SessionIssuer(
                                        "Role",
                                        "AROA" + slashless(text),
                                        "arn:aws:iam::1:role/" + slashless(text),
                                        "1",
                                        text),
                                NOON))
                        .build())
                .build();
    }

    @Test
    void aNameThatMixesScriptsToLookLikeAnotherIsSignalledWithItsIssuance() {
        for (String name : List.of("\u0430lice", "al\u0456ce", "\u03b1lice")) {
            Attributor attributor =
                    Attributor.builder(InstantSource.fixed(NOON)).build();
            attributor.attribute(issuance(name));
            assertThat(attributor.ask(use(name, "ASIAKEY")).signals())
                    .filteredOn(signal -> signal.type() == SignalType.MIXED_SCRIPT_NAME)
                    .isNotEmpty()
                    .extracting(Signal::eventIds)
                    .allSatisfy(ids -> assertThat(ids).containsExactly("a" + name));
        }
        assertThat(answer(named("алиса")).signals()).isEmpty();
        assertThat(answer(named("alice")).signals()).isEmpty();
    }
}
