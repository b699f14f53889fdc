// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads members straight from the bytes of a record, as long as nothing about them is out of the ordinary. For one
 * thread.
 */
final class ByteMembers implements MemberReader {
    /* At the first thing that it is not sure of it is at its end: no further members, no elements, no text. So whoever
     * reads comes to an end as well, and what they made of it counts only if this is still sure then. */

    private static final int DEEPEST = 16;

    private final JsonSteps steps;
    private final TextCache texts = new TextCache();
    private final CallerCache callers = new CallerCache();
    private final NameOrder order = new NameOrder();
    private final int maximumDepth;
    private final long[] seen = new long[DEEPEST];
    private byte[] bytes = {};
    private int to;
    /** At the current value, or behind it. */
    private int position;
    /** Whether the current value was not yet gone over. */
    private boolean unread;
    /** Whether nothing of the current object was read yet. */
    private boolean atStart;

    /** Whether anything was skipped since this was last looked at. */
    private boolean skipped;

    private @Nullable String latestText;
    private @Nullable Instant latestTime;
    private boolean sure;
    private int depth;
    private int brackets;
    private int nameFrom;
    private int nameTo;
    private int found;

    ByteMembers(ReadLimits limits) {
        this.steps = new JsonSteps(limits);
        this.maximumDepth = limits.maximumDepth();
    }

    /** Begins at the first byte of a record, of which all bytes before an index are known. */
    void start(byte[] json, int from, int end) {
        bytes = json;
        to = end;
        position = from;
        unread = true;
        atStart = false;
        sure = true;
        depth = -1;
        brackets = 0;
        steps.start(json, end);
        order.start();
    }

    /** Whether all that was read is what Jackson would have read. */
    boolean isSure() {
        return sure;
    }

    /** Whether all strings passed so far are US-ASCII. */
    boolean isAscii() {
        return steps.isAscii();
    }

    /** The index behind what was read. */
    int position() {
        return position;
    }

    private boolean unsure() {
        sure = false;
        unread = false;
        position = to;
        return false;
    }

    @Override
    public boolean object() {
        int first = steps.at(position);
        if (first == '{') {
            return open();
        }
        return first != 'n' && unsure();
    }

    @Override
    public boolean objectIfAny() {
        if (steps.at(position) == '{') {
            return open();
        }
        skip();
        return false;
    }

