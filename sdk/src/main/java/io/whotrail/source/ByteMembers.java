// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.SessionIssuer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads members straight from the bytes of a record, as long as nothing about them is out of the ordinary. For one
 * thread.
 */
final class ByteMembers extends ByteValue implements MemberReader {
    /* At the first thing that it is not sure of it is at its end: no further members, no elements, no text. So whoever
     * reads comes to an end as well, and what they made of it counts only if this is still sure then. */

    private static final int DEEPEST = 16;
    private static final KnownBytes TRUE_TEXT = KnownBytes.of("\"true\"");
    private static final KnownBytes FALSE_TEXT = KnownBytes.of("\"false\"");
    private static final int CALLERS = 1 << 12;
    private static final int ISSUERS = 1 << 10;

    private final ObjectCache<Caller> callers = new ObjectCache<>(CALLERS);
    private final ObjectCache<SessionIssuer> issuers = new ObjectCache<>(ISSUERS);
    private final NameOrder recordOrder = new NameOrder();
    /** Of each open object the order of its names; {@code null} where it is not asked for. */
    private final @Nullable NameOrder[] orders = new NameOrder[DEEPEST];

    private final long[] seen = new long[DEEPEST];
    /** Whether nothing of the current object was read yet. */
    private boolean atStart;

    private int depth;
    private int nameFrom;
    private int nameTo;
    private int found;

    ByteMembers(ReadLimits limits) {
        super(limits);
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
        step = null;
    }

    @Override
    public boolean object() {
        int first = steps.at(position);
        if (first == '{') {
            return open(depth < 0 ? recordOrder : step == null ? null : step.inside());
        }
        return first != 'n' && unsure();
    }

    @Override
    public boolean objectIfAny() {
        if (steps.at(position) == '{') {
            return open(null);
        }
        skip();
        return false;
    }

    private boolean open(@Nullable NameOrder order) {
        depth++;
        brackets++;
        if (depth == DEEPEST || brackets > maximumDepth) {
            return unsure();
        }
        if (order != null) {
            order.start();
        }
        orders[depth] = order;
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
        skip();
        NameOrder order = orders[depth];
        if (order != null && foresees(order)) {
            return true;
        }
        step = null;
        if (!nextName()) {
            return false;
        }
        found = names.find(bytes, nameFrom, nameTo);
        if (order != null) {
            order.learn(bytes, nameFrom - 1, nameTo + 2, found);
        }
        return true;
    }

    /** Moves to the value of the next name if that is a foreseen one, behind a comma where there must be one. */
    private boolean foresees(NameOrder order) {
        int quote = atStart ? position : position + 1;
        if (to - quote <= KnownBytes.LONGEST || !(atStart || bytes[position] == ',')) {
            return false;
        }
        NameOrder.Step next = order.next(bytes, quote);
        if (next == null) {
            return false;
        }
        step = next;
        found = next.found;
        nameFrom = quote + 1;
        nameTo = quote + next.length - 2;
        position = quote + next.length;
        atStart = false;
        unread = true;
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
    public @Nullable Boolean flag() throws IOException, MalformedRecord {
        if (unread && to - position > KnownBytes.LONGEST) {
            if (FALSE_TEXT.isAt(bytes, position)) {
                goTo(position + FALSE_TEXT.length);
                return false;
            }
            if (TRUE_TEXT.isAt(bytes, position)) {
                goTo(position + TRUE_TEXT.length);
                return true;
            }
        }
        return MemberReader.super.flag();
    }

    /* An object is known again by its bytes if all of it was read before: what was skipped may be a secret. */

    @Override
    public Caller caller() throws IOException, MalformedRecord {
        int from = position;
        ObjectCache.Known<Caller> known = callers.find(bytes, from, to);
        if (known != null) {
            goTo(from + known.length());
            return known.meaning;
        }
        skipped = false;
        Caller caller = new IdentityParser(this).parse();
        if (sure && !unread && !skipped && steps.isAscii()) {
            callers.put(bytes, from, position, caller);
        }
        return caller;
    }

    @Override
    public @Nullable SessionIssuer issuer() throws IOException, MalformedRecord {
        int from = position;
        ObjectCache.Known<SessionIssuer> known = issuers.find(bytes, from, to);
        if (known != null) {
            goTo(from + known.length());
            return known.meaning;
        }
        boolean before = skipped;
        skipped = false;
        SessionIssuer issuer = IdentityParser.issuer(this);
        if (issuer != null && sure && !unread && !skipped && steps.isAscii()) {
            issuers.put(bytes, from, position, issuer);
        }
        skipped |= before;
        return issuer;
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
