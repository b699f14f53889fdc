// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event showed of the credential that it issued, reduced to what attribution needs of it later. Immutable. */
abstract sealed class ShownRecord implements Credential, HopSource permits IssuingEvent {
    /* There may be millions of these. Ids of the usual form are kept as numbers, times as seconds after the birth, texts
     * that many events share are kept once, and the session's name stands in its group. Whatever has another form is kept
     * as it came. */

    private static final List<Issuance.Kind> KINDS = List.of(Issuance.Kind.values());
    /* The traits are part of what checkpoints hold. */
    private static final int OF_ROOT = 1;
    private static final int OF_CONSOLE = 2;
    private static final int GRANT = 4;
    private static final int FOREIGN_VIEW = 8;
    private static final int KEYED = 16;

    private final SessionGroup group;
    private final long idHigh;
    private final long idLow;
    private final long keyHigh;
    private final long keyLow;
    private final long contentHash;
    private final int callHash;
    private final int birth;
    private final int keyFor;
    private final int birthFor;
    private final byte kind;
    private final byte traits;
    private final @Nullable SharedRole role;
    private final @Nullable Unusual unusual;

    ShownRecord(SessionGroup group, Issuance issuance, long due, SharedTexts shared) {
        CloudTrailEvent event = issuance.event();
        this.group = group;
        this.kind = (byte) KINDS.indexOf(issuance.kind());
        this.traits = (byte) ((issuance.isOfRoot() ? OF_ROOT : 0)
                | (issuance.isOfConsole() ? OF_CONSOLE : 0)
                | (issuance.isGrant() ? GRANT : 0)
                | (issuance.isForeignView() ? FOREIGN_VIEW : 0)
                | (issuance.accessKeyId() == null ? 0 : KEYED));
        this.callHash = callHash(issuance);
        this.contentHash = event.contentHash();
        this.birth = (int) issuance.birth();
        this.keyFor = (int) (issuance.keyUntil() - issuance.birth());
        this.birthFor = (int) (issuance.birthUntil() - issuance.birth());
        String key = issuance.accessKeyId();
        boolean packable = key != null && PackedKey.isPackable(key);
        this.keyHigh = key != null && packable ? PackedKey.high(key) : 0;
        this.keyLow = key != null && packable ? PackedKey.low(key) : 0;
        boolean uuid = EventIds.isUuid(event.eventId());
        this.idHigh = uuid ? EventIds.high(event.eventId(), true) : 0;
        this.idLow = uuid ? EventIds.low(event.eventId(), true) : 0;
        this.role = role(issuance, shared);
        this.unusual = unusual(issuance, due, uuid, key == null || packable);
    }

    /** As {@link #write} tells it. */
    ShownRecord(SessionGroup group, RestoredTexts texts, SectionReader in) throws IOException, CheckpointException {
        this.group = group;
        this.kind = (byte) KINDS.indexOf(Codes.KIND.read(in));
        this.traits = (byte) in.readByte();
        this.idHigh = in.readLong();
        this.idLow = in.readLong();
        this.keyHigh = isKeyed() ? in.readLong() : 0;
        this.keyLow = isKeyed() ? in.readLong() : 0;
        this.contentHash = in.readLong();
        this.callHash = (int) in.readNumber();
        this.birth = (int) in.readNumber();
        this.keyFor = (int) in.readNumber();
        this.birthFor = (int) in.readNumber();
        this.role = texts.readRole(group, in);
        this.unusual = Unusual.read(texts.verdicts(), in);
    }

    /** Writes into a checkpoint what the event showed, but for the group. */
    final void write(VerdictWriter verdicts, SectionWriter out) throws IOException {
        Codes.KIND.write(kind(), out);
        out.write(traits);
        out.writeLong(idHigh);
        out.writeLong(idLow);
        if (isKeyed()) {
            out.writeLong(keyHigh);
            out.writeLong(keyLow);
        }
        out.writeLong(contentHash);
        out.writeNumber(callHash);
        out.writeNumber(birth);
        out.writeNumber(keyFor);
        out.writeNumber(birthFor);
        RestoredTexts.writeRole(role, out);
        Unusual.write(unusual, verdicts, out);
    }

