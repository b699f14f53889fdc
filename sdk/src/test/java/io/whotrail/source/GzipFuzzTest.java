// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.testing.Edits;
import io.whotrail.testing.WithinASecond;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/**
 * Whatever the bytes of a gzip stream are, and whatever is changed in a good one, inflating ends, throws nothing and does not
 * depend on how the bytes come; and what comes out without a word of damage is what the JDK makes of it. {@code mvn verify
 * -Pfuzz -Dtest=GzipFuzzTest} looks for new ones.
 */
class GzipFuzzTest {
    private static final ReadLimits LIMITS = ReadLimits.builder()
            .maximumGzipMembers(6)
            .maximumGzipHeaderBytes(64)
            .build();

    private static final int NAME_AND_COMMENT = 8 | 16;
    private static final byte[] GOOD = Gzip.concat(
            Gzip.member(Json.event("e0")),
            Gzip.member(Json.event("e1"), NAME_AND_COMMENT, Json.utf8("name\0comment\0"), false),
            Gzip.member(""),
            Gzip.member("[".repeat(9_000), 2, new byte[0], true),
            new byte[8]);

    /** What came of a stream; the content by its hash. */
    private record Inflated(String content, List<Damage> damages, long members, int lastMember) {}

    private static final Inflated BOMB = new Inflated("", List.of(), 0, 0);

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreInflatedToTheirEnd(byte[] bytes) throws Exception {
        WithinASecond.run(() -> {
            check(bytes);
            check(Edits.of(GOOD, bytes));
        });
    }

    private static void check(byte[] gzip) throws IOException {
        Inflated whole = inflate(new ByteArrayInputStream(gzip), Buffers.BYTES);
        Inflated inPieces = inflate(new Chunked(gzip, 1 + (gzip.length & 7)), 1 + (gzip.length & 0x3ff));
        assertThat(inPieces).isEqualTo(whole);
        if (whole.damages().isEmpty() && whole.members() > 0) {
            try (var jdk = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                assertThat(whole.content()).isEqualTo(hash(jdk.readAllBytes()));
            }
        }
    }

    private static Inflated inflate(InputStream in, int readBytes) throws IOException {
        var damages = new ArrayList<Damage>();
        var counters = new ReadCounters();
        var content = new ByteArrayOutputStream();
        try (var members = new GzipMembers(in, LIMITS, new Inflater(true), damages::add, counters, new Buffers())) {
            var buffer = new byte[readBytes];
            for (int count = members.read(buffer); count >= 0; count = members.read(buffer)) {
                assertThat(count).isPositive();
                content.write(buffer, 0, count);
            }
            assertThat(members.read(buffer)).isEqualTo(-1);
            assertThat(damages).filteredOn(Damage::last).hasSizeLessThanOrEqualTo(1);
            assertThat(damages).allSatisfy(damage -> assertThat(damage.offset()).isBetween(0L, (long) content.size()));
            int last = members.memberAt(content.size());
            assertThat(last).isBetween(0, LIMITS.maximumGzipMembers());
            if (damages.stream().anyMatch(damage -> damage.reason() == RejectReason.RATIO_LIMIT)) {
                return BOMB; // found after as much as was asked for at once
            }
            return new Inflated(hash(content.toByteArray()), damages, counters.gzipMembers, last);
        }
    }

    private static String hash(byte[] content) {
        return Fingerprint.ofBytes(content, 0, content.length);
    }
}
