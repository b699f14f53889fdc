// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.whotrail.event.CloudTrailTime;
import io.whotrail.event.SessionIssuer;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads members with Jackson: whatever JSON allows, and of what it does not allow the place. For one thread. */
final class JacksonMembers implements MemberReader, AutoCloseable {
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

    JacksonMembers(JsonSyntax syntax, StringCache strings, byte[] bytes, int from, int to) throws IOException {
        this(syntax, strings, bytes, from, to, "", -1);
    }

    private JacksonMembers(
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

    @Override
    public boolean object() throws MalformedRecord {
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

    @Override
    public boolean objectIfAny() throws IOException, MalformedRecord {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object();
        }
        parser.skipChildren();
        return false;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // a bit for each member: never stored, never compared with another enum's
    public <E extends Enum<E> & Names.Named> @Nullable E next(Names<E> names) throws IOException, MalformedRecord {
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

    @Override
    public @Nullable String nextOfAny() throws IOException {
        String name = parser.nextFieldName();
        if (name == null) {
            depth--;
        } else {
            parser.nextToken();
        }
        return name;
    }

    @Override
    public boolean firstElement() throws IOException {
        return parser.currentToken() == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public void skip() throws IOException {
        parser.skipChildren();
    }

    @Override
    public boolean isString() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    @Override
    public @Nullable String text() throws IOException, MalformedRecord {
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

    @Override
    public @Nullable String uniqueText() throws IOException, MalformedRecord {
        return text();
    }

    @Override
    public @Nullable String textIfAny() throws IOException, MalformedRecord {
        if (parser.currentToken().isScalarValue()) {
            return text();
        }
        parser.skipChildren();
        return null;
    }

    @Override
    public @Nullable String uniqueTextIfAny() throws IOException, MalformedRecord {
        return textIfAny();
    }

    @Override
    public @Nullable Instant time() throws IOException, MalformedRecord {
        return CloudTrailTime.parse(text());
    }

    @Override
    public Caller caller() throws IOException, MalformedRecord {
        return new IdentityParser(this).parse();
    }

    @Override
    public @Nullable SessionIssuer issuer() throws IOException, MalformedRecord {
        return IdentityParser.issuer(this);
    }

    @Override
    public @Nullable JacksonMembers inside() throws IOException, MalformedRecord {
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        byte[] json = JsonText.unescape(bytes, start + 1, JsonText.stringEnd(bytes, start, to) - 1);
        int first = JsonText.significant(json, 0, json.length);
        boolean object = first < json.length && json[first] == '{';
        boolean whole = Utf8.firstInvalid(json, 0, json.length) < 0;
        if (object && whole) {
            return new JacksonMembers(syntax, strings, json, 0, json.length, path(), tokenOffset());
        }
        Arrays.fill(json, (byte) 0);
        if (object) {
            throw malformed(RejectReason.LONE_SURROGATE, "holds half a character");
        }
        return null;
    }

    /** The path of the current value, below the record. */
    private String path() {
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

    @Override
    public MalformedRecord duplicate() {
        return malformed(RejectReason.DUPLICATE_KEY, "is there twice");
    }

    private MalformedRecord malformed(RejectReason reason, String problem) {
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
        if (outerOffset >= 0) {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
