// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** Writes {@code eventIds} as {@code event_ids}, as keys are spelled where every other key is. */
final class SnakeCaseKeys extends JsonGeneratorDelegate {
    SnakeCaseKeys(JsonGenerator json) {
        super(json);
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        super.writeFieldName(snake(name));
    }

    private static String snake(String name) {
        var snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append('_').append((char) (c - 'A' + 'a'));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
