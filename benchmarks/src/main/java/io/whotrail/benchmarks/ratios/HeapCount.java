// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Counts the objects of the whole heap one by one, those that nothing refers to any more included. */
final class HeapCount {
    private static final String TOTAL = "Total";

    private HeapCount() {}

    /**
     * The objects that work makes, while no other thread makes any; what the count itself makes does not count.
     *
     * @throws IllegalStateException if the heap cannot be counted, or not without a collection in between
     */
    static long made(Runnable work) {
        System.gc();
        long collections = collections();
        long first = objects();
        long before = objects();
        work.run();
        long after = objects();
        if (collections() != collections) {
            throw new IllegalStateException("a collection took place");
        }
        return after - before - (before - first);
    }

    private static long objects() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Object histogram = server.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[] {"-all"}},
                    new String[] {String[].class.getName()});
            String text = String.valueOf(histogram);
            String counts =
                    text.substring(text.lastIndexOf(TOTAL) + TOTAL.length()).strip();
            return Long.parseLong(counts.substring(0, counts.indexOf(' ')));
        } catch (JMException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
