// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A record in which digits are exchanged: of the event's number where it says {@code nnnnnnnnnnnn}, of the session's where it
 * says {@code ssssssssssss}, of times where it says {@code tttt-tt-ttTtt:tt:ttZ} (the event's) or
 * {@code bbbb-bb-bbTbb:bb:bbZ} (the session's birth).
 */
final class Template {
    private static final String NUMBER = "nnnnnnnnnnnn";
    private static final String SESSION = "ssssssssssss";
    private static final String TIME = "tttt-tt-ttTtt:tt:ttZ";
    private static final String BIRTH = "bbbb-bb-bbTbb:bb:bbZ";
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int TENS = 10;

    private final byte[] record;
    private final List<Integer> numbers;
    private final List<Integer> sessions;
    private final List<Integer> times;
    private final List<Integer> births;

    private Template(String text) {
        record = text.getBytes(StandardCharsets.US_ASCII);
        numbers = places(text, NUMBER);
        sessions = places(text, SESSION);
        times = places(text, TIME);
        births = places(text, BIRTH);
    }

    /** Reads a template that lies beside this class; its lines are joined to one. */
    static Template of(String resource) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return new Template(text.replaceAll("\\n *", "") + '\n');
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Integer> places(String text, String what) {
        var places = new ArrayList<Integer>();
        for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) {
            places.add(at);
        }
        return places;
    }

    /** The record with these numbers and times, in epoch seconds; good until the next call. */
    byte[] fill(long number, long session, long time, long birth) {
        numbers.forEach(at -> digits(at, NUMBER.length(), number));
        sessions.forEach(at -> digits(at, SESSION.length(), session));
        times.forEach(at -> time(at, time));
        births.forEach(at -> time(at, birth));
        return record;
    }

    private void digits(int at, int length, long value) {
        long rest = value;
        for (int i = at + length - 1; i >= at; i--) {
            record[i] = (byte) ('0' + rest % TENS);
            rest /= TENS;
        }
    }

    private void time(int at, long seconds) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        long second = Math.floorMod(seconds, SECONDS_PER_DAY);
        put(at, String.valueOf(day));
        record[at + 10] = 'T';
        digits(at + 11, 2, second / 3600);
        record[at + 13] = ':';
        digits(at + 14, 2, second / 60 % 60);
        record[at + 16] = ':';
        digits(at + 17, 2, second % 60);
    }

    @SuppressWarnings("deprecation") // the bytes of ASCII text as they are
    private void put(int at, String text) {
        text.getBytes(0, text.length(), record, at);
    }
}
