// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The commit that was built, which the build writes beside this class. */
public final class Commit {
    private static final String UNKNOWN = "unknown";

    private Commit() {}

    /**
     * Writes which commit is checked out, or that it is unknown.
     *
     * @param arguments a folder of the clone, and the file that is to say it
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[1]), checkedOut(Path.of(arguments[0])));
    }

    private static String checkedOut(Path folder) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = text(git.getInputStream());
            return git.waitFor() == 0 ? commit : UNKNOWN;
        } catch (IOException noGit) {
            return UNKNOWN;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /** The commit of this build. */
    static String built() {
        try (InputStream in = Commit.class.getResourceAsStream("commit.txt")) {
            return in == null ? UNKNOWN : text(in);
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
