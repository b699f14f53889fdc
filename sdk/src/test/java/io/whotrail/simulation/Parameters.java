// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What makes one profile differ from another; made anew for each simulation, and not changed once it runs. */
final class Parameters {
    private final Map<Act, Integer> weights = new EnumMap<>(Act.class);
    private int accounts = 8;
    private int foreignAccounts = 2;
    private int writeOnlyAccounts;
    private int peoplePerAccount = 12;
    private int rolesPerKind = 3;
    private int eventsPerSecond = 20;
    private int liveSessions = 2_000;
    private int deepest = 6;
    private int lossPerMillion;
    private int duplicatesPerMillion = 5_000;
    private int latePerMillion;
    private Duration outage = Duration.ZERO;
    private Duration lateness = Duration.ofMinutes(30);
    private long maximumSessions = 400_000;
    private int maximumWaiting = 200_000;
    private boolean crowded;

    /** How often each act happens, as parts of the sum of all. */
    Map<Act, Integer> weights() {
        return Collections.unmodifiableMap(weights);
    }

    Parameters weight(Act act, int weight) {
        weights.put(act, weight);
        return this;
    }

    int accounts() {
        return accounts;
    }

    int foreignAccounts() {
        return foreignAccounts;
    }

    int writeOnlyAccounts() {
        return writeOnlyAccounts;
    }

    /** Accounts beside the management account whose trail leaves out what only reads, {@code AssumeRole} too. */
    Parameters writeOnlyAccounts(int value) {
        writeOnlyAccounts = value;
        return this;
    }

    int peoplePerAccount() {
        return peoplePerAccount;
    }

    int rolesPerKind() {
        return rolesPerKind;
    }

    int eventsPerSecond() {
        return eventsPerSecond;
    }

    int liveSessions() {
        return liveSessions;
    }

    int deepest() {
        return deepest;
    }

    /** How many hops a chain may have. */
    Parameters deepest(int value) {
        deepest = value;
        return this;
    }

    int lossPerMillion() {
        return lossPerMillion;
    }

    /** How many of a million issuing records are lost. */
    Parameters lossPerMillion(int value) {
        lossPerMillion = value;
        return this;
    }

    int duplicatesPerMillion() {
        return duplicatesPerMillion;
    }

    /** How many of a million records are delivered twice. */
    Parameters duplicatesPerMillion(int value) {
        duplicatesPerMillion = value;
        return this;
    }

    int latePerMillion() {
        return latePerMillion;
    }

    /** How many of a million records come later than the lateness. */
    Parameters latePerMillion(int value) {
        latePerMillion = value;
        return this;
    }

    Duration outage() {
        return outage;
    }

    /** How long, every twelve hours, one Region delivers nothing; it all comes after. */
    Parameters outage(Duration value) {
        outage = value;
        return this;
    }

    Duration lateness() {
        return lateness;
    }

    /** The lateness that an attributor needs for this profile. */
    Parameters lateness(Duration value) {
        lateness = value;
        return this;
    }

    long maximumSessions() {
        return maximumSessions;
    }

    Parameters maximumSessions(long value) {
        maximumSessions = value;
        return this;
    }

    /** Whether sessions are pushed out by the bound on their number. */
    boolean isCrowded() {
        return crowded;
    }

    Parameters crowded() {
        crowded = true;
        return this;
    }

    int maximumWaiting() {
        return maximumWaiting;
    }

    /** About one event a second, so that some thousands of them take hours, and as many live sessions as that makes. */
    Parameters calm() {
        eventsPerSecond = 1;
        liveSessions = 400;
        return this;
    }

    /** A small world: few accounts, people, roles and sessions, and slow enough to come within the lateness. */
    Parameters small() {
        accounts = 3;
        foreignAccounts = 1;
        writeOnlyAccounts = Math.min(1, writeOnlyAccounts);
        peoplePerAccount = 3;
        rolesPerKind = 1;
        eventsPerSecond = 1;
        liveSessions = 12;
        return this;
    }
}
