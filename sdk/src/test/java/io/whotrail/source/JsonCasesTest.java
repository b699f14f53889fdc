// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * JSON texts of every kind that parsers are known to disagree on, as members of a record between two others: what is read, what is
 * refused and in which place, and that the records beside it are read whatever it is, by either parser.
 */
class JsonCasesTest {
    private static final int FEWEST = 250;
    private static final String BEFORE = Json.event("before");
    private static final String AFTER = Json.event("after");

    enum Kind {
        VALID,
        INVALID,
        ACCEPTED,
        REFUSED;

        boolean isRead() {
            return this == VALID || this == ACCEPTED;
        }
    }

    /** A text, each byte as a character. */
    record Case(Kind kind, String name, String text) {
        static Case parse(String line) {
            int space = line.indexOf(' ');
            String written = line.substring(space + 1);
            var text = new ByteArrayOutputStream();
            for (int i = 0; i < written.length(); i++) {
                if (written.charAt(i) == '%') {
                    text.write(Integer.parseInt(written, i + 1, i + 3, 16));
                    i += 2;
                } else {
                    text.write(written.charAt(i));
                }
            }
            Kind kind = Kind.valueOf(line.substring(0, space).toUpperCase(Locale.ROOT));
            return new Case(kind, line, text.toString(StandardCharsets.ISO_8859_1));
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Why it identifies nobody; {@code null} where it does. */
        @Nullable
        RejectReason identifiesNobody() {
            char first = text.strip().charAt(0);
            if (first == '[' || first == '{') {
                return RejectReason.WRONG_TYPE;
            }
            return kind == Kind.ACCEPTED && first == '"' ? RejectReason.LONE_SURROGATE : null;
        }
    }

    /** Where the text stands. */
    enum Place {
        /** A member that nobody reads. */
        RECORD("\"extra\":", ""),
        /** A member of the identity that nobody reads. */
        IDENTITY("\"userIdentity\":{\"type\":\"IAMUser\",\"extra\":", "}"),
        /** A member by which somebody is identified: a text, a number or a word. */
        USER_NAME("\"userIdentity\":{\"type\":\"IAMUser\",\"userName\":", "}"),
        /** A member of an object in the identity. */
        ISSUER("\"userIdentity\":{\"type\":\"AssumedRole\",\"sessionContext\":{\"sessionIssuer\":{\"arn\":", "}}}");

        private final String before;
        private final String after;

        Place(String before, String after) {
            this.before = before;
            this.after = after;
        }

        boolean isIdentifying() {
            return this == USER_NAME || this == ISSUER;
        }

        byte[] record(Case one) {
            return Gzip.concat(
                    Json.utf8("{\"eventVersion\":\"1.11\",\"eventID\":\"it\",\"eventName\":\"n\",\"eventSource\":\"s\","
                            + before),
                    one.bytes(),
                    Json.utf8(after + "}"));
        }
    }

    private static List<Case> cases() throws IOException {
        try (InputStream in = JsonCasesTest.class.getResourceAsStream("/json/cases.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Case::parse)
                    .toList();
        }
    }

    private static byte[] lines(byte[] record) {
        return Gzip.concat(Json.utf8(BEFORE + "\n"), record, Json.utf8("\n" + AFTER + "\n"));
    }

    @Test
    void thereAreCasesEnoughOfEachKind() throws IOException {
        List<Case> all = cases();
        assertThat(all).hasSizeGreaterThan(FEWEST);
        for (Kind kind : Kind.values()) {
            assertThat(all.stream().filter(one -> one.kind == kind)).hasSizeGreaterThan(15);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReadAndRefusedIsThatAndCostsNoOther(Place place) throws IOException {
        for (Case one : cases()) {
            Reading reading = Reading.of(lines(place.record(one)));
            assertThat(reading.ids()).as(one.name).startsWith("before").endsWith("after");
            boolean read = one.kind.isRead();
            if (read && place.isIdentifying()) {
                assertIdentifying(one, place, reading);
            } else {
                assertThat(reading.ids().contains("it"))
                        .as("%s %s", one.name, reading.rejects())
                        .isEqualTo(read);
                assertThat(reading.rejects().isEmpty()).as(one.name).isEqualTo(read);
            }
            assertPlace(one, reading);
        }
    }

    /** No object, no array and no half of a character identifies anybody. */
    private static void assertIdentifying(Case one, Place place, Reading reading) {
        RejectReason reason = one.identifiesNobody();
        assertThat(reading.ids().contains("it")).as(one.name).isEqualTo(reason == null);
        assertThat(reading.rejects().isEmpty()).as(one.name).isEqualTo(reason == null);
        if (reason != null) {
            String path = place == Place.USER_NAME ? "userIdentity.userName" : "sessionIssuer.arn";
            assertThat(reading.rejects()).as(one.name).singleElement().satisfies(rejected -> {
                assertThat(rejected.reason()).as(one.name).isEqualTo(reason);
                assertThat(rejected.path()).endsWith(path);
            });
        }
    }

    /** The first reject is of the record between the others, and says where that begins. */
    private static void assertPlace(Case one, Reading reading) {
        Stream<RejectedRecord> first = reading.rejects().stream().limit(1);
        assertThat(first).as(one.name).allSatisfy(rejected -> {
            assertThat(rejected.recordIndex()).isEqualTo(1);
            assertThat(rejected.byteOffset()).isEqualTo(BEFORE.length() + 1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void bothParsersReadTheSame(Place place) throws IOException {
        var parsers = new BothParsers(ReadLimits.defaults());
        for (Case one : cases()) {
            byte[] record = place.record(one);
            parsers.check(record, one.name);
            parsers.checkDocument(lines(record), one.name);
            byte[] file =
                    Gzip.concat(Json.utf8("{\"Records\":[" + BEFORE + ","), record, Json.utf8("," + AFTER + "]}"));
            parsers.checkDocument(file, one.name);
        }
    }

    @Test
    void aloneNoneOfThemIsAnEvent() throws IOException {
        for (Case one : cases()) {
            assertThat(Reading.of(one.bytes()).events()).as(one.name).isEmpty();
        }
    }
}
