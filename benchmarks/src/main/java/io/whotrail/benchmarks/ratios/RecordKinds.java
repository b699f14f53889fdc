// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Records as real logs have them side by side: a call that issues a session, and twelve kinds of calls that use one, from 1.2 to
 * 4.2 kB, in the words of {@value #PATTERNS} clients. What varies within a file and from record to record is what makes records
 * as slow to decompress and to read as real ones. To make them takes some time. For one thread.
 */
final class RecordKinds {
    private static final int PATTERNS = 35;

    private final List<Template> issuances = patterns(text("issuance.json"));
    private final List<List<Template>> uses = Stream.of(text("uses.json").split("\\n\\n"))
            .map(RecordKinds::patterns)
            .toList();

    /** The record that issues a session. */
    Template issuance(long session) {
        return issuances.get(pattern(session));
    }

    /** A record of one of the kinds that use a session. */
    Template use(long session, long number) {
        int kind = Math.floorMod(number * 0x9E3779B97F4A7C15L >>> 32, uses.size());
        return uses.get(kind).get(pattern(session));
    }

    /** All calls of a session come from one client. */
    private static int pattern(long session) {
        return Math.floorMod(session, PATTERNS);
    }

    private static List<Template> patterns(String text) {
        String whole = text.replace("<identity>", text("identity.json"));
        Properties words = words();
        return IntStream.range(0, PATTERNS)
                .mapToObj(pattern -> new Template(filled(whole, words, pattern)))
                .toList();
    }

    private static String filled(String text, Properties words, int pattern) {
        String filled = text;
        for (String name : words.stringPropertyNames()) {
            String[] choice = words.getProperty(name).split("\\|", -1);
            filled = filled.replace('<' + name + '>', choice[pattern % choice.length]);
        }
        return filled;
    }

    private static Properties words() {
        var words = new Properties();
        try (InputStream in = resource("words.properties")) {
            words.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return words;
    }

    private static String text(String name) {
        try (InputStream in = resource(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(RecordKinds.class.getResourceAsStream(name), name);
    }
}
