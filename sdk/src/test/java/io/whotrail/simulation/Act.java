// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/**
 * What may happen next. Not acted are the births whose records nobody has shown: IAM Roles Anywhere's {@code CreateSession} and
 * {@code AssumeRoleForPodIdentity} of EKS, of which only refusals are known; AWS IoT's credentials provider and Systems Manager's
 * instance roles, whose records hold no key; and S3 Express's {@code CreateSession}, whose session is its caller's. Amazon
 * Cognito's appears in {@link #NOBODY}: its record names nobody.
 */
enum Act {
    /** A session that is alive is used. */
    USE,
    /** A user calls with the long-term key. */
    USER_CALL,
    /** A user signs in to the console, or calls there. */
    USER_CONSOLE,
    /** A service calls for a user, with a key that no event issued. */
    USER_FORWARDED,
    /** {@code GetSessionToken}, and a call with it. */
    SESSION_TOKEN,
    /** {@code GetFederationToken}, and a call with it. */
    FEDERATION_TOKEN,
    /** A user may not assume a role. */
    REFUSED,
    /** The root user signs in, or calls in the console. */
    ROOT,
    /** {@code AssumeRoot} of a member account. */
    ASSUME_ROOT,
    /** A user assumes a role of the own account. */
    ASSUME,
    /** A user assumes a role of another account: both trails tell of it. */
    ASSUME_ACROSS,
    /** A principal of a foreign account assumes a role. */
    ASSUME_FROM_OUTSIDE,
    /** A session assumes a role, of its own or of another account; also back to one that it came from. */
    CHAIN,
    /** {@code AssumeRoleWithSAML}. */
    SAML,
    /** {@code AssumeRoleWithSAML} and {@code ConsoleLogin}. */
    SAML_CONSOLE,
    /** {@code AssumeRoleWithWebIdentity}. */
    WEB_IDENTITY,
    /** A sign-in to Identity Center, and a session through it. */
    IDENTITY_CENTER,
    /** A user in the console switches role. */
    SWITCH_ROLE,
    /** Two users of one name switch to one role in one second. */
    SWITCH_ROLE_TWINS,
    /** {@code GetSigninToken}: an issued credential goes on in the console. */
    SIGN_IN_TOKEN,
    /** {@code aws login}: a console session goes on in the terminal. */
    OAUTH_GRANT,
    /** An instance gets two keys in one second. */
    INSTANCE,
    /** A task gets the credentials of its two roles. */
    TASK,
    FUNCTION,
    /** A service-linked role works, without keys. */
    SERVICE_LINKED,
    /** Lake Formation hands out data access. */
    LAKE_FORMATION,
    /** A service calls by itself. */
    SERVICE_CALL,
    /** A call on another account's resource, which both trails tell of. */
    SHARED_CALL,
    /** A record that names nobody. */
    NOBODY,
    /** A key id that a live session of somebody else has already. */
    KEY_COLLISION,
    /** Two users, one role, one session name, one second. */
    TWINS,
    /** A session named like somebody else, or like an instance. */
    SPOOFED_NAME,
    /** A session with a source identity of the caller's choice. */
    CHOSEN_SOURCE_IDENTITY,
    /** A session that goes back and forth between two roles. */
    JUGGLING,
    /** A forged {@code AssumeRole} for a real key. */
    FORGED_ISSUANCE,
    /** A forged record with the id of a real one. */
    FORGED_CONTENT,
    /** A record whose time cannot be. */
    FUTURE_TIME,
    /** Records of long ago come once more. */
    REPLAY,
    /** A clock is slow: a key is used a little, or too much, before its birth. */
    CLOCK_SKEW,
    /** A key is used after it expired. */
    EXPIRED_USE,
    /** A session that is made to fill memory. */
    FLOOD,
    /** A user assumes a role whose policy forces the session name. */
    ASSUME_FORCED,
    /** A trust policy begins or ceases to force names. */
    POLICY_CHANGE,
    /** A role is deleted and created again. */
    RECREATED_ROLE
}
