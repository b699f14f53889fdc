// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All scenarios, by theme. Each stands in a folder of its own name. */
final class Book {
    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        var book = new Book();
        ChainStories.tell(book);
        BirthStories.tell(book);
        FederationStories.tell(book);
        ConsoleStories.tell(book);
        AccountStories.tell(book);
        WorkloadStories.tell(book);
        NameStories.tell(book);
        PolicyStories.tell(book);
        KeyStories.tell(book);
        TimeStories.tell(book);
        RecordStories.tell(book);
        return List.copyOf(book.scenarios);
    }

    void add(String name, Consumer<Scenario> author) {
        var scenario = new Scenario(name);
        author.accept(scenario);
        scenarios.add(scenario);
    }
}
