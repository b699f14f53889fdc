// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests and log files are known by their keys, wherever in a bucket they lie; nothing else is taken for one. */
final class ObjectKeyTest {
    private static final String FOLDER = "AWSLogs/111122223333/CloudTrail";
    private static final String LOG =
            FOLDER + "/eu-central-1/2026/03/02/111122223333_CloudTrail_eu-central-1_20260302T0105Z_abc.json.gz";
    private static final String DIGEST = FOLDER + "-Digest/eu-central-1/2026/03/02/"
            + "111122223333_CloudTrail-Digest_eu-central-1_my_trail_us-east-1_20260302T010203Z.json.gz";

    @ParameterizedTest
    @ValueSource(strings = {"", "some/prefix/"})
    void theKeysOfBothSayWhoseTheyAreAndOfWhen(String prefix) {
        assertThat(ObjectKey.of(prefix + LOG))
                .isEqualTo(new ObjectKey(
                        false,
                        "111122223333/eu-central-1",
                        "eu-central-1",
                        "",
                        Instant.parse("2026-03-02T01:05:00Z"),
                        false));
        assertThat(ObjectKey.of(prefix + DIGEST))
                .isEqualTo(new ObjectKey(
                        true,
                        "111122223333/eu-central-1",
                        "eu-central-1",
                        "111122223333/eu-central-1/my_trail",
                        Instant.parse("2026-03-02T01:02:03Z"),
                        false));
        ObjectKey late = ObjectKey.of(prefix + DIGEST.replace(".json", "_backfill.json"));
        assertThat(late).isNotNull();
        assertThat(late.backfill()).isTrue();
    }

    @Test
    void ofAnOrganisationToo() {
        assertThat(ObjectKey.of(LOG.replace("AWSLogs/", "AWSLogs/o-abc123/"))).isEqualTo(ObjectKey.of(LOG));
    }

    @Test
    void whatOnlyLooksLikeOneIsNone() {
        for (String key : new String[] {LOG, DIGEST}) {
            assertThat(ObjectKey.of(key + LogMirror.METADATA)).isNull();
            assertThat(ObjectKey.of(key.replace("/111122223333_", "/444455556666_")))
                    .isNull();
            assertThat(ObjectKey.of(key.replace("eu-central-1_", "us-east-1_"))).isNull();
            assertThat(ObjectKey.of(key.replace("T01", "T25"))).isNull();
            assertThat(ObjectKey.of(key.replace("_20260302T", "_20261302T"))).isNull();
            assertThat(ObjectKey.of(key.replace(".json.gz", ".json"))).isNull();
        }
    }
}
