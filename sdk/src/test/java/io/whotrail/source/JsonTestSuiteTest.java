// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.testing.SharedData;
import io.whotrail.testing.TarFile;
import io.whotrail.testing.WithinASecond;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JSONTestSuite's 318 texts, as files of their own and as a member of the middle one of three records; none takes a second. */
class JsonTestSuiteTest {
    private static final String SUITE = "json-test-suite";
    private static final byte[] BEFORE = Json.utf8(Json.event("before") + ",");
    private static final byte[] AFTER = Json.utf8("," + Json.event("after"));

    /** A number of 80 digits: good JSON, and beyond the limit. */
    private static final String TOO_LONG = "y_number_double_close_to_zero.json";

    /** Opens an array, which the next record and the end of the file then fill and close: nothing in it is wrong. */
    private static final String SWALLOWING = "n_structure_open_array_open_object.json";

    /** Grammar allows these and leaves their meaning open; here they are evidence, and refused. */
    private static final Set<String> REFUSED = Set.of(
            "i_string_UTF-16LE_with_BOM.json",
            "i_string_utf16BE_no_BOM.json",
            "i_string_utf16LE_no_BOM.json",
            "i_string_invalid_utf-8.json",
            "i_string_iso_latin_1.json",
            "i_string_lone_utf8_continuation_byte.json",
            "i_string_not_in_unicode_range.json",
            "i_string_overlong_sequence_2_bytes.json",
            "i_string_overlong_sequence_6_bytes.json",
            "i_string_overlong_sequence_6_bytes_null.json",
            "i_string_truncated-utf-8.json",
            "i_string_UTF-8_invalid_sequence.json",
            "i_string_UTF8_surrogate_U+D800.json",
            "i_structure_500_nested_arrays.json",
            "i_structure_UTF-8_BOM_empty_object.json",
            "i_number_huge_exp.json",
            "i_object_key_lone_2nd_surrogate.json");

    private static Map<String, byte[]> texts = Map.of();

    @BeforeAll
    static void unpack() throws IOException {
        Optional<Path> folder = SharedData.folder(SUITE);
        assumeTrue(folder.isPresent(), SharedData.missing(SUITE));
        texts = new TreeMap<>();
        TarFile.read(folder.get().resolve("test_parsing.tar.gz")).forEach((name, bytes) -> {
            if (name.endsWith(".json")) {
                texts.put(name.substring(name.lastIndexOf('/') + 1), bytes);
            }
        });
        assertThat(texts).hasSize(318);
    }

    @Test
    void asFilesNoneOfThemThrowsAndNoneIsAnEvent() throws Exception {
        for (Map.Entry<String, byte[]> text : texts.entrySet()) {
            WithinASecond.run(() -> assertThat(Reading.of(text.getValue()).events())
                    .as(text.getKey())
                    .isEmpty());
        }
    }

    @Test
    void asAMemberWhatIsJsonIsReadAndWhatIsNoneIsRefused() throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, byte[]> text : texts.entrySet()) {
            WithinASecond.run(() -> readAsAMember(text.getKey(), text.getValue(), wrong));
        }
        assertThat(wrong).isEmpty();
    }

    private static void readAsAMember(String name, byte[] text, Map<String, String> wrong) {
        byte[] record = Gzip.concat(
                Json.utf8("{\"eventVersion\":\"1.11\",\"eventID\":\"it\",\"eventName\":\"n\","
                        + "\"eventSource\":\"s\",\"extra\":"),
                text,
                Json.utf8("}"));
        byte[] file = Gzip.concat(Json.utf8("["), BEFORE, record, AFTER, Json.utf8("]"));
        Reading reading = Reading.of(file);
        boolean read = reading.ids().contains("it");
        boolean expected =
                name.startsWith("y_") ? !TOO_LONG.equals(name) : name.startsWith("i_") && !REFUSED.contains(name);
        if (read != expected) {
            wrong.put(name, reading.rejects().toString());
        }
        if (!reading.ids().containsAll(SWALLOWING.equals(name) ? Set.of("before") : Set.of("before", "after"))) {
            wrong.put(name, "costs its neighbours: " + reading.ids() + reading.rejects());
        }
    }
}
