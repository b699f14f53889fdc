// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.fasterxml.jackson.core.JsonFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * A static field is final and what it holds never changes. A collection's type does not tell that, so the collection
 * itself is looked at; a private array is trusted to stay as it is.
 */
final class BeConstant extends ArchCondition<JavaField> {
    private static final Set<String> IMMUTABLE_PACKAGES = Set.of(
            "java.time",
            "java.time.format",
            "java.time.temporal",
            "java.math",
            "java.nio.charset",
            "java.util.function",
            "java.util.regex");
    private static final Set<String> IMMUTABLE_TYPES = Set.of(
            "java.lang.String",
            "java.lang.Class",
            "java.util.Base64$Decoder",
            "java.util.Base64$Encoder",
            "java.util.HexFormat",
            "java.util.Locale",
            "java.util.UUID",
            "java.util.Optional",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            Comparator.class.getName(),
            Logger.class.getName(),
            // Without state of its own: what it reads is handed to it.
            VarHandle.class.getName(),
            // Its settings are fixed when it is built, and it is meant to be shared.
            JsonFactory.class.getName());

    BeConstant() {
        super("be constant");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
        Set<JavaModifier> modifiers = field.getModifiers();
        if (modifiers.contains(JavaModifier.SYNTHETIC)) {
            return;
        }
        if (!modifiers.contains(JavaModifier.FINAL)) {
            violated(field, "is not final", events);
        } else if (field.getRawType().isArray()) {
            if (!modifiers.contains(JavaModifier.PRIVATE)) {
                violated(field, "is an array that others can write to", events);
            }
        } else if (isCollection(field.getRawType())) {
            if (!isUnmodifiable(valueOf(field))) {
                violated(field, "holds a collection that can change", events);
            }
        } else if (!isImmutable(field.getRawType())) {
            violated(
                    field,
                    "is of a type not known to be immutable, "
                            + field.getRawType().getName(),
                    events);
        }
    }

    private static void violated(JavaField field, String what, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(
                field, field.getFullName() + " " + what + " in " + field.getSourceCodeLocation()));
    }

    private static boolean isCollection(JavaClass type) {
        return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    }

    private static boolean isUnmodifiable(Object collection) {
        String type = collection.getClass().getName();
        return type.startsWith("java.util.ImmutableCollections$")
                || type.startsWith("java.util.Collections$Unmodifiable");
    }

    private static boolean isImmutable(JavaClass type) {
        return type.isPrimitive()
                || type.isEnum()
                || IMMUTABLE_TYPES.contains(type.getName())
                || IMMUTABLE_PACKAGES.contains(type.getPackageName())
                || (type.getPackageName().startsWith("io.whotrail") && hasOnlyFinalFields(type));
    }

    private static boolean hasOnlyFinalFields(JavaClass type) {
        return type.getAllFields().stream()
                .map(JavaField::getModifiers)
                .allMatch(
                        modifiers -> modifiers.contains(JavaModifier.FINAL) || modifiers.contains(JavaModifier.STATIC));
    }

    private static Object valueOf(JavaField javaField) {
        try {
            Field field = javaField.reflect();
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
