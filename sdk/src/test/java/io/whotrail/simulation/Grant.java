// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/**
 * A credential that is alive. Immutable.
 *
 * @param acting as it calls with the key that was issued, or with whatever it always shows
 * @param rekeyed as it calls with keys that no event issued; {@code null} where it never does
 * @param role the role; {@code null} for users and roots
 * @param name the session name
 * @param sourceIdentity the source identity
 * @param birth when it was born, in epoch seconds
 * @param until when it expires, in epoch seconds
 * @param depth how many roles were assumed to get it
 * @param keys what keys its calls show
 * @param carries whether its events show who it is, without the issuing one
 */
record Grant(
        Acting acting,
        Acting rekeyed,
        OrgRole role,
        String name,
        String sourceIdentity,
        long birth,
        long until,
        int depth,
        Keys keys,
        boolean carries) {

    enum Keys {
        /** The issued one, and now and then one that a service uses for it. */
        ISSUED,
        /** Always the same. */
        ONE,
        /** A new one for each call: a console session. */
        FRESH
    }

    boolean isAlive(long now) {
        return now < until;
    }

    /** Whether it may assume roles. */
    boolean canAssume() {
        return role != null && !role.path().startsWith("/aws-service-role/");
    }
}
