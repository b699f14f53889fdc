// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.testing.SharedData;
import io.whotrail.testing.TarFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that one parser reads otherwise than another.
 *
 * <ul>
 *   <li>T18: a key that is there twice.
 *   <li>T19: what is no JSON, no character or no number for everybody, in the place of what identifies somebody.
 * </ul>
 */
final class ReadingAttacksTest {
    private static final String SUITE = "json-test-suite";
    private static final byte[] BEFORE = Json.utf8("[" + Json.event("before") + ",");
    private static final byte[] AFTER = Json.utf8("," + Json.event("after") + "]");

    /** All members by which somebody could be identified, or a session found, at their depths. */
    private static final Map<String, Object> RECORD = object(
            "eventVersion eventID eventTime eventSource eventName eventType awsRegion sourceIPAddress errorCode"
                    + " recipientAccountId sharedEventID",
            Map.of(
                    "userIdentity",
                    object(
                            "type principalId arn accountId accessKeyId userName invokedBy identityProvider"
                                    + " credentialId",
                            Map.of(
                                    "sessionContext",
                                    object(
                                            "sourceIdentity ec2RoleDelivery assumedRoot signInSessionArn",
                                            Map.of(
                                                    "sessionIssuer",
                                                    object("type principalId arn accountId userName", Map.of()),
                                                    "attributes",
                                                    object("creationDate mfaAuthenticated", Map.of()),
                                                    "webIdFederationData",
                                                    object(
                                                            "federatedProvider",
                                                            Map.of("attributes", object("", Map.of()))))),
                                    "onBehalfOf",
                                    object("userId identityStoreArn", Map.of()),
                                    "inScopeOf",
                                    object("issuerType credentialsIssuedTo sourceArn sourceAccount", Map.of()),
                                    "invokedByDelegate",
                                    object("accountId", Map.of()))),
                    "requestParameters",
                    object(
                            "roleArn roleSessionName durationSeconds sourceIdentity targetPrincipal name principalArn"
                                    + " externalId",
                            Map.of()),
                    "responseElements",
                    object(
                            "sourceIdentity subject issuer subjectType nameQualifier provider audience"
                                    + " subjectFromWebIdentityToken ConsoleLogin",
                            Map.of(
                                    "credentials",
                                    object("accessKeyId expiration", Map.of()),
                                    "assumedRoleUser",
                                    object("assumedRoleId arn", Map.of()),
                                    "federatedUser",
                                    object("federatedUserId arn", Map.of()))),
                    "additionalEventData",
                    object(
                            "SwitchFrom SamlProviderArn signInSessionArn UserName identitystore:UserId"
                                    + " lakeFormationRoleSessionName",
                            Map.of()),
                    "addendum",
                    object("reason originalEventID", Map.of())));

    private static Map<String, Object> object(String names, Map<String, Object> objects) {
        var members = new LinkedHashMap<String, Object>();
        for (String name : names.split(" ", -1)) {
            if (!name.isEmpty()) {
                members.put(name, "\"" + name + "\"");
            }
        }
        objects.keySet().stream().sorted().forEach(name -> members.put(name, objects.get(name)));
        return members;
    }

    /** Writes an object, in which the members at some paths come once more, in a spelling and with a value of their own. */
    private static String json(String path, Object value, Set<String> twice, boolean escaped, String other) {
        if (!(value instanceof Map<?, ?> members)) {
            return value.toString();
        }
        var text = new ArrayList<String>();
        members.forEach((name, member) -> {
            String place = path + "." + name;
            text.add("\"" + name + "\":" + json(place, member, twice, escaped, other));
        });
        members.forEach((name, member) -> {
            if (twice.contains(path + "." + name)) {
                String key = escaped
                        ? String.format("\\u%04x", (int) name.toString().charAt(0))
                                + name.toString().substring(1)
                        : name.toString();
                String again = other == null ? json(path + "." + name, member, Set.of(), false, null) : other;
                text.add("\"" + key + "\":" + again);
            }
        });
        return "{" + String.join(",", text) + "}";
    }

