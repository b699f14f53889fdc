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
    /* There may be millions of these. Ids of the usual form are kept as numbers, texts that many events share are kept
     * once, and the session's name stands in its group's key. Whatever has another form is kept as it came. */

    /** The texts of a role that its sessions share. */
    private record Role(
            @Nullable String arn,
            @Nullable String id,
            @Nullable String sessionPrefix,
            int hash) {
        static Role of(@Nullable String arn, @Nullable String id, @Nullable String prefix, long seed) {
            return new Role(arn, id, prefix, (int) Hash64.of(Hash64.of(Hash64.of(seed, arn), id), prefix));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Who called, where the event itself says it for good. */
    private record Shown(
            Verdict verdict,
            Identity acting,
            Claims claims,
            @Nullable String principalId,
            int hash) {
        static Shown of(Verdict verdict, Use use, long seed) {
            Identity acting = Identities.acting(use.identity());
            Claims claims = use.claims();
            long hash = Hash64.of(Hash64.of(acting.hash(seed), claims.sessionName()), claims.sourceIdentity());
            hash = verdict instanceof Explanation explanation
                    ? explanation.origin().hash(hash)
                    : hash;
            return new Shown(verdict, acting, claims, use.principalId(), (int) hash);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** What has not the usual form. */
    private record Unusual(
            @Nullable String eventId,
            @Nullable String accessKeyId,
            @Nullable String principalId,
            @Nullable String sessionArn,
            @Nullable Hop hop) {}

    /** Keeps one of each text that many events share, as long as somebody uses it. */
    static final class Shared {
        private final Interner<Role> roles = Interner.newWeakInterner();
        private final Interner<Shown> callers = Interner.newWeakInterner();
        private final long seed;

        /**
         * Shares nothing yet.
         *
         * @param seed what hashes are mixed with, so that nobody can choose texts that fall together
         */
        Shared(long seed) {
            this.seed = seed;
        }
    }

    private final SessionGroup group;
    private final Issuance.Kind kind;
    private final boolean ofRoot;
    private final boolean ofConsole;
    private final boolean grant;
    private final boolean foreignView;
    private final boolean keyed;
    private final long idHigh;
    private final long idLow;
    private final long keyHigh;
    private final long keyLow;
    private final long callHash;
    private final long contentHash;
    private final long birth;
    private final long keyUntil;
    private final long birthUntil;
    private final @Nullable Role role;
    private final @Nullable Unusual unusual;
    private final @Nullable Shown shown;
    private final @Nullable WaitingCaller waiting;
    private volatile InputTrust trust;
    private volatile Verdict caller;

    IssuingEvent(SessionGroup group, Issuance issuance, Shared shared) {
        CloudTrailEvent event = issuance.event();
        this.group = group;
        this.kind = issuance.kind();
        this.ofRoot = issuance.isOfRoot();
        this.ofConsole = issuance.isOfConsole();
        this.grant = issuance.isGrant();
        this.foreignView = issuance.isForeignView();
        this.callHash = Hash64.of(0, issuance.callId());
        this.contentHash = event.contentHash();
        this.birth = issuance.birth();
        this.keyUntil = issuance.keyUntil();
        this.birthUntil = issuance.birthUntil();
        this.trust = event.inputTrust();
        String key = issuance.accessKeyId();
        boolean packable = key != null && PackedKey.isPackable(key);
        this.keyed = key != null;
        this.keyHigh = key != null && packable ? PackedKey.high(key) : 0;
        this.keyLow = key != null && packable ? PackedKey.low(key) : 0;
        long[] id = EventIds.exactBits(event.eventId());
        this.idHigh = id == null ? 0 : id[0];
        this.idLow = id == null ? 0 : id[1];
        this.role = role(issuance, shared);
        this.unusual = unusual(issuance, id != null, key == null || packable);
        this.shown = shown(issuance, shared);
        this.waiting = shown == null ? new WaitingCaller(issuance.caller().withoutRest(), this) : null;
        this.caller =
                shown == null ? new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, acting(), Claims.NONE) : shown.verdict();
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
        return shared.roles.intern(Role.of(hop.roleArn(), hop.roleId(), prefix, shared.seed));
    }

    /** What cannot be told from the numbers and the shared texts as it was. */
    private @Nullable Unusual unusual(Issuance issuance, boolean usualId, boolean usualKey) {
        Hop hop = issuance.hop();
        List<String> ids = List.of(issuance.event().eventId());
        String oddId = usualId ? null : issuance.event().eventId();
        String oddKey = usualKey ? null : issuance.accessKeyId();
        String oddPrincipal =
                Objects.equals(usualPrincipalId(), issuance.principalId()) ? null : issuance.principalId();
        String oddArn = issuance.sessionArn().equals(usualSessionArn()) ? null : issuance.sessionArn();
        boolean usualHop = hop == null || hop.equals(usualHop(hop.link(), ids));
        return oddId == null && oddKey == null && oddPrincipal == null && oddArn == null && usualHop
                ? null
                : new Unusual(oddId, oddKey, oddPrincipal, oddArn, usualHop ? null : hop);
    }

    private static @Nullable Shown shown(Issuance issuance, Shared shared) {
        Verdict verdict = issuance.callerVerdict();
        Use use = issuance.caller();
        if (verdict == null && use.groupKey() != null) {
            return null;
        }
        Verdict said = verdict == null
                ? new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, Identities.acting(use.identity()), Claims.NONE)
                : verdict;
        return shared.callers.intern(Shown.of(said, use, shared.seed));
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
        return kind;
    }

    final String eventId() {
        return unusual != null && unusual.eventId != null ? unusual.eventId : EventIds.text(idHigh, idLow);
    }

    @Override
    public final @Nullable String accessKeyId() {
        if (!keyed) {
            return null;
        }
        return unusual != null && unusual.accessKeyId != null ? unusual.accessKeyId : PackedKey.text(keyHigh, keyLow);
    }

    @Override
    public final boolean hasKey(@Nullable String key) {
        if (key == null || !keyed) {
            return false;
        }
        return unusual != null && unusual.accessKeyId != null
                ? unusual.accessKeyId.equals(key)
                : PackedKey.isText(keyHigh, keyLow, key);
    }

    final boolean isKeyed() {
        return keyed;
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
        return GroupKeys.sessionNameOf(group.key());
    }

    @Override
    public final long birth() {
        return kind == Issuance.Kind.NAMED ? EpochSeconds.UNKNOWN : birth;
    }

    /** When it was issued: of a session that is told by its name too. */
    final long issuedAt() {
        return birth;
    }

    final long keyUntil() {
        return keyUntil;
    }

    final long birthUntil() {
        return birthUntil;
    }

    final boolean isOfRoot() {
        return ofRoot;
    }

    final boolean isOfConsole() {
        return ofConsole;
    }

    final boolean isGrant() {
        return grant;
    }

    final boolean isForeignView() {
        return foreignView;
    }

    final long contentHash() {
        return contentHash;
    }

    final boolean isRecordOf(CloudTrailEvent event) {
        return contentHash == event.contentHash() && eventId().equals(event.eventId());
    }

    final boolean isOfCall(Issuance other) {
        return birth == other.birth()
                && kind == other.kind()
                && callHash == Hash64.of(0, other.callId())
                && (other.accessKeyId() == null ? !keyed : hasKey(other.accessKeyId()));
    }

    /** The session's ARN as its events show it. */
    final String sessionArn() {
        return unusual != null && unusual.sessionArn != null ? unusual.sessionArn : usualSessionArn();
    }

    private String usualSessionArn() {
        return role == null || role.sessionPrefix == null ? group.key() : role.sessionPrefix + sessionName();
    }

    /** Whether it adds a hop to the chain. */
    final boolean addsHop() {
        return role != null;
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
        return unusual != null && unusual.hop != null ? unusual.hop.provenBy(link, eventIds) : usualHop(link, eventIds);
    }

    private Hop usualHop(Basis link, List<String> eventIds) {
        return new Hop(roleArn(), roleId(), sessionName(), null, EpochSeconds.toInstant(birth), link, eventIds);
    }

    // ---- who called

    /** The question who called, where the event does not say it for good. */
    final @Nullable WaitingCaller waiting() {
        return waiting;
    }

    /** The identity that called, as far as the event shows it. */
    final Identity acting() {
        return shown == null ? Identities.acting(use().identity()) : shown.acting;
    }

    final Claims claims() {
        return shown == null ? use().claims() : shown.claims;
    }

    private Use use() {
        return Objects.requireNonNull(waiting, "asked for where it is not shown")
                .use();
    }

    private @Nullable String callerId() {
        return shown == null ? use().principalId() : shown.principalId;
    }

    /** Who called, as far as is known now. */
    final Verdict caller() {
        return caller;
    }

    /** Takes the caller's answer; says whether it is another than before. */
    final boolean answer(Verdict newCaller) {
        boolean changed = !caller.equals(newCaller);
        caller = newCaller;
        return changed;
    }

    /** Whether this record, which shows the caller, can be of the same call as one that shows a foreign principal. */
    final boolean agreesWith(IssuingEvent foreign) {
        return !Match.differ(foreign.callerId(), callerId())
                && !Match.differ(foreign.acting().accountId(), acting().accountId());
    }

    // ---- how far it is believed

    final InputTrust trust() {
        return trust;
    }

    final boolean isVerified() {
        return trust == InputTrust.DIGEST_VERIFIED;
    }

    /** Takes note that the record came again, perhaps another way; says whether it is better believed now. */
    final boolean vouch(InputTrust newTrust) {
        boolean better = newTrust.compareTo(trust) < 0;
        trust = better ? newTrust : trust;
        return better;
    }

    /** A record that no digest covers is set aside where one that a digest covers says who called, or is the same event. */
    final boolean yieldsTo(IssuingEvent other) {
        return !isVerified()
                && other.isVerified()
                && (!other.foreignView || other.eventId().equals(eventId()));
    }
}
