// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.text.TerminalText;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Turns what stops the program into a sentence and an exit code. */
final class Failures {
    private Failures() {}

    static int tell(Exception failure, PrintStream err) {
        Exception cause = failure instanceof UncheckedIOException wrapped
                ? Objects.requireNonNullElse(wrapped.getCause(), wrapped)
                : failure;
        if (cause instanceof IOException io) {
            err.println("whotrail: " + TerminalText.escape(sentence(ofStream(io))));
        } else {
            err.println("whotrail: stopped by a defect of its own; please report this:");
            trace(cause, err);
        }
        return Exit.FAILED;
    }

    /** What a sink tells of its stream is that it failed; why, the stream says. */
    private static IOException ofStream(IOException failure) {
        return failure instanceof SinkException && failure.getCause() instanceof IOException cause ? cause : failure;
    }

    /** Where it happened, without the messages: these may hold parts of the input. */
    private static void trace(Throwable defect, PrintStream err) {
        err.println(defect.getClass().getName());
        for (StackTraceElement frame : defect.getStackTrace()) {
            err.println("    at " + frame);
        }
        if (defect.getCause() != null) {
            err.print("caused by ");
            trace(defect.getCause(), err);
        }
    }

    static int wrongUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr()
                .println(name + ": "
                        + TerminalText.escape(Objects.requireNonNullElse(failure.getMessage(), "wrong usage")));
        command.getErr().println("Try '" + name + " --help'.");
        return Exit.USAGE;
    }

    private static String sentence(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        }
        if (failure instanceof AccessDeniedException denied) {
            return "access denied: " + denied.getFile();
        }
        if (failure instanceof FileSystemException other) {
            return other.getFile() + ": " + Objects.requireNonNullElse(other.getReason(), "cannot be read or written");
        }
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
