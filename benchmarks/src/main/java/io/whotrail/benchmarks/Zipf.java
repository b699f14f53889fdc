// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** Numbers from 0 on, drawn so that the n-th most frequent one comes with a probability of 1/n to a power. */
final class Zipf {
    private final double[] cumulated;

    Zipf(int count, double power) {
        cumulated = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 1 / Math.pow(i + 1, power);
            cumulated[i] = sum;
        }
    }

    int next(Random random) {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
    }
}
