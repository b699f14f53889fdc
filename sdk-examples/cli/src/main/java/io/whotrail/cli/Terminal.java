// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What is known of the terminal that the program runs in. */
final class Terminal {
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final File DEVICE = new File("/dev/tty");

    private Terminal() {}

    /** Whether standard error is a terminal that can move its cursor. */
    static boolean isError() {
        return !"dumb".equals(System.getenv("TERM")) && isTerminal(ERROR);
    }

    /** Java cannot tell of a single stream; {@code test} can. */
    private static boolean isTerminal(int stream) {
        try {
            Process test = new ProcessBuilder("test", "-t", Integer.toString(stream))
                    .inheritIO()
                    .start();
            return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many columns there are: what {@code COLUMNS} says, else what the terminal says, else the default. */
    static int columns(int byDefault) {
        String told = System.getenv("COLUMNS");
        int columns = told == null ? 0 : positive(told);
        if (columns == 0 && isTerminal(OUTPUT)) {
            columns = asked();
        }
        return columns == 0 ? byDefault : columns;
    }

    /** {@code stty size} prints lines and columns. */
    private static int asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream answer = stty.getInputStream()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
                return stty.waitFor(1, TimeUnit.SECONDS) ? positive(text.substring(text.indexOf(' ') + 1)) : 0;
            }
        } catch (IOException none) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int positive(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
