// SPDX-License-Identifier: Apache-2.0
package io.whotrail.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A number that an operator watches: what it is, without its value. Immutable; two that say the same are equal.
 *
 * @param name its name, lower-case words with dots between them, that begins with {@code whotrail}; metrics of one name differ by
 *     the values of their labels, and have all else alike
 * @param kind how its value moves
 * @param unit its unit as UCUM writes it: {@code s}, {@code By}, {@code 1}, or in braces what is counted, {@code {event}}
 * @param description what it is, as a sentence
 * @param labels what tells it from others of its name, sorted by key; the values are constants of this library
 */
public record Metric(String name, Kind kind, String unit, String description, Map<String, String> labels) {
    /** How a value moves. */
    public enum Kind {
        /** It only grows while its object lives. What a checkpoint counted is in it. */
        COUNTER,
        /** It goes up and down; not a number where it is not known yet. */
        GAUGE
    }

    /** The label that says whose equation it is: {@code whotrail.equations.broken} has it. */
    private static final String OF = "of";

    private static final Pattern NAME = Pattern.compile("whotrail(\\.[a-z]+)+");
    private static final Pattern LABEL = Pattern.compile("[a-z]+");

    /** Checks the names, and copies the labels. */
    public Metric {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(description, "description");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name is of lower-case words with dots between them, got " + name);
        }
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        for (String key : labels.keySet()) {
            if (!LABEL.matcher(key).matches()) {
                throw new IllegalArgumentException("a label's key is a lower-case word, got " + key);
            }
        }
    }

    /**
     * A counter without labels.
     *
     * @param name its name
     * @param unit its unit
     * @param description what it is
     * @return the metric
     */
    public static Metric counter(String name, String unit, String description) {
        return new Metric(name, Kind.COUNTER, unit, description, Map.of());
    }

    /**
     * A gauge without labels.
     *
     * @param name its name
     * @param unit its unit
     * @param description what it is
     * @return the metric
     */
    public static Metric gauge(String name, String unit, String description) {
        return new Metric(name, Kind.GAUGE, unit, description, Map.of());
    }

    /**
     * The same with a label more.
     *
     * @param key the label's key
     * @param value one of a few constants
     * @return the metric
     */
    public Metric with(String key, Enum<?> value) {
        return with(key, value.name());
    }

    private Metric with(String key, String value) {
        var more = new TreeMap<>(labels);
        more.put(key, value);
        return new Metric(name, kind, unit, description, more);
    }

    /** How many equations of some counters do not hold. */
    static Metric broken(String of) {
        return gauge(
                        "whotrail.equations.broken",
                        "{equation}",
                        "Equations of the counters that do not hold: 0, or events are not accounted for.")
                .with(OF, of);
    }
}
