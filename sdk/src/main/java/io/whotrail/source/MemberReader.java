// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.SessionIssuer;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the members of one record that are read, and skips all others without making a value of them. For one
 * thread.
 */
sealed interface MemberReader permits ByteMembers, JacksonMembers {
    /** What CloudTrail writes where it keeps a value back; never a name. */
    String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    /** Steps into the object that is the current value; {@code false} where it is null. */
    boolean object() throws MalformedRecord;

    /** As {@link #object}, but anything that is no object is skipped. */
    boolean objectIfAny() throws IOException, MalformedRecord;

    /** Moves to the value of the next member that is read; {@code null} at the end of the object. */
    <E extends Enum<E> & Names.Named> @Nullable E next(Names<E> names) throws IOException, MalformedRecord;

    /** Moves to the next member, whatever its name; {@code null} at the end of the object. */
    @Nullable
    String nextOfAny() throws IOException;

    /** Steps to the first element of the array that is the current value; {@code false} where there is none. */
    boolean firstElement() throws IOException;

    /** Moves to the next element; {@code false} at the end of the array. */
    boolean nextElement() throws IOException;

    void skip() throws IOException;

    boolean isString();

    /** The current value as text, whatever scalar it is; {@code null} for null and for hidden values. */
    @Nullable
    String text() throws IOException, MalformedRecord;

    /** As {@link #text}, of a short text. */
    default @Nullable String shortText() throws IOException, MalformedRecord {
        return text();
    }

    /** As {@link #text}, of a short text that is mostly the same in one record after the other. */
    default @Nullable String steadyText() throws IOException, MalformedRecord {
        return text();
    }

    /** As {@link #text}, of a text that hardly ever comes again. */
    @Nullable
    String uniqueText() throws IOException, MalformedRecord;

    /** As {@link #text}, but an object or array is skipped. */
    @Nullable
    String textIfAny() throws IOException, MalformedRecord;

    /** As {@link #textIfAny}, of a text that hardly ever comes again. */
    @Nullable
    String uniqueTextIfAny() throws IOException, MalformedRecord;

    /** The current value as a time; {@code null} for whatever is none. */
    @Nullable
    Instant time() throws IOException, MalformedRecord;

    /** The current value as a yes or no: {@code true}, {@code "true"}; {@code null} for all else. */
    default @Nullable Boolean flag() throws IOException, MalformedRecord {
        String text = textIfAny();
        if ("true".equalsIgnoreCase(text)) {
            return true;
        }
        return "false".equalsIgnoreCase(text) ? false : null;
    }

    /** What the {@code userIdentity} that is the current value says. */
    Caller caller() throws IOException, MalformedRecord;

    /** What the {@code sessionIssuer} that is the current value says; {@code null} where it says nothing. */
    @Nullable
    SessionIssuer issuer() throws IOException, MalformedRecord;

    /**
     * A reader of the JSON object that the string which is the current value holds; {@code null} where it holds
     * something else. Closing it clears what was held.
     */
    @Nullable
    JacksonMembers inside() throws IOException, MalformedRecord;

    /** What to throw where the current value stands a second time for what is there once. */
    MalformedRecord duplicate();
}
