// SPDX-License-Identifier: Apache-2.0
package io.whotrail.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A stream may give as little as it likes, even nothing where it has something. */
class ReadsTest {
    /** Gives nothing where it is asked for several bytes. */
    private static InputStream reluctant(int... bytes) {
        byte[] given = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            given[i] = (byte) bytes[i];
        }
        return new ByteArrayInputStream(given) {
            @Override
            public int read(byte[] to, int from, int length) {
                return 0;
            }
        };
    }

    @Test
    void aStreamThatGivesNothingIsAskedForOneByte() throws IOException {
        InputStream in = reluctant(0, 7);
        byte[] bytes = {9, 9, 9};

        assertThat(Reads.some(in, bytes, 1, 2)).isOne();
        assertThat(bytes).containsExactly(9, 0, 9);
        assertThat(Reads.some(in, bytes, 2, 1)).isOne();
        assertThat(bytes).containsExactly(9, 0, 7);
        assertThat(Reads.some(in, bytes, 0, 3)).isEqualTo(-1);
    }

    @Test
    void anArrayIsFilledAndNoByteMoreIsTaken() throws IOException {
        InputStream in = new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5});
        byte[] bytes = new byte[3];

        assertThat(Reads.fully(in, bytes)).isEqualTo(3);
        assertThat(bytes).containsExactly(1, 2, 3);
        assertThat(in.available()).isEqualTo(2);
        assertThat(Reads.fully(in, bytes)).isEqualTo(2);
        assertThat(bytes).containsExactly(4, 5, 3);
    }

    @Test
    void anArrayIsFilledByteByByteWhereThatIsAllThereIs() throws IOException {
        byte[] bytes = new byte[4];

        assertThat(Reads.fully(reluctant(1, 2, 3), bytes)).isEqualTo(3);
        assertThat(bytes).containsExactly(1, 2, 3, 0);
    }
}
