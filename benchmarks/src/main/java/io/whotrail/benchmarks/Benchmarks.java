// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.benchmarks.ratios.Ratios;
import java.io.IOException;
import java.util.Arrays;

/**
 * Starts what is asked for: {@code accuracy}, {@code footprint}, {@code checkpoint} or {@code ratios} and their options,
 * else JMH with its own.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar accuracy}
 */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs benchmarks.
     *
     * @param arguments {@code accuracy}, {@code footprint}, {@code checkpoint} or {@code ratios} and their options, or JMH's
     * @throws IOException if results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("accuracy")) {
            System.exit(Accuracy.run(Arrays.asList(arguments).subList(1, arguments.length), System.out));
        }
        if (arguments.length > 0 && arguments[0].equals("footprint")) {
            System.exit(SessionFootprint.run(Arrays.asList(arguments).subList(1, arguments.length), System.out));
        }
        if (arguments.length > 0 && arguments[0].equals("checkpoint")) {
            System.exit(CheckpointCost.run(Arrays.asList(arguments).subList(1, arguments.length), System.out));
        }
        if (arguments.length > 0 && arguments[0].equals("ratios")) {
            System.exit(Ratios.run(Arrays.asList(arguments).subList(1, arguments.length), System.out));
        }
        org.openjdk.jmh.Main.main(arguments);
    }
}
