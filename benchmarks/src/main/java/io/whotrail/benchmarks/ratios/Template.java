// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A record in which digits are exchanged: where it says {@code nnnnnnnnnnnn}, twelve that only this event has, where it says
 * {@code ssssssssssss}, twelve that only its session has; of times where it says {@code tttt-tt-ttTtt:tt:ttZ} (the event's) or
 * {@code bbbb-bb-bbTbb:bb:bbZ} (the session's birth). Each {@code xxxx} becomes hexadecimal digits that look drawn by lot,
 * each {@code XXXX} such letters and digits.
 */
final class Template {
    private static final String NUMBER = "nnnnnnnnnnnn";
    private static final String SESSION = "ssssssssssss";
    private static final String TIME = "tttt-tt-ttTtt:tt:ttZ";
    private static final String BIRTH = "bbbb-bb-bbTbb:bb:bbZ";
    private static final String HEXADECIMAL = "xxxx";
    private static final String LETTERS = "XXXX";
    private static final byte[] DRAWN =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._".getBytes(StandardCharsets.US_ASCII);
    private static final int HEXADECIMAL_BITS = 4;
    private static final int LETTER_BITS = 6;
    /** No two numbers below the modulus have the same product with the factor: it is odd, and no multiple of five. */
    private static final long FACTOR = 387_420_489;

    private static final long MODULUS = 1_000_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int TENS = 10;

    private final byte[] record;
    private final List<Integer> numbers;
    private final List<Integer> sessions;
    private final List<Integer> times;
    private final List<Integer> births;
    private final List<Integer> hexadecimals;
    private final List<Integer> letters;

    /** Of a text whose lines are joined to one. */
    Template(String lines) {
        String text = lines.replaceAll("\\n *", "") + '\n';
        record = text.getBytes(StandardCharsets.US_ASCII);
        numbers = places(text, NUMBER);
        sessions = places(text, SESSION);
        times = places(text, TIME);
        births = places(text, BIRTH);
        hexadecimals = places(text, HEXADECIMAL);
        letters = places(text, LETTERS);
    }

    private static List<Integer> places(String text, String what) {
        var places = new ArrayList<Integer>();
        for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length())) {
            places.add(at);
        }
        return places;
    }

    /** The record with these numbers and times, in epoch seconds; good until the next call. */
    byte[] fill(long number, long session, long time, long birth) {
        numbers.forEach(at -> digits(at, NUMBER.length(), number * FACTOR % MODULUS));
        sessions.forEach(at -> digits(at, SESSION.length(), session * FACTOR % MODULUS));
        times.forEach(at -> time(at, time));
        births.forEach(at -> time(at, birth));
        hexadecimals.forEach(at -> draw(at, HEXADECIMAL_BITS, number));
        letters.forEach(at -> draw(at, LETTER_BITS, number));
        return record;
    }

    private void draw(int at, int bits, long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L * (2L * at + 1);
        mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
        for (int i = 0; i < HEXADECIMAL.length(); i++) {
            mixed = Long.rotateLeft(mixed, bits);
            record[at + i] = DRAWN[(int) mixed & (1 << bits) - 1];
        }
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