    private static void addPaths(String path, Object value, List<String> paths) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> {
                paths.add(path + "." + name);
                addPaths(path + "." + name, member, paths);
            });
        }
    }

    private static List<String> allPaths() {
        var paths = new ArrayList<String>();
        addPaths("", RECORD, paths);
        return paths;
    }

    private static Reading between(String record) {
        return Reading.of(Gzip.concat(BEFORE, Json.utf8(record), AFTER));
    }

    private static void assertRefused(Reading reading, String where) {
        assertThat(reading.ids()).as(where).containsExactly("before", "after");
        assertThat(reading.reject().reason()).as(where).isEqualTo(RejectReason.DUPLICATE_KEY);
    }

    @Test
    void onceEachTheyAreRead() {
        assertThat(between(json("", RECORD, Set.of(), false, null)).ids())
                .containsExactly("before", "eventID", "after");
        assertThat(allPaths()).hasSizeGreaterThan(70);
    }

    @Test
    void whateverIsThereTwiceItsRecordIsRefusedAndTheRestGoesOn() {
        for (String path : allPaths()) {
            for (boolean escaped : new boolean[] {false, true}) {
                for (String other : new String[] {null, "null", "\"mallory\"", "{}", "[]", "7"}) {
                    Reading reading = between(json("", RECORD, Set.of(path), escaped, other));
                    assertRefused(reading, path + " again as " + other);
                    assertThat(reading.reject().path()).isEqualTo("$[1]" + path);
                }
            }
        }
    }

    @Test
    void anyTwoIdentifyingOnesThatAreThereTwiceAreRefusedLikeOne() {
        List<String> paths = IDENTIFYING;
        for (int one = 0; one < paths.size(); one++) {
            for (int other = one + 1; other < paths.size(); other++) {
                var both = Set.of(paths.get(one), paths.get(other));
                assertRefused(between(json("", RECORD, both, false, null)), both.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null,\"a:sub\":\"alice\"", "\"alice\",\"a:sub\":null", "\"alice\",\"a:sub\":\"alice\""})
    void aFederatedSubjectThatIsThereTwiceIsRefusedEvenIfOnceItIsNothing(String values) {
        String record = "{\"eventName\":\"n\",\"eventID\":\"it\",\"userIdentity\":{\"sessionContext\":"
                + "{\"webIdFederationData\":{\"attributes\":{\"a:sub\":" + values + "}}}}}";
        assertRefused(between(record), values);
    }

    @ParameterizedTest
    @CsvSource({
        "sourceIdentity, alice, mallory",
        "creationDate, 2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z",
        "ec2RoleDelivery, 1.0, 2.0",
        "signInSessionArn, a, b"
    })
    void whatMayStandInTwoPlacesSaysTheSameInBoth(String name, String one, String other) {
        for (String second : List.of(one, other)) {
            for (boolean attributesFirst : new boolean[] {true, false}) {
                String beside = "\"" + name + "\":\"" + one + "\"";
                String inside = "\"attributes\":{\"" + name + "\":\"" + second + "\"}";
                Reading reading =
                        between("{\"eventName\":\"n\",\"eventID\":\"it\",\"userIdentity\":{\"sessionContext\":{"
                                + (attributesFirst ? inside + "," + beside : beside + "," + inside) + "}}}");
                if (second.equals(one)) {
                    assertThat(reading.ids()).containsExactly("before", "it", "after");
                } else {
                    assertRefused(reading, name);
                }
            }
        }
    }

    /** What identifies a caller, a session or a record. */
    private static final List<String> IDENTIFYING = allPaths().stream()
            .filter(path -> path.startsWith(".userIdentity.") || path.lastIndexOf('.') == 0)
            .filter(path -> !path.endsWith("mfaAuthenticated") && !path.endsWith("assumedRoot"))
            .toList();

    /** One at each depth, of each kind: the suite's texts take their time. */
    private static final List<String> OF_EACH_KIND = List.of(
            ".eventID",
            ".sharedEventID",
            ".userIdentity.arn",
            ".userIdentity.accessKeyId",
            ".userIdentity.onBehalfOf.userId",
            ".userIdentity.sessionContext.sourceIdentity",
            ".userIdentity.sessionContext.sessionIssuer.arn",
            ".userIdentity.sessionContext.attributes.creationDate");

    @Test
    void noTextOfTheSuiteIsTakenForAnIdentityUnlessItIsWholeAndOfItsKind() throws IOException {
        Optional<Path> folder = SharedData.folder(SUITE);
        assumeTrue(folder.isPresent(), SharedData.missing(SUITE));
        var wrong = new ArrayList<String>();
        for (var text :
                TarFile.read(folder.get().resolve("test_parsing.tar.gz")).entrySet()) {
            String name = text.getKey().substring(text.getKey().lastIndexOf('/') + 1);
            if (!name.endsWith(".json")) {
                continue;
            }
            byte[] bare = withoutBrackets(text.getValue());
            for (String path : OF_EACH_KIND) {
                check(name, path, text.getValue(), text.getValue().length, wrong);
                if (bare.length < text.getValue().length) {
                    check(name, path, bare, text.getValue().length, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static byte[] withoutBrackets(byte[] text) {
        int last = text.length - 1;
        return last > 0 && text[0] == '[' && text[last] == ']' ? java.util.Arrays.copyOfRange(text, 1, last) : text;
    }

    private static void check(String name, String path, byte[] text, int whole, List<String> wrong) {
        String[] names = path.substring(1).split("\\.", -1);
        String id = path.equals(".eventID") ? "" : "\"eventID\":\"it\",";
        String call = path.equals(".eventName") ? "" : "\"eventName\":\"n\",";
        Reading reading = Reading.of(Gzip.concat(
                BEFORE,
                Json.utf8("{\"eventVersion\":\"1\"," + id + call + "\"" + String.join("\":{\"", names) + "\":"),
                text,
                Json.utf8("}".repeat(names.length)),
                AFTER));
        boolean read = reading.events().size() > 2;
        if (read && (name.startsWith("n_") || !isWhole(reading))) {
            wrong.add(name + " is read at " + path);
        }
        boolean json = name.startsWith("y_") && text.length == whole;
        if (!reading.ids().contains("before") || json && !reading.ids().contains("after")) {
            wrong.add(name + " at " + path + " costs its neighbour");
        }
        if (json && reading.events().size() + reading.rejects().size() != 3) {
            wrong.add(name + " at " + path + " is neither read nor rejected, or twice");
        }
    }

    private static boolean isWhole(Reading reading) {
        String all = reading.events().toString();
        return new String(all.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // names that are nearly the right one are other names
                "\"arn\":\"alice\",\"ARN\":\"mallory\" | alice",
                "\"arn\":\"alice\",\"arn\\u0000\":\"mallory\" | alice",
                "\"arn\":\"alice\",\"arn \":\"mallory\" | alice",
                "\"arn\":\"alice\",\"arn\\r\":\"mallory\" | alice",
                "\"arn\":\"alice\",\"\\\"arn\":\"mallory\" | alice",
                "\"arn\":\"alice\",\"\\uff41rn\":\"mallory\" | alice",
                "\"arn\":\"alice\",\"ar\\u006e\\u200b\":\"mallory\" | alice",
                "\"\\u0061rn\":\"alice\" | alice",
                // what follows a NUL or stands beside it is kept
                "\"arn\":\"alice\\u0000mallory\" | alice\\0mallory",
                // numbers stay the digits that were written
                "\"arn\":12345678901234567890123 | 12345678901234567890123",
                "\"arn\":1.0e2 | 1.0e2",
                "\"arn\":-0 | -0",
                // what is no JSON is refused
                "\"arn\":\"alice\",/*\"arn\":\"mallory\"*/\"type\":\"x\" | refused",
                "\"arn\":\"alice\",//\"x\" | refused",
                "\"arn\":'alice' | refused",
                "arn:\"alice\" | refused",
                "\"arn\":alice | refused",
                "\"arn\":\"alice\"\"mallory\" | refused",
                "\"arn\":\"alice\",\"arn\":\"mallory\" | refused",
                "\"arn\":\"alice\",\"\\u0061rn\":\"mallory\" | refused",
                "\"arn\":\"al\\ud800ice\" | refused",
                "\"arn\":\"al\\xice\" | refused",
                "\"arn\":NaN | refused",
                "\"arn\":Infinity | refused",
                "\"arn\":+1 | refused",
                "\"arn\":01 | refused",
                "\"arn\":.5 | refused",
                "\"arn\":0x41 | refused",
                "\"arn\":\"alice\",} | refused",
                "\"arn\":[\"alice\"] | refused"
            })
    void whatParsersReadDifferentlyIsReadAsItIsWrittenOrRefused(String members, String expected) {
        Reading reading = between("{\"eventName\":\"n\",\"eventID\":\"it\",\"userIdentity\":{" + members + "}}");
        assertThat(reading.ids()).contains("before", "after");
        if (expected.equals("refused")) {
            assertThat(reading.ids()).containsExactly("before", "after");
        } else {
            assertThat(reading.events().get(1).userIdentity().arn()).isEqualTo(expected.replace("\\0", "\0"));
        }
    }

    @Test
    void aSecondDocumentOnTheLineIsARecordOfItsOwn() {
        assertThat(Reading.of(Json.event("e0") + Json.event("e1") + "\n" + Json.event("e2"))
                        .ids())
                .containsExactly("e0", "e1", "e2");
    }
}
