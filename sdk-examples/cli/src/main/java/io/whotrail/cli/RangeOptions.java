// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.investigation.TimeRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which events are told, by their times. Earlier ones are read all the same, since they may open sessions. */
final class RangeOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Times.class,
            description = "The first time that is told, for example 2026-01-01T09:30:00Z or 2026-01-01. Default: all.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Times.class,
            description = "The first time that is told no more. Default: all.")
    private @Nullable Instant until;

    TimeRange range(CommandLine command) {
        try {
            return new TimeRange(from, until);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command, wrong.getMessage(), wrong);
        }
    }
}
