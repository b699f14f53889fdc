// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user of a type can name, as sorted lines that read like Java. What the compiler makes by itself is left out:
 * a record's constructor and accessors stand in its header, an enum's {@code values} are its constants.
 */
final class ApiText {
    private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");
    private static final List<String> UNSAID_PACKAGES =
            List.of("io.whotrail.", "java.util.function.", "java.util.", "java.lang.", "java.time.", "java.io.");

    private final Class<?> type;

    private ApiText(Class<?> type) {
        this.type = type;
    }

    /** The header of a type and a line for each of its members. */
    static String of(Class<?> type) {
        ApiText text = new ApiText(type);
        return Stream.concat(Stream.of(text.header()), text.members().map(line -> "    " + line))
                .map(line -> line + "\n")
                .collect(joining());
    }

    /** Whether code of another module can name the type. */
    static boolean isVisible(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
            return false;
        }
        Class<?> outer = type.getDeclaringClass();
        if (outer == null) {
            return Modifier.isPublic(type.getModifiers());
        }
        return isVisible(outer) && isVisible(type.getModifiers(), outer);
    }

    private String header() {
        StringBuilder header = new StringBuilder(deprecation(type)).append(modifiers());
        header.append(kind()).append(' ').append(name(type)).append(typeParameters(type.getTypeParameters()));
        if (type.isRecord()) {
            header.append(Arrays.stream(type.getRecordComponents())
                    .map(component -> type(component.getAnnotatedType()) + " " + component.getName())
                    .collect(joining(", ", "(", ")")));
        }
        AnnotatedType parent = type.getAnnotatedSuperclass();
        if (parent != null && !Set.of(Object.class, Record.class, Enum.class).contains(raw(parent.getType()))) {
            header.append(" extends ").append(type(parent));
        }
        if (!type.isAnnotation()) {
            header.append(list(type.isInterface() ? " extends " : " implements ", interfaces()));
        }
        return header.append(list(" permits ", permitted())).toString();
    }

    private Stream<String> interfaces() {
        return Arrays.stream(type.getAnnotatedInterfaces()).map(ApiText::type);
    }

    private Stream<String> permitted() {
        return type.isSealed() && !type.isEnum()
                ? Arrays.stream(type.getPermittedSubclasses()).map(ApiText::name)
                : Stream.empty();
    }

    private String modifiers() {
        int flags = type.getModifiers();
        StringBuilder modifiers = new StringBuilder();
        if (Modifier.isProtected(flags)) {
            modifiers.append("protected ");
        }
        if (type.isRecord() || type.isEnum()) {
            return modifiers.toString();
        }
        if (Modifier.isAbstract(flags) && !type.isInterface()) {
            modifiers.append("abstract ");
        }
        if (Modifier.isFinal(flags)) {
            modifiers.append("final ");
        }
        return modifiers.append(type.isSealed() ? "sealed " : "").toString();
    }

    private String kind() {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private Stream<String> members() {
        List<String> constants = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                constants.add(deprecation(field) + field.getName());
            } else if (isVisible(field)) {
                fields.add(
                        deprecation(field) + modifiers(field) + type(field.getAnnotatedType()) + " " + field.getName());
            }
        }
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(this::isVisible)
                .filter(constructor -> !isCanonical(constructor))
                .map(this::constructor);
        Stream<String> methods =
                methods().filter(this::isVisible).filter(this::isSaid).map(this::method);
        return Stream.of(
                        constants.stream(),
                        fields.stream().sorted(),
                        constructors.sorted(),
                        methods.distinct().sorted())
                .flatMap(lines -> lines);
    }

    /** The type's own methods and those that it has from parents nobody else can see. */
    private Stream<Method> methods() {
        List<Method> methods = new ArrayList<>(List.of(type.getDeclaredMethods()));
        for (Class<?> parent = type.getSuperclass();
                parent != null && parent.getName().startsWith("io.whotrail.") && !isVisible(parent);
                parent = parent.getSuperclass()) {
            methods.addAll(List.of(parent.getDeclaredMethods()));
        }
        return methods.stream();
    }

    private boolean isVisible(Member member) {
        return !member.isSynthetic() && isVisible(member.getModifiers(), type);
    }

    private static boolean isVisible(int modifiers, Class<?> in) {
        return Modifier.isPublic(modifiers) || (Modifier.isProtected(modifiers) && isExtensible(in));
    }

    private static boolean isExtensible(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers()) && !type.isSealed();
    }

    private boolean isSaid(Method method) {
        if (method.isBridge() || OF_OBJECT.contains(method.getName())) {
            return false;
        }
        if (type.isEnum() && Modifier.isStatic(method.getModifiers())) {
            return !method.getName().equals("values") && !method.getName().equals("valueOf");
        }
        return !type.isRecord()
                || method.getParameterCount() > 0
                || Arrays.stream(type.getRecordComponents())
                        .noneMatch(component -> component.getName().equals(method.getName()));
    }

    private boolean isCanonical(Constructor<?> constructor) {
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
    }

    private String constructor(Constructor<?> constructor) {
        return deprecation(constructor)
                + modifiers(constructor)
                + typeParameters(constructor.getTypeParameters())
                + type.getSimpleName()
                + parameters(constructor)
                + exceptions(constructor);
    }

    private String method(Method method) {
        String generic = typeParameters(method.getTypeParameters());
        String value = method.getDefaultValue() == null ? "" : " default";
        return deprecation(method) + modifiers(method) + (generic.isEmpty() ? "" : generic + " ")
                + type(method.getAnnotatedReturnType()) + " " + method.getName() + parameters(method)
                + exceptions(method) + value;
    }

    private String modifiers(Member member) {
        int flags = member.getModifiers();
        StringBuilder modifiers = new StringBuilder();
        if (Modifier.isProtected(flags)) {
            modifiers.append("protected ");
        }
        if (Modifier.isStatic(flags)) {
            modifiers.append("static ");
        }
        if (Modifier.isAbstract(flags) && !type.isInterface()) {
            modifiers.append("abstract ");
        }
        if (Modifier.isFinal(flags) && (member instanceof Field || isExtensible(type))) {
            modifiers.append("final ");
        }
        return modifiers
                .append(member instanceof Method method && method.isDefault() ? "default " : "")
                .toString();
    }

    private static String parameters(Executable executable) {
        Parameter[] parameters = executable.getParameters();
        List<String> texts = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String text = type(parameter.getAnnotatedType());
            if (parameter.isVarArgs()) {
                text = text.substring(0, text.length() - "[]".length()) + "...";
            }
            texts.add(text + " " + parameter.getName());
        }
        return texts.stream().collect(joining(", ", "(", ")"));
    }

    private static String exceptions(Executable executable) {
        return list(
                " throws ",
                Arrays.stream(executable.getAnnotatedExceptionTypes()).map(ApiText::type));
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + bounds(" extends ", variable.getAnnotatedBounds()))
                        .collect(joining(", ", "<", ">"));
    }

    private static String type(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedArrayType array) {
            return type(array.getAnnotatedGenericComponentType()) + (isNullable(array) ? " @Nullable []" : "[]");
        }
        String nullable = isNullable(annotated) ? "@Nullable " : "";
        if (annotated instanceof AnnotatedParameterizedType parameterized) {
            return nullable
                    + name(raw(parameterized.getType()))
                    + Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                            .map(ApiText::type)
                            .collect(joining(", ", "<", ">"));
        }
        if (annotated instanceof AnnotatedWildcardType wildcard) {
            return nullable + "?"
                    + (wildcard.getAnnotatedLowerBounds().length > 0
                            ? bounds(" super ", wildcard.getAnnotatedLowerBounds())
                            : bounds(" extends ", wildcard.getAnnotatedUpperBounds()));
        }
        return nullable
                + (annotated instanceof AnnotatedTypeVariable
                        ? annotated.getType().getTypeName()
                        : name(raw(annotated.getType())));
    }

    private static String bounds(String word, AnnotatedType[] bounds) {
        String text = Arrays.stream(bounds).map(ApiText::type).collect(joining(" & "));
        return text.isEmpty() || text.equals("Object") ? "" : word + text;
    }

    private static boolean isNullable(AnnotatedElement element) {
        return element.isAnnotationPresent(Nullable.class);
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    private static String name(Class<?> type) {
        String name = type.getCanonicalName();
        for (String unsaid : UNSAID_PACKAGES) {
            if (name.startsWith(unsaid)) {
                return name.substring(unsaid.length());
            }
        }
        return name;
    }

    private static String deprecation(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static String list(String word, Stream<String> items) {
        String text = items.sorted().collect(joining(", "));
        return text.isEmpty() ? "" : word + text;
    }
}
