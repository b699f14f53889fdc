// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Interner;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of a call that issued a credential, reduced to what attribution needs of it later, and who called. What the
 * event showed never changes; the answer who called does, under the engine's lock.
 */
abstract sealed class IssuingEvent implements Credential, HopSource permits IssuedSession, IssuedSession.Copy {
    /* There may be millions of these. Ids of the usual form are kept as numbers, times as seconds after the birth, texts
     * that many events share are kept once, and the session's name stands in its group. Whatever has another form is kept
     * as it came. */

    /** The texts of a role that its sessions share. */
    private static final class Role {
        private final @Nullable String arn;
        private final @Nullable String id;
        private final @Nullable String sessionPrefix;
        private final int maximumChainLength;
        private final int hash;
        /** How many records share it; under the engine's lock. */
        private int users;

        Role(@Nullable String arn, @Nullable String id, @Nullable String sessionPrefix, Shared shared) {
            this.arn = arn;
            this.id = id;
            this.sessionPrefix = sessionPrefix;
            this.maximumChainLength = shared.maximumChainLength;
            this.hash = (int) Hash64.of(Hash64.of(Hash64.of(shared.seed, arn), id), sessionPrefix);
        }

        long weight() {
            return Weight.ofRole(arn, id, sessionPrefix);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Role role
                    && Objects.equals(arn, role.arn)
                    && Objects.equals(id, role.id)
                    && Objects.equals(sessionPrefix, role.sessionPrefix);
        }
    }

    /** What has not the usual form. */
    private record Unusual(
            @Nullable String eventId,
            @Nullable String accessKeyId,
            @Nullable String principalId,
            @Nullable String sessionArn,
            @Nullable Hop hop,
            @Nullable Times times) {}

    /** Times that are not known, or not within what a number of seconds after another can tell. */
    private record Times(long birth, long keyUntil, long birthUntil, long due) {}

    /** Keeps one of each text that many events share, as long as somebody uses it. */
    static final class Shared {
        private final Interner<Role> roles = Interner.newWeakInterner();
        private final Interner<Caller.Shown> callers = Interner.newWeakInterner();
        private final long seed = TableSeed.next();
        private final int maximumChainLength;

        /**
         * Shares nothing yet.
         *
         * @param maximumChainLength how many hops a chain may have
         */
        Shared(int maximumChainLength) {
            this.maximumChainLength = maximumChainLength;
        }
    }

    private static final List<Issuance.Kind> KINDS = List.of(Issuance.Kind.values());
    private static final List<InputTrust> TRUSTS = List.of(InputTrust.values());
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
    private volatile byte trust;
    private final @Nullable Role role;
    private final @Nullable Unusual unusual;
    private volatile Caller caller;

    IssuingEvent(SessionGroup group, Issuance issuance, long due, Shared shared) {
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
        this.trust = (byte) TRUSTS.indexOf(event.inputTrust());
        String key = issuance.accessKeyId();
        boolean packable = key != null && PackedKey.isPackable(key);
        this.keyHigh = key != null && packable ? PackedKey.high(key) : 0;
        this.keyLow = key != null && packable ? PackedKey.low(key) : 0;
        long[] id = EventIds.exactBits(event.eventId());
        this.idHigh = id == null ? 0 : id[0];
        this.idLow = id == null ? 0 : id[1];
        this.role = role(issuance, shared);
        this.unusual = unusual(issuance, due, id != null, key == null || packable);
        this.caller = caller(issuance, shared);
    }

    private static int callHash(Issuance issuance) {
        return (int) Hash64.of(0, issuance.callId());
    }

    private @Nullable Role role(Issuance issuance, Shared shared) {
        Hop hop = issuance.hop();
        if (hop == null) {
            return null;
        }
        String arn = issuance.sessionArn();
        String name = sessionName();
        String prefix =
                name == null || !arn.endsWith('/' + name) ? null : arn.substring(0, arn.length() - name.length());
        return shared.roles.intern(new Role(hop.roleArn(), hop.roleId(), prefix, shared));
    }

    /** What cannot be told from the numbers and the shared texts as it was. */
    private @Nullable Unusual unusual(Issuance issuance, long due, boolean usualId, boolean usualKey) {
        Hop hop = issuance.hop();
        List<String> ids = List.of(issuance.event().eventId());
        Times times = areUsual(issuance) && due == issuance.birth()
                ? null
                : new Times(issuance.birth(), issuance.keyUntil(), issuance.birthUntil(), due);
        String oddId = usualId ? null : issuance.event().eventId();
        String oddKey = usualKey ? null : issuance.accessKeyId();
        String oddPrincipal =
                Objects.equals(usualPrincipalId(), issuance.principalId()) ? null : issuance.principalId();
        String oddArn = issuance.sessionArn().equals(usualSessionArn()) ? null : issuance.sessionArn();
        boolean usualHop = hop == null || hop.equals(usualHop(hop.link(), ids, issuance.birth()));
        return oddId == null && oddKey == null && oddPrincipal == null && oddArn == null && times == null && usualHop
                ? null
                : new Unusual(oddId, oddKey, oddPrincipal, oddArn, usualHop ? null : hop, times);
    }

