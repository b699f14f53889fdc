// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.text;

import io.whotrail.Basis;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import java.util.Locale;

/** Plain words for what the answers say. */
public final class Words {
    private Words() {}

    /** Why an origin is believed, in a few words. */
    public static String brief(Basis basis) {
        return switch (basis) {
            case DIRECT -> "named by the event";
            case ISSUED_KEY -> "proven by issued key";
            case SESSION_BIRTH -> "proven by its birth";
            case PROVIDER -> "named by the provider";
            case WORKLOAD -> "delivered by a service";
            case ENFORCED_NAME -> "name forced by policy";
            case SOURCE_IDENTITY -> "source identity only";
            case FOREIGN_ACCOUNT -> "foreign account";
        };
    }

    /** Why an origin is believed, as a sentence. */
    public static String sentence(Basis basis) {
        return switch (basis) {
            case DIRECT -> "The event itself names this identity.";
            case ISSUED_KEY ->
                "On every hop the key that was used is the key that was handed out; identity, birth and validity agree.";
            case SESSION_BIRTH ->
                "At least one hop used a key that no event handed out; there, role, session name and the second of birth"
                        + " name exactly one caller.";
            case PROVIDER -> "AWS or the identity provider itself wrote the name.";
            case WORKLOAD ->
                "The event that issued the session is missing, but the session shows that a service delivered it to this"
                        + " workload.";
            case ENFORCED_NAME ->
                "The event that issued the session is missing, but the role's trust policy forced the session name to be"
                        + " the caller's user name.";
            case SOURCE_IDENTITY ->
                "The event that issued the session is missing; the name is the source identity that the session bears.";
            case FOREIGN_ACCOUNT -> "The chain comes from an account whose logs are not here; this is its principal.";
        };
    }

    /** Why no origin is known, in a few words. */
    public static String brief(UnattributedReason reason) {
        return switch (reason) {
            case CONFLICT -> "evidence contradicts";
            case OUT_OF_VALIDITY -> "key out of validity";
            case CHAIN_TOO_LONG -> "role chain too long";
            case ISSUANCE_EVICTED -> "issuance left memory";
            case ISSUANCE_EXPIRED -> "issuance too long ago";
            case ISSUANCE_NOT_SEEN -> "issuance not in logs";
            case MALFORMED_IDENTITY -> "identity not readable";
            case NO_IDENTITY -> "event names nobody";
        };
    }

    /** Why no origin is known, as a sentence. */
    public static String sentence(UnattributedReason reason) {
        return switch (reason) {
            case CONFLICT ->
                "The evidence contradicts itself: one event id came with two contents, or a chain leads back to itself.";
            case OUT_OF_VALIDITY -> "The key was used before it was issued or after it expired.";
            case CHAIN_TOO_LONG -> "The role chain has more hops than are followed.";
            case ISSUANCE_EVICTED ->
                "The event that issued this session was read, but its session had to leave memory.";
            case ISSUANCE_EXPIRED -> "The event that issued this session was read, but it is longer ago than is kept.";
            case ISSUANCE_NOT_SEEN -> "No event that issued this session is in these logs.";
            case MALFORMED_IDENTITY -> "The identity in the record cannot be understood.";
            case NO_IDENTITY -> "The record names nobody.";
        };
    }

    /** What to do about it. */
    public static String advice(UnattributedReason reason) {
        return switch (reason) {
            case CONFLICT -> "Find out which delivery of the event can be trusted, and read that one only.";
            case OUT_OF_VALIDITY -> "Look at the event: a clock is off, or the record is not genuine.";
            case CHAIN_TOO_LONG -> "Look at the sessions on the way: roles that assume each other without end.";
            case ISSUANCE_EVICTED -> "Run again with a larger --max-memory or --max-sessions.";
            case ISSUANCE_EXPIRED -> "Read all logs at once, with --mode final.";
            case ISSUANCE_NOT_SEEN ->
                "Add the logs of the hours before, and of every account and Region that may have issued it. AssumeRole is"
                        + " a read-only event: a trail of write-only events does not record it.";
            case MALFORMED_IDENTITY -> "Please report the shape of the record.";
            case NO_IDENTITY -> "Nothing: an anonymous call, or a sign-in that failed.";
        };
    }

    /** A signal in a few words. */
    public static String brief(SignalType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A number with its noun. */
    public static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