    private static int callHash(Issuance issuance) {
        return (int) Hash64.of(0, issuance.callId());
    }

    private @Nullable SharedRole role(Issuance issuance, SharedTexts shared) {
        Hop hop = issuance.hop();
        if (hop == null) {
            return null;
        }
        return shared.role(hop.roleArn(), hop.roleId(), sessionPrefix(issuance.sessionArn()));
    }

    /** What stands before the session name, slash included; nearly always what stands before it in the group's key. */
    private @Nullable String sessionPrefix(String arn) {
        RoleSessions sessions = group.role();
        if (sessions != null
                && arn.startsWith(sessions.prefix())
                && group.hasSessionName(arn, sessions.prefix().length())) {
            return sessions.prefix();
        }
        String name = sessionName();
        return name == null || !arn.endsWith('/' + name) ? null : arn.substring(0, arn.length() - name.length());
    }

    /** What cannot be told from the numbers and the shared texts as it was. */
    private @Nullable Unusual unusual(Issuance issuance, long due, boolean usualId, boolean usualKey) {
        Unusual.Times times = areUsual(issuance) && due == issuance.birth()
                ? null
                : new Unusual.Times(issuance.birth(), issuance.keyUntil(), issuance.birthUntil(), due);
        String oddId = usualId ? null : issuance.event().eventId();
        String oddKey = usualKey ? null : issuance.accessKeyId();
        String oddPrincipal = isUsualPrincipal(issuance.principalId()) ? null : issuance.principalId();
        String oddArn = isUsualSession(issuance.sessionArn()) ? null : issuance.sessionArn();
        Hop oddHop = isUsualHop(issuance) ? null : issuance.hop();
        return Unusual.of(oddId, oddKey, oddPrincipal, oddArn, oddHop, times);
    }

    /** Whether {@link #usualPrincipalId} is this, found without making it. */
    private boolean isUsualPrincipal(@Nullable String principalId) {
        if (principalId == null || role == null || role.id() == null || group.role() == null) {
            return principalId == null && usualPrincipalId() == null;
        }
        int colon = role.id().length();
        return principalId.length() > colon
                && principalId.charAt(colon) == ':'
                && principalId.startsWith(role.id())
                && group.hasSessionName(principalId, colon + 1);
    }

    /** Whether {@link #usualSessionArn} is this, found without making it. */
    private boolean isUsualSession(String arn) {
        String prefix = role == null ? null : role.sessionPrefix();
        return prefix == null
                ? group.hasKey(arn)
                : arn.startsWith(prefix) && group.hasSessionName(arn, prefix.length());
    }

    /** Whether {@link #usualHop} is this, found without making it; role and id are what the hop itself shows. */
    private boolean isUsualHop(Issuance issuance) {
        Hop hop = issuance.hop();
        if (hop == null) {
            return true;
        }
        String name = hop.sessionName();
        boolean named = name == null ? group.role() == null : group.hasSessionName(name, 0);
        return named
                && hop.sourceIdentity() == null
                && Objects.equals(hop.issuedAt(), EpochSeconds.toInstant(issuance.birth()))
                && hop.issuanceEventIds().size() == 1
                && hop.issuanceEventIds().get(0).equals(issuance.event().eventId());
    }

    /** Whether the times can be told by the birth, in seconds since 1970, and the seconds after it. */
    private static boolean areUsual(Issuance issuance) {
        long born = issuance.birth();
        return born >= 0
                && born <= Integer.toUnsignedLong(-1)
                && issuance.keyUntil() - born == (int) (issuance.keyUntil() - born)
                && issuance.birthUntil() - born == (int) (issuance.birthUntil() - born);
    }

