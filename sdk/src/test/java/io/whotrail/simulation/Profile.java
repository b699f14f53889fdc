// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What an organisation is like, and what happens to its records. Each differs from {@link #TYPICAL} as it says. */
public enum Profile {
    /** All kinds of births in realistic proportions; files come within ten minutes, by Region; 0.5 % of the records come twice. */
    TYPICAL,
    /** Most sessions assume further roles, also back and forth, up to 40 hops. */
    CHAINS,
    /** Console sign-ins, switches of role, sign-in tokens and OAuth grants. */
    CONSOLE,
    /** SAML, OpenID Connect, Identity Center, federated users. */
    FEDERATION,
    /** Instances, tasks, functions and service-linked roles. */
    SERVICES,
    /** Roles across accounts; two accounts log only writes, two have no trail. */
    CROSS_ACCOUNT,
    /** 5 % of the issuing records are lost, apart from {@code AssumeRoot}: nothing else tells its sessions from root's own. */
    LOSSY,
    /** One event a second; every twelve hours a Region delivers nothing for three; the lateness is five hours. */
    OUTAGE,
    /** Key ids that two sessions have, and sessions of one name and second. */
    COLLISIONS,
    /**
     * People who want another to be named: names and source identities that are not theirs, roles that go back and forth or are
     * made anew, keys, names and seconds that two sessions share, clocks that are wrong, forged and replayed records, a flood.
     */
    HOSTILE,
    /** Half of all events make sessions that are used once at the most, against a bound of 20,000 sessions. */
    FLOOD,
    /**
     * Roles whose trust policy forces session names, policies that change, roles made anew; 20 % of the issuances lost, none
     * of the changes: nothing tells that a policy which was not delivered is in force.
     */
    POLICIES,
    /** One event a second; 2 % of the records come hours after the lateness. */
    LATE,
    /** Every second record comes twice: by the organisation's trail and by the account's. */
    DUPLICATES,
    /** All acts of all profiles, two accounts that log only writes, 3 % of the issuances lost, 5 % of the records twice. */
    MIXED;

    Parameters parameters() {
        Parameters typical = typical();
        return switch (this) {
            case TYPICAL -> typical;
            case CHAINS -> typical.weight(Act.CHAIN, 120).deepest(40);
            case CONSOLE ->
                typical.weight(Act.SWITCH_ROLE, 60)
                        .weight(Act.SAML_CONSOLE, 40)
                        .weight(Act.SIGN_IN_TOKEN, 40)
                        .weight(Act.OAUTH_GRANT, 30)
                        .weight(Act.USER_CONSOLE, 60);
            case FEDERATION ->
                typical.weight(Act.SAML, 50)
                        .weight(Act.SAML_CONSOLE, 20)
                        .weight(Act.WEB_IDENTITY, 60)
                        .weight(Act.IDENTITY_CENTER, 60)
                        .weight(Act.FEDERATION_TOKEN, 20);
            case SERVICES ->
                typical.weight(Act.INSTANCE, 40)
                        .weight(Act.TASK, 40)
                        .weight(Act.FUNCTION, 60)
                        .weight(Act.SERVICE_LINKED, 40)
                        .weight(Act.LAKE_FORMATION, 20)
                        .weight(Act.SERVICE_CALL, 60);
            case CROSS_ACCOUNT ->
                typical.weight(Act.ASSUME_ACROSS, 90)
                        .weight(Act.ASSUME_FROM_OUTSIDE, 40)
                        .weight(Act.CHAIN, 60)
                        .weight(Act.SHARED_CALL, 60)
                        .writeOnlyAccounts(2);
            case LOSSY -> typical.lossPerMillion(50_000);
            case OUTAGE ->
                typical.outage(Duration.ofHours(3))
                        .lateness(Duration.ofHours(5))
                        .calm();
            case COLLISIONS ->
                typical.weight(Act.KEY_COLLISION, 40).weight(Act.TWINS, 40).weight(Act.SWITCH_ROLE_TWINS, 10);
            case HOSTILE ->
                typical.weight(Act.SPOOFED_NAME, 60)
                        .weight(Act.CHOSEN_SOURCE_IDENTITY, 40)
                        .weight(Act.REFUSED, 20)
                        .weight(Act.JUGGLING, 10)
                        .weight(Act.KEY_COLLISION, 10)
                        .weight(Act.TWINS, 10)
                        .weight(Act.SWITCH_ROLE_TWINS, 5)
                        .weight(Act.ASSUME_FORCED, 20)
                        .weight(Act.POLICY_CHANGE, 2)
                        .weight(Act.RECREATED_ROLE, 2)
                        .weight(Act.FLOOD, 20)
                        .weight(Act.FORGED_ISSUANCE, 10)
                        .weight(Act.FORGED_CONTENT, 5)
                        .weight(Act.FUTURE_TIME, 5)
                        .weight(Act.REPLAY, 10)
                        .weight(Act.CLOCK_SKEW, 10)
                        .weight(Act.EXPIRED_USE, 10)
                        .weight(Act.ASSUME_ROOT, 20);
            case FLOOD -> typical.weight(Act.FLOOD, 600).maximumSessions(20_000).crowded();
            case POLICIES ->
                typical.weight(Act.ASSUME_FORCED, 80)
                        .weight(Act.POLICY_CHANGE, 2)
                        .weight(Act.RECREATED_ROLE, 1)
                        .lossPerMillion(200_000);
            case LATE -> typical.latePerMillion(20_000).calm();
            case DUPLICATES -> typical.duplicatesPerMillion(500_000);
            case MIXED -> mixed();
        };
    }

