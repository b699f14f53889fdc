// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two contents have two numbers, whichever part of an event differs: also one that an event gains some day. */
final class ContentHashTest {
    private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");

    /** What no answer depends on: the id is compared beside the content, trust and its proof are none of it. */
    private static final Set<String> NO_CONTENT = Set.of("eventId", "inputTrust", "provenance");

    private int texts;

    @Test
    void everyPartOfAnEventCounts() throws Exception {
        var full = (CloudTrailEvent) Objects.requireNonNull(filled(CloudTrailEvent.class, ""));
        Map<Long, String> seen = new HashMap<>();
        seen.put(full.contentHash(), "the event itself");
        for (Variant variant : variants(full)) {
            String before = seen.put(((CloudTrailEvent) variant.value).contentHash(), variant.what);
            assertThat(before)
                    .as("has the same content hash as " + variant.what)
                    .isNull();
        }
        assertThat(seen).hasSizeGreaterThan(140);
    }

    @Test
    void theSameContentHasTheSameNumber() throws Exception {
        var one = (CloudTrailEvent) Objects.requireNonNull(filled(CloudTrailEvent.class, ""));
        texts = 0;
        var other = (CloudTrailEvent) Objects.requireNonNull(filled(CloudTrailEvent.class, ""));
        assertThat(other).isEqualTo(one);
        assertThat(other.contentHash()).isEqualTo(one.contentHash());
        assertThat(other.contentHash(7)).isEqualTo(one.contentHash(7)).isNotEqualTo(one.contentHash());
        assertThat(other.withInputTrust(InputTrust.DIGEST_VERIFIED).contentHash())
                .isEqualTo(one.contentHash());
    }

    /** An empty text is none of the others, and characters do not move from one field to the next unseen. */
    @Test
    void textsOfAnyLengthAndPlaceDiffer() {
        Set<Long> hashes = new HashSet<>();
        int count = 0;
        String text = "x".repeat(40);
        for (int name = 0; name <= 40; name++) {
            for (int source = 0; source <= 40; source++) {
                hashes.add(CloudTrailEvent.builder("e")
                        .eventName(text.substring(0, name))
                        .eventSource(text.substring(0, source))
                        .build()
                        .contentHash());
                count++;
            }
        }
        assertThat(hashes).hasSize(count);
    }

    private record Variant(String what, Object value) {}

    /** The same record with one part of it, however deep, another or none. */
    private static List<Variant> variants(Object of) throws ReflectiveOperationException {
        var variants = new ArrayList<Variant>();
        RecordComponent[] components = of.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            if (NO_CONTENT.contains(name)) {
                continue;
            }
            Object value = components[i].getAccessor().invoke(of);
            for (Variant other : others(name, Objects.requireNonNull(value))) {
                variants.add(new Variant(name + '.' + other.what, with(of, i, other.value)));
            }
            if (!isRequired(of, name)) {
                variants.add(new Variant("no " + name, with(of, i, null)));
            }
        }
        return variants;
    }

    private static boolean isRequired(Object of, String name) {
        return of instanceof CloudTrailEvent
                        && Set.of(
                                        "eventSource",
                                        "eventName",
                                        "userIdentity",
                                        "requestParameters",
                                        "responseElements",
                                        "additionalEventData",
                                        "sessionCredentialFromConsole")
                                .contains(name)
                || Set.of("assumedRoot", "updatedFields", "attributes").contains(name);
    }

    private static List<Variant> others(String name, Object value) throws ReflectiveOperationException {
        if (value instanceof Record part) {
            return variants(part);
        }
        if (value instanceof Map<?, ?>) {
            return List.of(new Variant("subject", Map.of("idp:sub", "another")));
        }
        Object other = value instanceof String text
                ? text + 'x'
                : value instanceof Boolean fact
                        ? !fact
                        : value instanceof Integer number
                                ? number + 1
                                : value instanceof Instant time ? time.plusSeconds(1) : List.of("a", "bc");
        return List.of(new Variant(name, other));
    }

    private static Object with(Object record, int index, @Nullable Object value) throws ReflectiveOperationException {
        RecordComponent[] components = record.getClass().getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == index ? value : components[i].getAccessor().invoke(record);
        }
        return constructor(record.getClass()).newInstance(values);
    }

    private static Constructor<?> constructor(Class<?> type) {
        Constructor<?> only = type.getDeclaredConstructors()[0];
        only.setAccessible(true);
        return only;
    }

    /** A record of which every part is there. */
    private Object filled(Class<?> type, String name) throws ReflectiveOperationException {
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            var values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = filled(components[i].getType(), components[i].getName());
            }
            return constructor(type).newInstance(values);
        }
        if (type == String.class) {
            return name + texts++;
        }
        if (type == Instant.class) {
            return TIME.plusSeconds(texts++);
        }
        if (type == Map.class) {
            return Map.of("idp:sub", "subject");
        }
        if (type == List.class) {
            return List.of("ab", "c");
        }
        return type == Integer.class ? (Object) 3_600 : type.isEnum() ? type.getEnumConstants()[0] : true;
    }
}
