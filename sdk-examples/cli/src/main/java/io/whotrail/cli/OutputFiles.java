// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.report.ReportFile;
import io.whotrail.cli.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The files that a command writes: each a file of its own, and none that it reads. */
final class OutputFiles {
    private final CommandLine command;
    private final List<Path> files = new ArrayList<>();

    /**
     * Takes note of files.
     *
     * @param command the command
     * @param files what it writes; {@code null} for what it does not write this time
     * @throws ParameterException if two are one file, by whatever way it is named: they would spoil each other
     */
    OutputFiles(CommandLine command, @Nullable Path... files) {
        this.command = command;
        Set<Path> places = new HashSet<>();
        for (Path file : files) {
            if (file != null && !places.add(Inputs.place(file))) {
                throw new ParameterException(
                        command, "two outputs go to one file: " + TerminalText.escape(file.toString()));
            }
            if (file != null) {
                this.files.add(file);
            }
        }
    }

    /** The files. */
    Set<Path> all() {
        return new LinkedHashSet<>(files);
    }

    /** Those that an earlier run left, so that they are no input where they lie among the logs. */
    Set<Path> ofBefore() throws IOException {
        Set<Path> left = new LinkedHashSet<>();
        for (Path file : files) {
            if (ReportFile.isReport(file) || StatsFile.isStats(file)) {
                left.add(file);
            }
        }
        return left;
    }

    /**
     * Checks that no input is written.
     *
     * @throws ParameterException if one is
     */
    void refuse(Inputs read) {
        refuse(read::hold);
    }

    /**
     * Checks that nothing else that is read is written.
     *
     * @param read files, and folders of which all files are read
     * @throws ParameterException if something is
     */
    void refuse(Iterable<String> read) {
        for (String name : read) {
            Path place = Inputs.place(Path.of(name));
            refuse(file -> Inputs.place(file).equals(place)
                    || Files.exists(file) && Inputs.place(file).startsWith(place));
        }
    }

    private void refuse(Predicate<Path> isRead) {
        for (Path file : files) {
            if (isRead.test(file)) {
                throw new ParameterException(
                        command, TerminalText.escape(file.toString()) + " cannot be read and written at once");
            }
        }
    }
}