    private static Parameters mixed() {
        Parameters all = typical();
        for (Act act : Act.values()) {
            if (act != Act.FLOOD) {
                all.weight(act, Math.max(10, all.weights().getOrDefault(act, 0)));
            }
        }
        return all.weight(Act.CHAIN, 60)
                .weight(Act.FORGED_CONTENT, 3)
                .weight(Act.POLICY_CHANGE, 2)
                .weight(Act.RECREATED_ROLE, 1)
                .deepest(12)
                .writeOnlyAccounts(2)
                .lossPerMillion(30_000)
                .duplicatesPerMillion(50_000);
    }

    private static Parameters typical() {
        return new Parameters()
                .weight(Act.USE, 600)
                .weight(Act.USER_CALL, 90)
                .weight(Act.USER_CONSOLE, 20)
                .weight(Act.USER_FORWARDED, 10)
                .weight(Act.SESSION_TOKEN, 4)
                .weight(Act.FEDERATION_TOKEN, 2)
                .weight(Act.REFUSED, 3)
                .weight(Act.ROOT, 2)
                .weight(Act.ASSUME_ROOT, 1)
                .weight(Act.ASSUME, 20)
                .weight(Act.ASSUME_ACROSS, 10)
                .weight(Act.ASSUME_FROM_OUTSIDE, 2)
                .weight(Act.CHAIN, 12)
                .weight(Act.SAML, 4)
                .weight(Act.SAML_CONSOLE, 2)
                .weight(Act.WEB_IDENTITY, 8)
                .weight(Act.IDENTITY_CENTER, 10)
                .weight(Act.SWITCH_ROLE, 4)
                .weight(Act.SIGN_IN_TOKEN, 2)
                .weight(Act.OAUTH_GRANT, 2)
                .weight(Act.INSTANCE, 4)
                .weight(Act.TASK, 4)
                .weight(Act.FUNCTION, 10)
                .weight(Act.SERVICE_LINKED, 8)
                .weight(Act.LAKE_FORMATION, 2)
                .weight(Act.SERVICE_CALL, 30)
                .weight(Act.SHARED_CALL, 10)
                .weight(Act.NOBODY, 2)
                .weight(Act.SPOOFED_NAME, 1)
                .weight(Act.CHOSEN_SOURCE_IDENTITY, 2);
    }

    /** The lateness that an attributor needs for it. */
    public Duration lateness() {
        return parameters().lateness();
    }

    /** How many sessions an attributor shall keep. */
    public long maximumSessions() {
        return parameters().maximumSessions();
    }

    /** Whether these are too few, so that some are pushed out. */
    boolean isCrowded() {
        return parameters().isCrowded();
    }

    /** How many answers have to wait where each is held until it is final. */
    public int maximumWaiting() {
        return parameters().maximumWaiting();
    }

    /** As it is typed: {@code cross-account}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a profile by its title.
     *
     * @throws IllegalArgumentException if there is none of it
     */
    public static Profile of(String title) {
        return Arrays.stream(values())
                .filter(profile -> profile.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no profile " + title + ", there are "
                        + Arrays.stream(values()).map(Profile::title).toList()));
    }
}
