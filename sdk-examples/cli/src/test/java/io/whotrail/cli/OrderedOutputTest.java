// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.cli.input.InOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderedOutputTest {
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();
    private final OrderedOutput out = new OrderedOutput(joined);

    @Test
    void turnsComeInTheirOrderWhoeverIsDoneFirst() throws IOException {
        OutputStream first = out.turn(0);
        OutputStream second = out.turn(1);
        OutputStream third = out.turn(2);
        third.write("c".getBytes(StandardCharsets.UTF_8));
        third.close();
        second.write('b');
        first.write('a');
        second.close();
        first.close();
        assertThat(joined).hasToString("abc");
    }

    @Test
    void moreThanFitsInMemoryWaitsForItsTurn() throws IOException {
        byte[] line = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.UTF_8);
        InOrder.run(4, 40, number -> {
            try (OutputStream turn = out.turn(number)) {
                for (int i = 0; i < 30; i++) {
                    line[0] = '0';
                    turn.write(line);
                }
            }
        });
        assertThat(joined.size()).isEqualTo(40 * 30 * line.length);
    }

    @Test
    void theFirstFailureStopsAllOthers() {
        var begun = new AtomicInteger();
        assertThatThrownBy(() -> InOrder.run(3, 1_000_000, number -> {
                    begun.incrementAndGet();
                    if (number == 5) {
                        throw new IOException("five");
                    }
                }))
                .hasMessage("five");
        assertThat(begun.get()).isLessThan(1_000_000);
    }
}
