// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.Code;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Relay} tells. */
sealed interface Relayed {
    /** How the kinds are told apart; the list only grows at its end. */
    enum Kind {
        ISSUED,
        CALLED,
        POLICY,
        NAME,
        SEEN,
        HOLDERS
    }

    Code<Kind> KINDS = Code.of(Kind.ISSUED, Kind.CALLED, Kind.POLICY, Kind.NAME, Kind.SEEN, Kind.HOLDERS);

    Kind kind();

    /** The event that it follows from. */
    String cause();

    /** The partition key of whom it is for; {@code null} where it is for all. */
    default @Nullable String key() {
        return null;
    }

    void writeContent(SectionWriter out) throws IOException;

    default void write(SectionWriter out) throws IOException {
        KINDS.write(kind(), out);
        writeContent(out);
    }

    static Relayed read(SectionReader in) throws IOException, CheckpointException {
        return switch (KINDS.read(in)) {
            case ISSUED -> Issued.readContent(in);
            case CALLED -> Called.readContent(in);
            case POLICY -> new Policy(EventImage.read(in));
            case NAME -> new Name(in.readTextOrFail(), in.readTextOrFail());
            case SEEN -> new Seen(in.readTextOrFail(), Sighting.read(in));
            case HOLDERS -> Holders.readContent(in);
        };
    }

    /**
     * Who called for a credential.
     *
     * @param verdict the answer
     * @param ancestors the sessions that it descends from
     */
    record Answer(Verdict verdict, Ancestors ancestors) {
        void write(SectionWriter out) throws IOException {
            new VerdictWriter(new IdentityHashMap<>()).write(verdict, out);
            ancestors.write(out);
        }

        static Answer read(SectionReader in) throws IOException, CheckpointException {
            return new Answer(new VerdictReader(List.of()).read(in), Ancestors.read(in));
        }
    }

    /**
     * An event that issued a credential into another's group.
     *
     * @param groupKey the group
     */
    record Issued(String groupKey, CloudTrailEvent event, Answer caller) implements Relayed {
        @Override
        public String cause() {
            return event.eventId();
        }

        @Override
        public Kind kind() {
            return Kind.ISSUED;
        }

        @Override
        public String key() {
            return groupKey;
        }

        @Override
        public void writeContent(SectionWriter out) throws IOException {
            out.writeText(groupKey);
            EventImage.write(event, out);
            caller.write(out);
        }

        private static Issued readContent(SectionReader in) throws IOException, CheckpointException {
            return new Issued(in.readTextOrFail(), EventImage.read(in), Answer.read(in));
        }
    }

    /**
     * Another answer who called for what an event issued.
     *
     * @param groupKey the group that it issued into
     * @param eventId the event
     * @param contentHash its content
     */
    record Called(String groupKey, String eventId, long contentHash, Answer caller) implements Relayed {
        static Called of(IssuingEvent record) {
            return new Called(
                    record.groupKey(),
                    record.eventId(),
                    record.contentHash(),
                    new Answer(record.caller(), record.ancestors()));
        }

        @Override
        public String cause() {
            return eventId;
        }

        @Override
        public Kind kind() {
            return Kind.CALLED;
        }

        @Override
        public String key() {
            return groupKey;
        }

        @Override
        public void writeContent(SectionWriter out) throws IOException {
            out.writeText(groupKey);
            out.writeText(eventId);
            out.writeLong(contentHash);
            caller.write(out);
        }

        private static Called readContent(SectionReader in) throws IOException, CheckpointException {
            return new Called(in.readTextOrFail(), in.readTextOrFail(), in.readLong(), Answer.read(in));
        }
    }

    /** An event that shows a trust policy. */
    record Policy(CloudTrailEvent event) implements Relayed {
        @Override
        public String cause() {
            return event.eventId();
        }

        @Override
        public Kind kind() {
            return Kind.POLICY;
        }

        @Override
        public void writeContent(SectionWriter out) throws IOException {
            EventImage.write(event, out);
        }
    }

    /**
     * The name of a principal that was not known.
     *
     * @param eventId the event that shows it
     */
    record Name(String name, String eventId) implements Relayed {
        @Override
        public String cause() {
            return eventId;
        }

        @Override
        public Kind kind() {
            return Kind.NAME;
        }

        @Override
        public void writeContent(SectionWriter out) throws IOException {
            out.writeText(name);
            out.writeText(eventId);
        }
    }

    /**
     * Somebody has a key: told to the one attributor that knows all who have it.
     *
     * @param accessKeyId the key
     * @param holder who, and as of which event
     */
    record Seen(String accessKeyId, Sighting holder) implements Relayed {
        @Override
        public String cause() {
            return holder.eventId();
        }

        @Override
        public Kind kind() {
            return Kind.SEEN;
        }

        @Override
        public String key() {
            return accessKeyId;
        }

        @Override
        public void writeContent(SectionWriter out) throws IOException {
            out.writeText(accessKeyId);
            holder.write(out);
        }
    }

    /**
     * All who have a key that several have: told to each of them.
     *
     * @param groupKey the group of the one who is told
     */
    record Holders(String groupKey, String accessKeyId, List<Sighting> all) implements Relayed {
        public Holders {
            if (all.isEmpty()) {
                throw new IllegalArgumentException("nobody has the key");
            }
        }

        @Override
        public String cause() {
            return all.get(all.size() - 1).eventId();
        }

        @Override
        public Kind kind() {
            return Kind.HOLDERS;
        }

        @Override
        public String key() {
            return groupKey;
        }

        @Override
        public void writeContent(SectionWriter out) throws IOException {
            out.writeText(groupKey);
            out.writeText(accessKeyId);
            out.writeCount(all.size());
            for (Sighting one : all) {
                one.write(out);
            }
        }

        private static Holders readContent(SectionReader in) throws IOException, CheckpointException {
            String groupKey = in.readTextOrFail();
            String accessKeyId = in.readTextOrFail();
            long count = in.readCount();
            var all = new ArrayList<Sighting>();
            for (long i = 0; i < count; i++) {
                all.add(Sighting.read(in));
            }
            return new Holders(groupKey, accessKeyId, all);
        }
    }
}
