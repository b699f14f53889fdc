// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.SessionNameRequirement.Answer.FORCED_TO_CALLER;
import static io.whotrail.policy.SessionNameRequirement.Answer.FORCED_TO_PATTERN;
import static io.whotrail.policy.SessionNameRequirement.Answer.FREE;
import static io.whotrail.policy.SessionNameRequirement.Answer.UNKNOWN;

import io.whotrail.policy.SessionNameRequirement.Answer;
import org.jspecify.annotations.Nullable;

/** Everything that can be found out about a trust policy, with the sentences for it. They hold nothing of the policy. */
enum Finding {
    // The name is the caller's

    PINNED(FORCED_TO_CALLER, "The session name has to equal ${aws:username}, which only IAM users have.", null),
    PINNED_IGNORING_CASE(
            FORCED_TO_CALLER,
            "The session name has to equal ${aws:username} apart from case; user names are unique without regard to case.",
            null),
    PINNED_WEAKLY(
            FORCED_TO_CALLER,
            "The session name has to equal ${aws:username}; IfExists changes nothing, since there is always a name.",
            "Drop IfExists, which asks for less than is meant."),
    PINNED_BY_DENY(
            FORCED_TO_CALLER,
            "Only IAM users can pass, and they are refused every session name but ${aws:username}.",
            null),

    // The name has a form

    PATTERN(FORCED_TO_PATTERN, "The session name has to match a pattern that is not just ${aws:username}.", Advice.PIN),

    // The name is anybody's choice

    NO_CONDITION(FREE, "It asks nothing of the session name.", Advice.PIN),
    NO_PIN(FREE, "What it asks of the session name leaves the choice to the caller.", Advice.PIN),
    ANY_NAME(FREE, "Its pattern for the session name lets every name pass.", Advice.PIN),
    SEVERAL_NAMES(
            FREE,
            "It lets several session names pass, and the caller chooses among them.",
            "Leave ${aws:username} as the only value of sts:RoleSessionName."),
    DEFAULT_VALUE(
            FREE,
            "Its policy variable has a default value, which holds for callers without that key.",
            "Drop the default value of the policy variable."),
    CHOSEN_BY_CALLER(FREE, "It compares the session name with something that the caller chooses as well.", Advice.PIN),
    FEDERATED(
            FREE,
            "It lets an identity provider open sessions, and the name comes from the provider or the caller.",
            "Trust identity providers and IAM users in separate roles."),
    SEVERAL_PATHS(
            FREE,
            "Other statements force another name, and the caller chooses between the statements.",
            "Ask for the same session name in every statement that allows a session."),
    SERVICES_ONLY(
            FREE, "Only AWS services open sessions, and a service names its own; no user's name is in them.", null),
    SELF_ASSUMED(
            FREE,
            "The role has assumed itself without a grant in its trust policy, and can give its sessions any name.",
            "Take sts:AssumeRole on the role itself out of its permissions."),

    // Not to be said

    DENY_WITHOUT_USER(
            UNKNOWN,
            "It refuses other names than ${aws:username}, but callers without a user name can come here, and what it does"
                    + " to them is not documented.",
            "Put the condition StringEquals sts:RoleSessionName ${aws:username} into the Allow."),
    DENY_NOT_EVALUATED(
            UNKNOWN,
            "It refuses session names to some callers or in some cases, which is not evaluated.",
            "Put the condition StringEquals sts:RoleSessionName ${aws:username} into the Allow."),
    FOR_ALL_VALUES(
            UNKNOWN,
            "ForAllValues is satisfied by a missing key, and is not meant for keys of one value.",
            "Drop ForAllValues."),
    VARIABLE(UNKNOWN, "It compares the session name with a policy variable that is not evaluated.", Advice.PIN),
    REVERSED(
            UNKNOWN,
            "It compares another key with ${sts:RoleSessionName}, which is not evaluated.",
            "Write it the other way round: StringEquals sts:RoleSessionName ${aws:username}."),
    NO_VALUES(UNKNOWN, "Its condition on the session name has no value.", Advice.PIN),
    OPERATOR(UNKNOWN, "It has a condition operator that is not known.", "Check the spelling of the operator."),
    ELEMENT(UNKNOWN, "It has an element that trust policies do not have.", "Take the element out."),
    ACTION(UNKNOWN, "It has an action on role sessions that is not known.", "Name sts:AssumeRole only."),
    LITERAL_VARIABLE(
            UNKNOWN,
            "Without version 2012-10-17 a policy variable is plain text, and no session name can be that text.",
            "Write \"Version\": \"2012-10-17\"."),
    IMPOSSIBLE_NAME(
            UNKNOWN,
            "No session name can be what it asks for.",
            "With StringEquals, * and ? are plain text; use StringEquals with ${aws:username} alone."),
    NO_USERS(
            UNKNOWN,
            "It asks for a user name of callers that have none, so that nobody can satisfy it.",
            "Name IAM users or their account as principal."),
    DENIED(UNKNOWN, "It refuses everybody, so that nobody can open a session.", null),
    NO_ALLOW(UNKNOWN, "No statement lets anybody open a session.", null),

    // Of a role over time

    NOT_KNOWN(
            UNKNOWN,
            "The trust policy of this role at this time is not known.",
            "Add IAM's events, or an export of the account's roles."),
    UNREADABLE(UNKNOWN, "The trust policy of this role at this time cannot be read.", Advice.EXPORT),
    DELETED(UNKNOWN, "The role was deleted at this time.", null),
    OTHER_ROLE(UNKNOWN, "What is known is about another role that had the same name.", Advice.EXPORT),
    CONTRADICTED(UNKNOWN, "An export and the events of IAM contradict each other about this time.", Advice.EXPORT),
    NO_TIME(UNKNOWN, "A change of this role says no time, so that it may have been in force at any.", Advice.EXPORT),
    FORGOTTEN(
            UNKNOWN,
            "More versions of this role's trust policy are known than are kept, and this time is before those kept.",
            "Raise the number of versions that are kept of a role.");

    private final Answer answer;
    private final String why;
    private final @Nullable String advice;

    Finding(Answer answer, String why, @Nullable String advice) {
        this.answer = answer;
        this.why = why;
        this.advice = advice;
    }

    Answer answer() {
        return answer;
    }

    String why() {
        return why;
    }

    @Nullable
    String advice() {
        return advice;
    }

    /** Advice that several findings share. */
    private static final class Advice {
        static final String PIN = "Add the condition StringEquals sts:RoleSessionName ${aws:username}.";
        static final String EXPORT =
                "Give an export of the role that says when it was taken, such as an AWS Config item.";
    }
}
