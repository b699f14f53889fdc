// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The value that {@link ByteMembers} is at, for as long as it is sure of what it reads. For one thread. */
abstract class ByteValue {
    final JsonSteps steps;
    final int maximumDepth;
    byte[] bytes = {};
    int to;
    /** At the current value, or behind it. */
    int position;
    /** Whether the current value was not yet gone over. */
    boolean unread;
    /** Whether anything was skipped since this was last looked at. */
    boolean skipped;

    /** Whether all that was read is what Jackson would have read. */
    boolean sure;

    /** How many objects and arrays are open. */
    int brackets;

    /** The name of the current value, if it was foreseen. */
    NameOrder.@Nullable Step step;

    private final TextCache texts = new TextCache();
    private final UsualTimes times = new UsualTimes();

    ByteValue(ReadLimits limits) {
        this.steps = new JsonSteps(limits);
        this.maximumDepth = limits.maximumDepth();
    }

    /** Whether all that was read is what Jackson would have read. */
    final boolean isSure() {
        return sure;
    }

    /** Whether all strings passed so far are US-ASCII. */
    final boolean isAscii() {
        return steps.isAscii();
    }

    /** The index behind what was read. */
    final int position() {
        return position;
    }

    final boolean unsure() {
        sure = false;
        unread = false;
        position = to;
        return false;
    }

    public final void skip() {
        if (unread) {
            skipped = true;
            goTo(steps.valueEnd(position, maximumDepth - brackets));
        }
    }

    final boolean goTo(int end) {
        if (end == JsonSteps.UNSURE) {
            return unsure();
        }
        position = end;
        unread = false;
        return true;
    }

    public final boolean isString() {
        return unread && steps.at(position) == '"';
    }

    public final @Nullable String text() {
        return unread && steps.at(position) == '"' ? string(true) : scalar();
    }

    public final @Nullable String shortText() {
        if (unread && to - position > KnownBytes.LONGEST && bytes[position] == '"') {
            TextCache.Text text = shortString();
            if (text != null) {
                return text.value;
            }
        }
        return text();
    }

    public final @Nullable String steadyText() {
        NameOrder.Step name = step;
        if (name == null || !unread || to - position <= KnownBytes.LONGEST || bytes[position] != '"') {
            return text();
        }
        TextCache.Text text = name.text();
        if (text != null && text.isAt(bytes, position)) {
            goTo(position + text.length);
            return text.value;
        }
        text = shortString();
        if (text == null) {
            return text();
        }
        name.remember(text);
        return text.value;
    }

    /** The short text at the position; {@code null} where it is none, and then nothing was read. */
    private TextCache.@Nullable Text shortString() {
        TextCache.Text text = texts.find(bytes, position);
        if (text == null) {
            int end = steps.plainEnd(position + 1);
            if (end - position >= KnownBytes.LONGEST || steps.at(end) != '"') {
                return null;
            }
            String value = TextCache.make(bytes, position + 1, end);
            text = texts.put(bytes, position, end + 1, value.equals(MemberReader.HIDDEN) ? null : value);
        }
        goTo(position + text.length);
        return text;
    }

    public final @Nullable String uniqueText() {
        return unread && steps.at(position) == '"' ? string(false) : scalar();
    }

    public final @Nullable String textIfAny() {
        return isScalar() ? text() : null;
    }

    public final @Nullable String uniqueTextIfAny() {
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

    public final @Nullable Instant time() {
        int quote = position;
        boolean string = unread && to - quote > KnownBytes.LONGEST && bytes[quote] == '"';
        Instant usual = string ? times.find(bytes, quote) : null;
        if (usual != null) {
            goTo(quote + UsualTimes.LENGTH);
            return usual;
        }
        Instant time = CloudTrailTime.parse(uniqueText());
        if (string && time != null) {
            times.learn(bytes, quote, position, time);
        }
        return time;
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
        return text.equals(MemberReader.HIDDEN) ? null : text;
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
}
