// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The question who is behind an identity, as an event or the caller of an issuance asks it. Pure: made from one event,
 * knows no state.
 */
final class Use implements Credential, GroupKey {
    private static final String SIGN_IN = "signin.";

    private final CloudTrailEvent event;
    /** What was known of its identity. */
    private final @Nullable Actor actor;

    private final @Nullable String groupKey;
    private final @Nullable Verdict own;
    private final long birth;
    private final long time;
    /** The engine's hash of the group's key, once it was asked for. */
    private int groupHash;

    private Use(
            CloudTrailEvent event,
            @Nullable Actor actor,
            @Nullable String groupKey,
            @Nullable Verdict own,
            long birth) {
        this.event = event;
        this.actor = actor;
        this.groupKey = groupKey;
        this.own = own;
        this.birth = birth;
        this.time = EpochSeconds.of(event.eventTime());
    }

    /** The same question without what only the event's own answer needs, to be kept for long. */
    Use withoutRest() {
        CloudTrailEvent rest = CloudTrailEvent.builder(event.eventId())
                .eventTime(event.eventTime())
                .eventSource(event.eventSource())
                .sharedEventId(event.sharedEventId())
                .sessionCredentialFromConsole(event.sessionCredentialFromConsole())
                .userIdentity(identity())
                .build();
        return new Use(rest, null, groupKey, own, birth);
    }

    /** Writes into a checkpoint a question that is kept for long. */
    void write(VerdictWriter verdicts, SectionWriter out) throws IOException {
        EventImage.write(event, out);
        Use again = of(event);
        boolean told =
                birth == again.birth && Objects.equals(groupKey, again.groupKey) && Objects.equals(own, again.own);
        out.writeBoolean(told);
        if (!told) {
            out.writeText(groupKey);
            out.writeBoolean(own != null);
            if (own != null) {
                verdicts.write(own, out);
            }
            out.writeLong(birth);
        }
    }

    /** The question that {@link #write} wrote. */
    static Use read(VerdictReader verdicts, SectionReader in) throws IOException, CheckpointException {
        CloudTrailEvent event = EventImage.read(in);
        return in.readBoolean()
                ? of(event)
                : new Use(event, null, in.readText(), in.readBoolean() ? verdicts.read(in) : null, in.readLong());
    }

    /** The question that an event asks of its caller. */
    static Use of(CloudTrailEvent event) {
        return of(event, null);
    }

    /**
     * The question that an event asks of its caller.
     *
     * @param actor what is known of the event's identity, {@code null} where it has to be worked out
     */
    static Use of(CloudTrailEvent event, @Nullable Actor actor) {
        UserIdentity identity = event.userIdentity();
        IdentityType type = actor == null ? Identities.typeOf(identity) : actor.type();
        Verdict own = actor == null ? Identities.own(event, type) : actor.own(event);
        String groupKey = type == IdentityType.AWS_ACCOUNT
                ? sharedEvent(event, own)
                : actor != null ? actor.groupKey() : type == null ? null : GroupKeys.of(identity, type, own);
        return new Use(event, actor, groupKey, own, birth(event, identity));
    }

    private static @Nullable String sharedEvent(CloudTrailEvent event, @Nullable Verdict own) {
        return event.sharedEventId() == null || !(own instanceof Explanation)
                ? null
                : GroupKeys.ofSharedEvent(event.sharedEventId());
    }

    /** The question that a use by an issued key asks at some time, as an event that issued it tells it. */
    static Use ofIssuedKey(IssuingEvent issuing, long time) {
        var issuer = new SessionIssuer(null, issuing.roleId(), issuing.roleArn(), null, null);
        Instant birth = EpochSeconds.toInstant(issuing.issuedAt());
        var context = new SessionContext(issuer, birth, null, issuing.sourceIdentity(), null, false, null, null);
        Arn arn = Arn.parse(issuing.sessionArn());
        UserIdentity identity = UserIdentity.builder()
                .type(issuing.isOfRoot() ? "Root" : "AssumedRole")
                .principalId(issuing.principalId())
                .arn(issuing.sessionArn())
                .accountId(arn == null ? null : arn.accountId())
                .accessKeyId(issuing.accessKeyId())
                .sessionContext(context)
                .build();
        CloudTrailEvent use = CloudTrailEvent.builder(issuing.eventId())
                .eventTime(EpochSeconds.toInstant(time))
                .userIdentity(identity)
                .build();
        return new Use(use, null, issuing.groupKey(), null, issuing.issuedAt());
    }

    /** A sign-in event shows no session context; the session that it speaks of is born with it. */
    private static long birth(CloudTrailEvent event, UserIdentity identity) {
        SessionContext context = identity.sessionContext();
        if (context != null && context.creationDate() != null) {
            return EpochSeconds.of(context.creationDate());
        }
        boolean signIn = event.eventSource().startsWith(SIGN_IN) && identity.accessKeyId() == null;
        return signIn ? EpochSeconds.of(event.eventTime()) : EpochSeconds.UNKNOWN;
    }

