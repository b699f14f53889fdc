// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.event.SessionIssuer;

/** A role, and which of its session names were born just now. Not thread safe. */
final class OrgRole {
    private static final int REMEMBERED = 16;
    /** How long, in seconds, the policy before a change may still be in force. */
    private static final int SPREADING = 300;
    /** Births of one name at least this far apart, in seconds, cannot be taken for each other. */
    private static final int APART = 3;

    private final OrgAccount account;
    private final String path;
    private final String name;
    private final String[] names = new String[REMEMBERED];
    private final long[] births = new long[REMEMBERED];
    private int next;
    private String id;
    private SessionIssuer issuer;

    /** Since when the policy in force forces each session to be named like the user; 0 where it does not. */
    private boolean forced;

    private long policyChangedAt;
    private long lastBirth;

    OrgRole(OrgAccount account, String path, String name, String id) {
        this.account = account;
        this.path = path;
        this.name = name;
        become(id);
    }

    private void become(String newId) {
        id = newId;
        issuer = new SessionIssuer("Role", newId, arn(), account.id(), name);
    }

    OrgAccount account() {
        return account;
    }

    String name() {
        return name;
    }

    String path() {
        return path;
    }

    String id() {
        return id;
    }

    String arn() {
        return "arn:aws:iam::" + account.id() + ":role" + path + name;
    }

    SessionIssuer issuer() {
        return issuer;
    }

    String sessionArn(String sessionName) {
        return "arn:aws:sts::" + account.id() + ":assumed-role/" + name + '/' + sessionName;
    }

    /** Whether no session of this name was born, or signed in, just now. */
    boolean isFree(String sessionName, long now) {
        for (int i = 0; i < REMEMBERED; i++) {
            if (sessionName.equals(names[i]) && now - births[i] < APART) {
                return false;
            }
        }
        return true;
    }

    void note(String sessionName, long now) {
        lastBirth = now;
        names[next] = sessionName;
        births[next] = now;
        next = (next + 1) % REMEMBERED;
    }

    boolean isForced() {
        return forced;
    }

    /** Whether the policy changed so recently that it is not sure to be in force. */
    boolean isSettled(long now) {
        return now - policyChangedAt > SPREADING;
    }

    /** Whether nothing happened to it just now, so that it is plain which policy a session was born under. */
    boolean isQuiet(long now) {
        return now - lastBirth > APART && now - policyChangedAt > APART;
    }

    void changePolicy(boolean forcesNames, long now) {
        forced = forcesNames;
        policyChangedAt = now;
    }

    /** Deleted and created again: the same name, another role. */
    void recreate(String newId, boolean forcesNames, long now) {
        become(newId);
        changePolicy(forcesNames, now);
    }
}
