// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads bytes that must be one event and nothing else. */
final class SingleEvent {
    private SingleEvent() {}

    static CloudTrailEvent parse(ReaderShared shared, byte[] json) {
        SelectiveParser selective = shared.takeParser();
        try {
            return parse(shared, selective, json);
        } catch (MalformedRecord bad) {
            throw new MalformedEventException(bad.reason, "$" + bad.path, bad.offset, bad.problem);
        } catch (IOException impossible) {
            throw new MalformedEventException(RejectReason.MALFORMED_JSON, "$", 0, "is not JSON");
        } finally {
            shared.giveBack(selective);
        }
    }

    private static CloudTrailEvent parse(ReaderShared shared, SelectiveParser selective, byte[] json)
            throws IOException, MalformedRecord {
        int from = JsonText.significant(json, 0, json.length);
        requireObject(json, from);
        Framer framer = new Framer(new Window(json, from, json.length), shared.syntax(), selective, "$");
        Framer.Kind kind = framer.next();
        if (kind == Framer.Kind.BROKEN) {
            throw new MalformedRecord(framer.reason(), "", from, framer.problem());
        }
        CloudTrailEvent event =
                kind == Framer.Kind.RECORD && framer.isRoot() ? event(shared, framer, json, from) : null;
        if (event == null) {
            throw new MalformedRecord(RejectReason.NOT_AN_EVENT, "", from, "is no event of CloudTrail");
        }
        return event;
    }

    private static void requireObject(byte[] json, int from) throws MalformedRecord {
        if (from >= json.length || json[from] != '{') {
            throw new MalformedRecord(RejectReason.NOT_AN_EVENT, "", from, "is no object");
        }
    }

    private static @Nullable CloudTrailEvent event(ReaderShared shared, Framer framer, byte[] json, int from)
            throws MalformedRecord {
        int to = from + (framer.to() - framer.from());
        if (JsonText.significant(json, to, json.length) != json.length) {
            throw new MalformedRecord(RejectReason.MALFORMED_JSON, "", to, "is followed by something else");
        }
        CloudTrailEvent ordinary = framer.event();
        if (ordinary != null) {
            return ordinary;
        }
        int invalid = Utf8.firstInvalid(json, from, to);
        if (invalid >= 0) {
            throw new MalformedRecord(RejectReason.INVALID_UTF8, "", invalid, "has bytes that are not UTF-8");
        }
        try {
            CloudTrailEvent event = shared.newParser().parse(json, from, to);
            MalformedRecord breach = framer.breach(event != null);
            if (breach != null) {
                throw breach;
            }
            return event;
        } catch (MalformedRecord bad) {
            throw new MalformedRecord(bad.reason, bad.path, from + bad.offset, bad.problem);
        }
    }
}