    CloudTrailEvent event() {
        return event;
    }

    UserIdentity identity() {
        return event.userIdentity();
    }

    /** What was known of its identity, or {@code null}. */
    @Nullable
    Actor actor() {
        return actor;
    }

    /** The group that may hold the issuance; {@code null} where none can. */
    @Nullable
    String groupKey() {
        return groupKey;
    }

    /** By what it is dealt to one of several attributors: a key that several may have keeps its events together. */
    String partitionKey() {
        if (groupKey != null) {
            return groupKey;
        }
        String key = accessKeyId();
        return key != null && key.startsWith("ASIA") ? key : event.eventId();
    }

    /** The answer that the identity itself gives: at once where there is no group, else when the group has none. */
    @Nullable
    Verdict own() {
        return own;
    }

    /** The same use as the key of its group. */
    GroupKey asKey(int hash) {
        groupHash = hash;
        return this;
    }

    @Override
    public int hashCode() {
        return groupHash;
    }

    /** A use finds the group that has its key; two uses are never the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || groupKey != null && other instanceof SessionGroup group && group.hasKey(groupKey);
    }

    @Override
    public @Nullable String accessKeyId() {
        return identity().accessKeyId();
    }

    @Override
    public boolean hasKey(@Nullable String key) {
        return key != null && key.equals(identity().accessKeyId());
    }

    @Override
    public long birth() {
        return birth;
    }

    /** When the credential was used, in epoch seconds. */
    long time() {
        return time;
    }

    /** Whether it shows a session that was born after it: no clocks differ that much. */
    boolean isBeforeItsSession() {
        return EpochSeconds.areKnown(birth, time) && birth > EpochSeconds.plus(time, Issuance.EARLY_TOLERANCE);
    }

    @Nullable
    String principalId() {
        return identity().principalId();
    }

    /** Whether the event shows a session that was born in this very second. */
    boolean showsBirth(long second) {
        SessionContext context = identity().sessionContext();
        Instant createdAt = context == null ? null : context.creationDate();
        return createdAt != null && createdAt.getEpochSecond() == second && createdAt.getNano() == 0;
    }

    /** Whether the event shows this very source identity, or none where it is {@code null}. */
    boolean showsSourceIdentity(@Nullable String sourceIdentity) {
        SessionContext context = identity().sessionContext();
        return Objects.equals(sourceIdentity, context == null ? null : context.sourceIdentity());
    }

    /** Whether the event is one of the sign-in service. */
    boolean isSignIn() {
        return event.eventSource().startsWith(SIGN_IN);
    }

    /** Whether the event shows that AWS made its key for a session that was issued another: console and forwarded calls. */
    boolean isRekeyed() {
        SessionContext context = identity().sessionContext();
        return isSignIn()
                || event.sessionCredentialFromConsole()
                || identity().invokedBy() != null
                || identity().onBehalfOf() != null
                || context != null && context.signInSessionArn() != null
                || CarriedEvidence.isIdentityCenterRole(identity());
    }

    /** Whether the event shows that a root user was assumed, or that AWS forwards a call of one. */
    boolean isOfAssumedRoot() {
        SessionContext context = identity().sessionContext();
        return identity().invokedBy() != null || context != null && context.assumedRoot();
    }

    /** Whether another use of the same key and birth gets the same answer whatever is known. */
    boolean asksLike(Use other) {
        return time == other.time
                && Objects.equals(own, other.own)
                && isRekeyed() == other.isRekeyed()
                && isOfAssumedRoot() == other.isOfAssumedRoot()
                && claims().equals(other.claims())
                && Identities.acting(identity()).equals(Identities.acting(other.identity()))
                && Objects.equals(CarriedEvidence.of(this, null), CarriedEvidence.of(other, null));
    }

    /** Names that the acting session bears. */
    Claims claims() {
        SessionContext context = identity().sessionContext();
        String sourceIdentity = context == null ? null : context.sourceIdentity();
        String sessionName =
                GroupKeys.sessionName(identity(), Arn.parse(identity().arn()));
        return sessionName == null && sourceIdentity == null ? Claims.NONE : new Claims(sessionName, sourceIdentity);
    }

    /** The session as an event shows it, or {@code null} for a credential that is no session's. */
    static @Nullable Session sessionOf(CloudTrailEvent event) {
        UserIdentity identity = event.userIdentity();
        String key = identity.accessKeyId();
        SessionContext context = identity.sessionContext();
        Instant createdAt = context == null ? null : context.creationDate();
        if ("AWSAccount".equals(identity.type())) {
            return null;
        }
        boolean temporary = key != null && key.startsWith("ASIA") || createdAt != null || hasGroup(event);
        return temporary ? new Session(identity.arn(), key, createdAt) : null;
    }

    private static boolean hasGroup(CloudTrailEvent event) {
        IdentityType type = Identities.typeOf(event.userIdentity());
        return GroupKeys.isGrouped(type) && of(event).groupKey != null;
    }
}
