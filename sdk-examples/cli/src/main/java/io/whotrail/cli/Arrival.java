// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.input.Input;
import io.whotrail.cli.input.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.TypeConversionException;

/** The order in which inputs arrive, as a file tells it: one path a line. */
final class Arrival {
    private final Path file;
    private final List<Path> folders;

    /**
     * Makes an order.
     *
     * @param file the file with the paths
     * @param inputs what the command line names: of these, folders are also looked in
     */
    Arrival(Path file, List<String> inputs) {
        this.file = file;
        this.folders = new ArrayList<>();
        folders.add(file.toAbsolutePath().getParent());
        folders.add(Path.of("").toAbsolutePath());
        inputs.stream().map(Path::of).filter(Files::isDirectory).forEach(folders::add);
    }

    /**
     * Puts inputs in order. A path that stands there twice is read twice; inputs that stand nowhere come last.
     *
     * @throws TypeConversionException if a line names none of the inputs
     */
    List<Input> order(List<Input> inputs) throws IOException {
        Map<Path, Input> byPlace = new HashMap<>();
        for (Input input : inputs) {
            Path path = input.path();
            if (path != null) {
                byPlace.put(Inputs.place(path), input);
            }
        }
        var order = new ArrayList<Input>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                order.add(find(lines.get(i), i + 1, byPlace));
            }
        }
        Set<Input> rest = new LinkedHashSet<>(inputs);
        order.forEach(rest::remove);
        order.addAll(rest);
        return order;
    }

    private Input find(String line, int number, Map<Path, Input> byPlace) {
        for (Path folder : folders) {
            Input input = byPlace.get(Inputs.place(folder.resolve(line)));
            if (input != null) {
                return input;
            }
        }
        throw new TypeConversionException(
                "line " + number + " of " + file + " names a file that is not among the inputs: " + line);
    }
}
