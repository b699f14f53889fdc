// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/** What kind of story an event is part of, in truth. */
public enum Scenario {
    /** An IAM user with a key of its own, a session token, a federation token, or in the console. */
    USER,
    /** The root user by itself. */
    ROOT,
    /** Roots of member accounts, assumed with {@code AssumeRoot}. */
    ASSUMED_ROOT,
    /** A role of the caller's own account. */
    SAME_ACCOUNT,
    /** A role of another account. */
    CROSS_ACCOUNT,
    /** A role assumed by a role session. */
    CHAIN,
    /** A role session vouched for by a SAML provider. */
    SAML,
    /** A role session vouched for by an OpenID Connect provider. */
    WEB_IDENTITY,
    /** A role session of IAM Identity Center, and Identity Center itself. */
    IDENTITY_CENTER,
    /** A role session in the console, signed in or switched into. */
    CONSOLE,
    /** Instances, tasks, functions, services and their roles. */
    WORKLOAD,
    /** A principal of another account whose call an account's own record shows. */
    FOREIGN,
    /** Two sessions that look alike: one key id, or one name in one second. */
    COLLISION,
    /** Somebody who wants another to be named. */
    HOSTILE,
    /** A role whose trust policy forces session names. */
    FORCED_NAME,
    /** Sessions made to push others out of memory. */
    FLOOD
}
