// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the members of one record that are read, skips all others without making a value of them, and knows
 * where it is. For one thread.
 */
final class MemberReader implements AutoCloseable {
    /** What CloudTrail writes where it keeps a value back; never a name. */
    private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private final JsonSyntax syntax;
    private final StringCache strings;
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final JsonParser parser;
    private final String outerPath;
    /**
     * What errors show as their place, -1 for their own: the text of a string has no bytes of its own in the record.
     */
    private final int outerOffset;

    private int depth = -1;
    private String[] path = new String[8];
    private long[] seen = new long[8];

    MemberReader(JsonSyntax syntax, StringCache strings, byte[] bytes, int from, int to) throws IOException {
        this(syntax, strings, bytes, from, to, "", -1);
    }

    private MemberReader(
            JsonSyntax syntax, StringCache strings, byte[] bytes, int from, int to, String outerPath, int outerOffset)
            throws IOException {
        this.syntax = syntax;
        this.strings = strings;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.outerPath = outerPath;
        this.outerOffset = outerOffset;
        this.parser = syntax.parser(bytes, from, to);
    }

    /** Moves to the record's own object. */
    void start() throws IOException, MalformedRecord {
        parser.nextToken();
        if (!object()) {
            throw wrongType("an object");
        }
    }

    /** Makes sure that nothing follows the record's object. */
    void end() throws IOException, MalformedRecord {
        if (parser.nextToken() != null) {
            throw malformed(RejectReason.MALFORMED_JSON, "is followed by something else");
        }
    }

    /** Steps into the object that is the current value; {@code false} where it is null. */
    boolean object() throws MalformedRecord {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType("an object");
        }
        depth++;
        if (depth == path.length) {
            path = Arrays.copyOf(path, 2 * depth);
            seen = Arrays.copyOf(seen, 2 * depth);
        }
        path[depth] = "";
        seen[depth] = 0;
        return true;
    }

    /** As {@link #object}, but anything that is no object is skipped. */
    boolean objectIfAny() throws IOException, MalformedRecord {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object();
        }
        parser.skipChildren();
        return false;
    }

    /** Moves to the value of the next member that is read; {@code null} at the end of the object. */
    @SuppressWarnings("EnumOrdinal") // a bit for each member: never stored, never compared with another enum's
    <E extends Enum<E> & Names.Named> @Nullable E next(Names<E> names) throws IOException, MalformedRecord {
        while (true) {
            path[depth] = "";
            String name = parser.nextFieldName();
            if (name == null) {
                depth--;
                return null;
            }
            E member = names.member(name);
            path[depth] = member == null ? "" : name;
            parser.nextToken();
            if (member == null) {
                parser.skipChildren();
                continue;
            }
            long bit = 1L << member.ordinal();
            if ((seen[depth] & bit) != 0) {
                throw duplicate();
            }
            seen[depth] |= bit;
            return member;
        }
    }

    /** Moves to the next member, whatever its name; {@code null} at the end of the object. */
    @Nullable
    String nextOfAny() throws IOException {
        String name = parser.nextFieldName();
        if (name == null) {
            depth--;
        } else {
            parser.nextToken();
        }
        return name;
    }

    /** Steps to the first element of the array that is the current value; {@code false} where there is none. */
    boolean firstElement() throws IOException {
        return parser.currentToken() == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Moves to the next element; {@code false} at the end of the array. */
    boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    boolean isString() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** The current value as text, whatever scalar it is; {@code null} for null and for hidden values. */
    @Nullable
    String text() throws IOException, MalformedRecord {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            String text = strings.get(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            if (text == null) {
                throw malformed(RejectReason.LONE_SURROGATE, "holds half a character");
            }
            return text.equals(HIDDEN) ? null : text;
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isScalarValue()) {
            return parser.getText();
        }
        throw wrongType("a string");
    }

    /** As {@link #text}, but an object or array is skipped. */
    @Nullable
    String textIfAny() throws IOException, MalformedRecord {
        if (parser.currentToken().isScalarValue()) {
            return text();
        }
        parser.skipChildren();
        return null;
    }

    /** The current value as a yes or no: {@code true}, {@code "true"}; {@code null} for all else. */
    @Nullable
    Boolean flag() throws IOException, MalformedRecord {
        String text = textIfAny();
        if ("true".equalsIgnoreCase(text)) {
            return true;
        }
        return "false".equalsIgnoreCase(text) ? false : null;
    }

    /** What the string that is the current value holds; for the caller to clear. */
    byte[] unescaped() {
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        return JsonText.unescape(bytes, start + 1, JsonText.stringEnd(bytes, start, to) - 1);
    }

    /** A reader of JSON that the current value held. */
    MemberReader inside(byte[] unescaped) throws IOException {
        return new MemberReader(syntax, strings, unescaped, 0, unescaped.length, path(), tokenOffset());
    }

    /** The path of the current value, below the record. */
    String path() {
        StringBuilder text = new StringBuilder(outerPath);
        for (int i = 0; i <= depth && !path[i].isEmpty(); i++) {
            text.append('.').append(path[i]);
        }
        return text.toString();
    }

    private MalformedRecord wrongType(String expected) {
        String kind = switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
        return malformed(RejectReason.WRONG_TYPE, "is " + kind + ", expected " + expected);
    }

    MalformedRecord duplicate() {
        return malformed(RejectReason.DUPLICATE_KEY, "is there twice");
    }

    MalformedRecord malformed(RejectReason reason, String problem) {
        return new MalformedRecord(reason, path(), tokenOffset(), problem);
    }

    private int tokenOffset() {
        return outerOffset >= 0
                ? outerOffset
                : (int) Math.max(0, parser.currentTokenLocation().getByteOffset());
    }

    /** What an error of the parser means; its own message is left behind, for it quotes the input. */
    MalformedRecord malformed(JsonProcessingException error) {
        int offset = JsonSyntax.offset(error, to - from);
        if (error instanceof StreamConstraintsException) {
            return syntax.breach(error, path(), offset);
        }
        return JsonSyntax.notJson(path(), offset);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
