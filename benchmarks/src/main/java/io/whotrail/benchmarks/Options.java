// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options of the form {@code --name value}. */
public final class Options {
    private final Map<String, String> values = new HashMap<>();

    private Options() {}

    /**
     * Takes a command line apart.
     *
     * @param arguments names and values in turn
     * @param known the names that there are
     * @return the options that were given
     * @throws IllegalArgumentException if a name is not known, or without a value
     */
    public static Options of(List<String> arguments, Set<String> known) {
        var options = new Options();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no such option: " + name);
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("an option without a value: " + name);
            }
            options.values.put(name, arguments.get(i + 1));
        }
        return options;
    }

    /**
     * The value of an option.
     *
     * @param name its name
     * @param otherwise what counts where it is not given
     * @return the value
     */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /**
     * The values of an option, which stand with commas between them.
     *
     * @param name its name
     * @param otherwise what counts where it is not given
     * @return the values
     */
    public List<String> texts(String name, List<String> otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Arrays.asList(value.split(",", -1));
    }

    /**
     * The value of an option that is a number.
     *
     * @param name its name
     * @param otherwise what counts where it is not given
     * @return the number
     * @throws NumberFormatException if it is none
     */
    public long number(String name, long otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