    final SessionGroup group() {
        return group;
    }

    final String groupKey() {
        return group.key();
    }

    final Issuance.Kind kind() {
        return KINDS.get(kind);
    }

    final String eventId() {
        return unusual != null && unusual.eventId() != null ? unusual.eventId() : EventIds.text(idHigh, idLow);
    }

    @Override
    public final @Nullable String accessKeyId() {
        if (!isKeyed()) {
            return null;
        }
        return unusual != null && unusual.accessKeyId() != null
                ? unusual.accessKeyId()
                : PackedKey.text(keyHigh, keyLow);
    }

    @Override
    public final boolean hasKey(@Nullable String key) {
        if (key == null || !isKeyed()) {
            return false;
        }
        return unusual != null && unusual.accessKeyId() != null
                ? unusual.accessKeyId().equals(key)
                : PackedKey.isText(keyHigh, keyLow, key);
    }

    /** Whether both were issued the same key. */
    final boolean hasSameKey(ShownRecord other) {
        boolean usual = keyHigh == other.keyHigh && keyLow == other.keyLow && isKeyed() && other.isKeyed();
        return usual && (unusual == null && other.unusual == null || hasKey(other.accessKeyId()));
    }

    final boolean isKeyed() {
        return (traits & KEYED) != 0;
    }

    /** A number that all records of one key id have in common. */
    final long keyHash(long seed) {
        return unusual != null && unusual.accessKeyId() != null
                ? Hash64.of(seed, unusual.accessKeyId())
                : keyHash(seed, keyHigh, keyLow);
    }

    /** A number that differs for most sessions. */
    final int spread() {
        return group.hashCode() + (int) keyLow >>> 8;
    }

    static long keyHash(long seed, String key) {
        return PackedKey.isPackable(key)
                ? keyHash(seed, PackedKey.high(key), PackedKey.low(key))
                : Hash64.of(seed, key);
    }

    private static long keyHash(long seed, long high, long low) {
        return Hash64.mix(Hash64.mix(high ^ seed) ^ low);
    }

    /** Whether the session is another principal's than this one; not where either is not known. */
    final boolean isOfOther(@Nullable String principalId) {
        if (unusual != null && unusual.principalId() != null || role == null || role.id() == null) {
            return Match.differ(principalId, principalId());
        }
        int colon = role.id().length();
        boolean same = principalId == null
                || principalId.isEmpty()
                || principalId.length() > colon
                        && principalId.charAt(colon) == ':'
                        && principalId.startsWith(role.id())
                        && group.hasSessionName(principalId, colon + 1);
        return !same && Match.differ(principalId, principalId());
    }

    final @Nullable String principalId() {
        return unusual != null && unusual.principalId() != null ? unusual.principalId() : usualPrincipalId();
    }

    private @Nullable String usualPrincipalId() {
        return role == null || role.id() == null || sessionName() == null ? null : role.id() + ':' + sessionName();
    }

    private @Nullable String sessionName() {
        return group.sessionName();
    }

    @Override
    public final long birth() {
        return kind() == Issuance.Kind.NAMED ? EpochSeconds.UNKNOWN : issuedAt();
    }

    /** When it was issued: of a session that is told by its name too. */
    final long issuedAt() {
        Unusual.Times times = unusual == null ? null : unusual.times();
        return times == null ? Integer.toUnsignedLong(birth) : times.birth();
    }

    /** When it counts as issued where that is needed: of an event that shows no time, or none that can be, when it came. */
    final long due() {
        Unusual.Times times = unusual == null ? null : unusual.times();
        return times == null ? Integer.toUnsignedLong(birth) : times.due();
    }

    /** The earliest time of a use: clocks differ. */
    final long keyFrom() {
        long issued = issuedAt();
        return issued == EpochSeconds.UNKNOWN ? issued : issued - Issuance.EARLY_TOLERANCE.toSeconds();
    }