    /** Whether the times can be told by the birth, in seconds since 1970, and the seconds after it. */
    private static boolean areUsual(Issuance issuance) {
        long born = issuance.birth();
        return born >= 0
                && born <= Integer.toUnsignedLong(-1)
                && issuance.keyUntil() - born == (int) (issuance.keyUntil() - born)
                && issuance.birthUntil() - born == (int) (issuance.birthUntil() - born);
    }

    private Caller caller(Issuance issuance, Shared shared) {
        Verdict verdict = issuance.callerVerdict();
        Use use = issuance.caller();
        if (verdict == null && use.groupKey() != null) {
            return new WaitingCaller(use.withoutRest(), this);
        }
        Verdict said = verdict == null
                ? new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, Identities.acting(use.identity()), Claims.NONE)
                : verdict;
        return shared.callers.intern(Caller.Shown.of(said, use, shared.seed));
    }

    // ---- what it takes of memory

    /** Begins to be counted, with what it does not share with others that are; tells how many bytes. */
    final long gain() {
        Role shared = role;
        long ofRole = shared != null && shared.users++ == 0 ? shared.weight() : 0;
        long ofCaller = caller instanceof Caller.Shown shown && shown.gainUser() ? Weight.ofShown(shown) : 0;
        return own() + ofRole + ofCaller;
    }

    /** Is counted no more; tells how many bytes are not. */
    final long lose() {
        Role shared = role;
        long ofRole = shared != null && --shared.users == 0 ? shared.weight() : 0;
        long ofCaller = caller instanceof Caller.Shown shown && shown.loseUser() ? Weight.ofShown(shown) : 0;
        return own() + ofRole + ofCaller;
    }

    private long own() {
        Caller who = caller;
        long asked = who instanceof WaitingCaller waiting
                ? Weight.ofWaiting(waiting.use())
                : who instanceof SettledCaller ? Weight.ofSettled() : 0;
        long odd = unusual == null
                ? 0
                : Weight.ofUnusual(
                        unusual.eventId, unusual.accessKeyId, unusual.principalId, unusual.sessionArn, unusual.hop);
        return (session() == this ? Weight.ofSession() : Weight.ofCopy()) + asked + odd;
    }

    // ---- what the event showed

    abstract IssuedSession session();

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
        return unusual != null && unusual.eventId != null ? unusual.eventId : EventIds.text(idHigh, idLow);
    }

    @Override
    public final @Nullable String accessKeyId() {
        if (!isKeyed()) {
            return null;
        }
        return unusual != null && unusual.accessKeyId != null ? unusual.accessKeyId : PackedKey.text(keyHigh, keyLow);
    }

    @Override
    public final boolean hasKey(@Nullable String key) {
        if (key == null || !isKeyed()) {
            return false;
        }
        return unusual != null && unusual.accessKeyId != null
                ? unusual.accessKeyId.equals(key)
                : PackedKey.isText(keyHigh, keyLow, key);
    }

    final boolean isKeyed() {
        return (traits & KEYED) != 0;
    }

    /** A number that all records of one key id have in common. */
    final long keyHash(long seed) {
        return unusual != null && unusual.accessKeyId != null
                ? Hash64.of(seed, unusual.accessKeyId)
                : keyHash(seed, keyHigh, keyLow);
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
        if (unusual != null && unusual.principalId != null || role == null || role.id == null) {
            return Match.differ(principalId, principalId());
        }
        String name = Objects.requireNonNullElse(sessionName(), "");
        boolean same = principalId == null
                || principalId.isEmpty()
                || principalId.length() == role.id.length() + 1 + name.length()
                        && principalId.startsWith(role.id)
                        && principalId.charAt(role.id.length()) == ':'
                        && principalId.endsWith(name);
        return !same && Match.differ(principalId, principalId());
    }

    final @Nullable String principalId() {
        return unusual != null && unusual.principalId != null ? unusual.principalId : usualPrincipalId();
    }

    private @Nullable String usualPrincipalId() {
        return role == null || role.id == null || sessionName() == null ? null : role.id + ':' + sessionName();
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
        Times times = unusual == null ? null : unusual.times;
        return times == null ? Integer.toUnsignedLong(birth) : times.birth;
    }

    /** When it counts as issued where that is needed: of an event that shows no time, or none that can be, when it came. */
    final long due() {
        Times times = unusual == null ? null : unusual.times;
        return times == null ? Integer.toUnsignedLong(birth) : times.due;
    }

    final long keyUntil() {
        Times times = unusual == null ? null : unusual.times;
        return times == null ? Integer.toUnsignedLong(birth) + keyFor : times.keyUntil;
    }

    final long birthUntil() {
        Times times = unusual == null ? null : unusual.times;
        return times == null ? Integer.toUnsignedLong(birth) + birthFor : times.birthUntil;
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
        return unusual != null && unusual.sessionArn != null ? unusual.sessionArn : usualSessionArn();
    }

    /** Whether an ARN is the session's as its events show it. */
    final boolean isOfArn(@Nullable String arn) {
        boolean usual = unusual == null || unusual.sessionArn == null;
        return arn != null
                && (usual && role == null ? group.hasKey(arn) : sessionArn().equals(arn));
    }

    private String usualSessionArn() {
        return role == null || role.sessionPrefix == null ? group.key() : role.sessionPrefix + sessionName();
    }

    /** Whether it adds a hop to the chain. */
    final boolean addsHop() {
        return role != null;
    }

    /** How many hops the chain may have, where it adds one. */
    final int maximumChainLength() {
        return role == null ? 0 : role.maximumChainLength;
    }

    final @Nullable String roleArn() {
        return role == null ? null : role.arn;
    }

    final @Nullable String roleId() {
        return role == null ? null : role.id;
    }

    final @Nullable String sourceIdentity() {
        return unusual == null || unusual.hop == null ? null : unusual.hop.sourceIdentity();
    }

    @Override
    public final Hop hop(Basis link) {
        return hop(link, List.of(eventId()));
    }

    /** The hop, tied by a link and proven by events. */
    final Hop hop(Basis link, List<String> eventIds) {
        return unusual != null && unusual.hop != null
                ? unusual.hop.provenBy(link, eventIds)
                : usualHop(link, eventIds, issuedAt());
    }

    private Hop usualHop(Basis link, List<String> eventIds, long bornAt) {
        return new Hop(roleArn(), roleId(), sessionName(), null, EpochSeconds.toInstant(bornAt), link, eventIds);
    }

    // ---- who called

    /** The question who called, where the event does not say it for good. */
    final @Nullable AskedCaller asked() {
        return caller instanceof AskedCaller asked ? asked : null;
    }

    /** The sessions that the caller's answer was drawn from. */
    final List<IssuedSession> parents() {
        return caller.parents();
    }

    /** The identity that called, as far as the event shows it. */
    final Identity acting() {
        return caller instanceof Caller.Shown shown ? shown.acting() : Identities.acting(use().identity());
    }

    final Claims claims() {
        return caller instanceof Caller.Shown shown ? shown.claims() : use().claims();
    }

    private Use use() {
        return Objects.requireNonNull(asked(), "asked for where it is not shown")
                .use();
    }

    private @Nullable String callerId() {
        return caller instanceof Caller.Shown shown ? shown.principalId() : use().principalId();
    }

    /** Who called, as far as is known now. */
    final Verdict caller() {
        return caller.verdict();
    }

    /** Asks the same question in another form; tells how many bytes more it takes. */
    final long ask(AskedCaller same) {
        long before = own();
        caller = same;
        return own() - before;
    }

    /** Lets go of those that it descends from; tells which. */
    final List<IssuedSession> letGo() {
        List<IssuedSession> parents = caller.parents();
        parents.forEach(IssuedSession::loseChild);
        return parents;
    }

    /** Whether this record, which shows the caller, can be of the same call as one that shows a foreign principal. */
    final boolean agreesWith(IssuingEvent foreign) {
        return !Match.differ(foreign.callerId(), callerId())
                && !Match.differ(foreign.acting().accountId(), acting().accountId());
    }

    // ---- how far it is believed

    final InputTrust trust() {
        return TRUSTS.get(trust);
    }

    final boolean isVerified() {
        return trust() == InputTrust.DIGEST_VERIFIED;
    }

    /** Takes note that the record came again, perhaps another way; says whether it is better believed now. */
    final boolean vouch(InputTrust newTrust) {
        boolean better = newTrust.compareTo(trust()) < 0;
        trust = better ? (byte) TRUSTS.indexOf(newTrust) : trust;
        return better;
    }

    /** A record that no digest covers is set aside where one that a digest covers says who called, or is the same event. */
    final boolean yieldsTo(IssuingEvent other) {
        return !isVerified()
                && other.isVerified()
                && (!other.isForeignView() || other.eventId().equals(eventId()));
    }
}
