// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes an event of the bytes of any record, and says of one that is none what is wrong. For one thread. */
final class EventParser {
    private final JsonSyntax syntax;
    private final InputTrust inputTrust;
    private final StringCache strings = new StringCache();

    EventParser(JsonSyntax syntax, InputTrust inputTrust) {
        this.syntax = syntax;
        this.inputTrust = inputTrust;
    }

    /**
     * Reads one record: a JSON object from index to index, in strict UTF-8.
     *
     * @return the event; {@code null} where the object is good JSON but no event
     */
    @Nullable
    CloudTrailEvent parse(byte[] bytes, int from, int to) throws MalformedRecord {
        try (JacksonMembers in = new JacksonMembers(syntax, strings, bytes, from, to)) {
            try {
                EventParts parts = new EventParts(in);
                in.start();
                parts.read();
                in.end();
                return parts.isEvent() ? parts.event(bytes, from, to, inputTrust) : null;
            } catch (JsonProcessingException error) {
                throw in.malformed(error);
            }
        } catch (IOException impossible) {
            throw JsonSyntax.notJson("", 0);
        }
    }
}
