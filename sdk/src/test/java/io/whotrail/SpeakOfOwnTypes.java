// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** What a public type shows, its parents and its visible members, is made of the SDK's own types and of Java's. */
final class SpeakOfOwnTypes extends ArchCondition<JavaClass> {
    SpeakOfOwnTypes() {
        super("speak of the SDK's own types and of Java's");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Set<JavaClass> parents = new HashSet<>();
        type.getSuperclass().ifPresent(parent -> parents.addAll(parent.getAllInvolvedRawTypes()));
        type.getInterfaces().forEach(parent -> parents.addAll(parent.getAllInvolvedRawTypes()));
        type.getTypeParameters().forEach(parameter -> parents.addAll(parameter.getAllInvolvedRawTypes()));
        check(type.getDescription(), parents, events);
        type.getMembers().stream()
                .filter(SpeakOfOwnTypes::isVisible)
                .forEach(member -> check(member.getDescription(), involved(member), events));
    }

    private static void check(String what, Set<JavaClass> involved, ConditionEvents events) {
        involved.stream()
                .filter(type -> !isOwnOrJavas(type))
                .forEach(type -> events.add(SimpleConditionEvent.violated(type, what + " shows " + type.getName())));
    }

    private static boolean isVisible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Set<JavaClass> involved(JavaMember member) {
        Set<JavaClass> involved = new HashSet<>(member.getAllInvolvedRawTypes());
        if (member instanceof JavaCodeUnit codeUnit) {
            involved.addAll(codeUnit.getThrowsClause().getTypes().stream()
                    .map(JavaType::toErasure)
                    .toList());
        }
        return involved;
    }

    private static boolean isOwnOrJavas(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive() || Stream.of("java.", "io.whotrail.").anyMatch(element.getName()::startsWith);
    }
}