    private boolean open() {
        depth++;
        brackets++;
        if (depth == DEEPEST || brackets > maximumDepth) {
            return unsure();
        }
        seen[depth] = 0;
        position++;
        unread = false;
        atStart = true;
        return true;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // a bit for each member: never stored, never compared with another enum's
    public <E extends Enum<E> & Names.Named> @Nullable E next(Names<E> names) {
        while (findNext(names)) {
            E member = names.at(found);
            if (member == null) {
                skipOther();
                continue;
            }
            long bit = 1L << member.ordinal();
            if ((seen[depth] & bit) != 0) {
                unsure();
                return null;
            }
            seen[depth] |= bit;
            return member;
        }
        return null;
    }

    private boolean findNext(Names<?> names) {
        if (depth > 0) {
            if (!nextName()) {
                return false;
            }
            found = names.find(bytes, nameFrom, nameTo);
            return true;
        }
        skip();
        NameOrder.Step step = atStart ? null : order.next(bytes, position, to);
        if (step != null) {
            nameFrom = position + 2;
            nameTo = position + step.length - 2;
            found = step.found;
            return goToValue(position + step.length);
        }
        if (!nextName()) {
            return false;
        }
        found = names.find(bytes, nameFrom, nameTo);
        order.learn(bytes, nameFrom, nameTo, found);
        return true;
    }

    /** Skips a member that is not read. An envelope's array would make the record an envelope. */
    private void skipOther() {
        if (depth == 0 && steps.at(position) == '[' && EnvelopeNames.array(bytes, nameFrom - 1, nameTo + 1) != null) {
            unsure();
        } else {
            skip();
        }
    }

    @Override
    public @Nullable String nextOfAny() {
        return nextName() ? TextCache.make(bytes, nameFrom, nameTo) : null;
    }

    private boolean nextName() {
        skip();
        if (!sure) {
            return false;
        }
        int name = atStart ? firstName() : steps.nextName(position);
        atStart = false;
        if (name == JsonSteps.UNSURE) {
            return close();
        }
        nameFrom = name;
        nameTo = steps.plainEnd(name);
        return goToValue(steps.value(name, nameTo));
    }

    private int firstName() {
        int quote = steps.significant(position);
        return steps.at(quote) == '"' ? quote + 1 : JsonSteps.UNSURE;
    }

    /** Where no member follows, the object is over. */
    private boolean close() {
        int brace = steps.significant(position);
        if (steps.at(brace) != '}') {
            return unsure();
        }
        position = brace + 1;
        depth--;
        brackets--;
        return false;
    }

    private boolean goToValue(int value) {
        position = value;
        unread = true;
        return value != JsonSteps.UNSURE || unsure();
    }

    @Override
    public boolean firstElement() {
        if (!unread || steps.at(position) != '[') {
            return false;
        }
        brackets++;
        if (brackets > maximumDepth) {
            return unsure();
        }
        position = steps.significant(position + 1);
        if (steps.at(position) != ']') {
            return true;
        }
        return closeArray();
    }

    @Override
    public boolean nextElement() {
        skip();
        if (!sure) {
            return false;
        }
        position = steps.significant(position);
        if (steps.at(position) == ']') {
            return closeArray();
        }
        if (steps.at(position) != ',') {
            return unsure();
        }
        position = steps.significant(position + 1);
        unread = true;
        return true;
    }

    private boolean closeArray() {
        position++;
        brackets--;
        unread = false;
        return false;
    }

    @Override
    public void skip() {
        if (unread) {
            skipped = true;
            goTo(steps.valueEnd(position, maximumDepth - brackets));
        }
    }

    private boolean goTo(int end) {
        if (end == JsonSteps.UNSURE) {
            return unsure();
        }
        position = end;
        unread = false;
        return true;
    }

    @Override
    public boolean isString() {
        return unread && steps.at(position) == '"';
    }

    @Override
    public @Nullable String text() {
        return unread && steps.at(position) == '"' ? string(true) : scalar();
    }

    @Override
    public @Nullable String uniqueText() {
        return unread && steps.at(position) == '"' ? string(false) : scalar();
    }

    @Override
    public @Nullable String textIfAny() {
        return isScalar() ? text() : null;
    }

    @Override
    public @Nullable String uniqueTextIfAny() {
        return isScalar() ? uniqueText() : null;
    }

    /** Whether the current value is neither object nor array; skips it if it is. */
    private boolean isScalar() {
        int first = steps.at(position);
        boolean scalar = unread && first != '{' && first != '[';
        if (!scalar) {
            skip();
        }
        return scalar;
    }

    /** Many records in a row are of one second. */
    @Override
    public @Nullable Instant time() {
        String text = uniqueText();
        if (text != null && !text.equals(latestText)) {
            latestText = text;
            latestTime = CloudTrailTime.parse(text);
        }
        return text == null ? null : latestTime;
    }

    private @Nullable String string(boolean comesAgain) {
        int from = position + 1;
        int end = steps.plainEnd(from);
        if (steps.at(end) != '"') {
            return unusualString(from);
        }
        position = end + 1;
        unread = false;
        String text = comesAgain ? texts.get(bytes, from, end) : TextCache.make(bytes, from, end);
        return text.equals(HIDDEN) ? null : text;
    }

    private @Nullable String unusualString(int from) {
        return goTo(steps.unescapedEnd(position))
                ? new String(bytes, from, position - 1 - from, StandardCharsets.UTF_8)
                : null;
    }

    private @Nullable String scalar() {
        int from = position;
        boolean isNull = steps.at(from) == 'n';
        return goTo(steps.scalarEnd(from)) && !isNull ? TextCache.make(bytes, from, position) : null;
    }

    /** Knows an object again by its bytes if all of it was read before: what was skipped may be a secret. */
    @Override
    public Caller caller() throws IOException, MalformedRecord {
        int from = position;
        CallerCache.Known known = callers.find(bytes, from, to);
        if (known != null) {
            goTo(from + known.length());
            return known.caller;
        }
        skipped = false;
        Caller caller = new IdentityParser(this).parse();
        if (sure && !unread && !skipped && steps.isAscii()) {
            callers.put(bytes, from, position, caller);
        }
        return caller;
    }

    /** JSON in a string is not looked at here. */
    @Override
    public @Nullable JacksonMembers inside() {
        unsure();
        return null;
    }

    @Override
    public MalformedRecord duplicate() {
        unsure();
        return new MalformedRecord(RejectReason.DUPLICATE_KEY, "", 0, "is there twice");
    }
}
