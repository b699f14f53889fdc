// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.WithinASecond;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Documents damaged at random, by seed: reading ends, throws nothing, keeps its counts, hands out nothing that was not
 * there, takes no second, and does not depend on how the bytes come. {@code -Dwhotrail.seeds=1000000} for a night.
 */
class RandomDamageTest {
    private static final int SEEDS = Integer.getInteger("whotrail.seeds", 3_000);
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "\n",
            "\\",
            "\n{",
            "]}",
            "},{",
            ",{\"eventVersion\":",
            "{\"Records\":[",
            "null",
            "\u0000",
            "\ufeff",
            "\\ud800",
            "/*",
            "'",
            "{\"eventVersion\":\"1\"}",
            "\"userIdentity\":{},",
            " ",
            "\r\n",
            "[[[[[[[[[[",
            "-",
            "1e9");

    @Test
    void whateverHappensToADocumentTheRestIsRead() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] document = damaged(document(random), random);
            byte[] damaged = random.nextInt(4) == 0 ? damaged(Gzip.member(document), random) : document;
            String which = "seed " + seed;
            int size = 1 + random.nextInt(200);
            WithinASecond.run(() -> read(damaged, size, which));
        }
    }

    private static void read(byte[] damaged, int size, String which) {
        Reading whole = Reading.of(damaged);
        Reading inPieces = Reading.of(new Chunked(damaged, size), ReadLimits.defaults());
        if (!inPieces.withoutReadAhead().equals(whole.withoutReadAhead())) {
            assertThat(told(inPieces)).as(which).isEqualTo(told(whole));
            assertThat(inPieces.events()).as(which).isEqualTo(whole.events());
        }
    }

    private static String told(Reading reading) {
        return reading.ids() + "\n" + reading.rejects() + "\n"
                + reading.withoutReadAhead().stats();
    }

    private static byte[] document(Random random) {
        List<String> events = Json.events(4);
        Envelope[] envelopes = Envelope.values();
        return Json.utf8(
                switch (random.nextInt(5)) {
                    case 0 -> Json.records(events);
                    case 1 -> Json.lines(events);
                    case 2 -> "[\n" + String.join(",\n", events) + "\n]\n";
                    case 3 -> String.join("", events) + Json.records(events);
                    default ->
                        envelopes[random.nextInt(envelopes.length)].wrap(Json.records(events)) + "\n" + Json.event("z");
                });
    }

    private static byte[] damaged(byte[] document, Random random) {
        byte[] bytes = document;
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damagedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] damagedOnce(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(random.nextBoolean() ? 3 : 300));
        var damaged = new ByteArrayOutputStream();
        damaged.write(bytes, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> damaged.write(random.nextInt(256));
            case 1 -> damaged.writeBytes(Json.utf8(PIECES.get(random.nextInt(PIECES.size()))));
            case 2 -> damaged.writeBytes(Arrays.copyOfRange(bytes, at, to)); // twice
            case 3 -> to = Math.min(bytes.length, to + 1); // missing
            default -> {
                damaged.writeBytes(Json.utf8(PIECES.get(random.nextInt(PIECES.size()))));
                to = Math.min(bytes.length, at + 1);
                at = to;
            }
        }
        int rest = random.nextInt(5) == 0 ? to : at;
        damaged.write(bytes, rest, bytes.length - rest);
        return damaged.size() == 0 ? new byte[] {'{'} : damaged.toByteArray();
    }
}