    final long keyUntil() {
        Unusual.Times times = unusual == null ? null : unusual.times();
        return times == null ? Integer.toUnsignedLong(birth) + keyFor : times.keyUntil();
    }

    final long birthUntil() {
        Unusual.Times times = unusual == null ? null : unusual.times();
        return times == null ? Integer.toUnsignedLong(birth) + birthFor : times.birthUntil();
    }

    final boolean isOfRoot() {
        return (traits & OF_ROOT) != 0;
    }

    final boolean isOfConsole() {
        return (traits & OF_CONSOLE) != 0;
    }

    final boolean isGrant() {
        return (traits & GRANT) != 0;
    }

    final boolean isForeignView() {
        return (traits & FOREIGN_VIEW) != 0;
    }

    final long contentHash() {
        return contentHash;
    }

    /** A number by which others who hold other sessions know this one. */
    final long number() {
        long number = Hash64.of(Hash64.of(0, group.key()), ((long) callHash << Byte.SIZE) + kind);
        return Hash64.of(Hash64.of(number, issuedAt()), accessKeyId());
    }

    final boolean isRecordOf(CloudTrailEvent event) {
        return contentHash == event.contentHash() && eventId().equals(event.eventId());
    }

    final boolean isOfCall(Issuance other) {
        return issuedAt() == other.birth()
                && kind() == other.kind()
                && callHash == callHash(other)
                && (other.accessKeyId() == null ? !isKeyed() : hasKey(other.accessKeyId()));
    }

    /** The session's ARN as its events show it. */
    final String sessionArn() {
        return unusual != null && unusual.sessionArn() != null ? unusual.sessionArn() : usualSessionArn();
    }

    /**
     * Whether an ARN is the session's as its events show it.
     *
     * @param groupKey the key by which the ARN found this session's group
     */
    @SuppressWarnings("ReferenceEquality") // the very texts, nearly always; else they are compared
    final boolean isOfArn(@Nullable String arn, @Nullable String groupKey) {
        if (arn == null || unusual != null && unusual.sessionArn() != null) {
            return arn != null && arn.equals(sessionArn());
        }
        String prefix = role == null ? null : role.sessionPrefix();
        if (prefix == null || arn == groupKey && group.hasPrefix(prefix)) {
            return arn == groupKey || group.hasKey(arn);
        }
        return arn.startsWith(prefix) && group.hasSessionName(arn, prefix.length());
    }

    private String usualSessionArn() {
        return role == null || role.sessionPrefix() == null ? group.key() : role.sessionPrefix() + sessionName();
    }

    /** Whether it adds a hop to the chain. */
    final boolean addsHop() {
        return role != null;
    }

    /** How many hops the chain may have, where it adds one. */
    final int maximumChainLength() {
        return role == null ? 0 : role.maximumChainLength();
    }

    final @Nullable String roleArn() {
        return role == null ? null : role.arn();
    }

    final @Nullable String roleId() {
        return role == null ? null : role.id();
    }

    final @Nullable String sourceIdentity() {
        return unusual == null || unusual.hop() == null ? null : unusual.hop().sourceIdentity();
    }

    @Override
    public final Hop hop(Basis link) {
        return hop(link, List.of(eventId()));
    }

    /** The hop, tied by a link and proven by events. */
    final Hop hop(Basis link, List<String> eventIds) {
        return unusual != null && unusual.hop() != null
                ? unusual.hop().provenBy(link, eventIds)
                : usualHop(link, eventIds, issuedAt());
    }

    private Hop usualHop(Basis link, List<String> eventIds, long bornAt) {
        return new Hop(roleArn(), roleId(), sessionName(), null, EpochSeconds.toInstant(bornAt), link, eventIds);
    }

    /** What the texts take that are not of the usual form. */
    final long unusualWeight() {
        return unusual == null ? 0 : unusual.weight();
    }

    /** The role's texts that it shares with others, {@code null} where it adds no hop. */
    final @Nullable SharedRole role() {
        return role;
    }
}
