// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "whotrail",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tells which identity is behind CloudTrail events, and what proves it.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, but some input was rejected, nothing was found, something is not verified, or the counters do not add up",
            "2:wrong usage",
            "3:a file could not be read or written"
        })
public final class Whotrail implements Runnable {
    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    /** Made by {@link #main}. */
    Whotrail() {}

    /**
     * Runs the program and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(Streams.system(), arguments));
    }

    static int run(Streams streams, String... arguments) {
        CommandLine program = new CommandLine(new Whotrail())
                .addSubcommand(new AttributeCommand(streams))
                .addSubcommand(new WhoCommand(streams))
                .addSubcommand(new SessionsCommand(streams))
                .addSubcommand(new TimelineCommand(streams))
                .addSubcommand(new ReportCommand(streams))
                .addSubcommand(new PolicyCommand(streams))
                .addSubcommand(new VerifyCommand(streams))
                .addSubcommand(new RunCommand(streams))
                .setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(streams.err(), true, Charset.defaultCharset()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.tell(failure, streams.err()))
                .setParameterExceptionHandler(Failures::wrongUsage);
        try {
            return program.execute(arguments);
        } catch (OutOfMemoryError full) {
            streams.err().println("whotrail: out of memory; raise the JVM's heap (java -Xmx…) or lower --max-memory");
            return Exit.FAILED;
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
