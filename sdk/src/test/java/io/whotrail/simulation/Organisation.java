// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The accounts, and the people and roles in them: made first, from the seed. The first account manages the others. */
final class Organisation {
    static final List<String> REGIONS = List.of("us-east-1", "eu-central-1", "eu-west-1", "ap-southeast-2");

    private static final List<String> NAMES = List.of(
            "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory", "niaj",
            "olivia", "peggy", "rupert", "sybil", "trent", "victor", "walter", "wendy");

    private final List<OrgAccount> accounts = new ArrayList<>();
    private final List<OrgAccount> members = new ArrayList<>();
    private final List<OrgAccount> foreign = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Person> strangers = new ArrayList<>();
    private final List<IdentityCenterUser> identityCenterUsers = new ArrayList<>();
    private final List<Subject> samlSubjects = new ArrayList<>();
    private final Map<RoleKind, List<OrgRole>> roles = new EnumMap<>(RoleKind.class);

    Organisation(Parameters parameters, SplitMix64 random, Identifiers ids) {
        for (RoleKind kind : RoleKind.values()) {
            roles.put(kind, new ArrayList<>());
        }
        int all = parameters.accounts() + parameters.foreignAccounts();
        for (int i = 0; i < all; i++) {
            addAccount(i, parameters, random);
        }
        for (OrgAccount account : accounts) {
            fill(account, parameters, ids);
        }
        String store = "arn:aws:identitystore::" + management().id() + ":identitystore/d-9967710cc5";
        for (int i = 0; i < parameters.peoplePerAccount(); i++) {
            String name = name(i) + "@example.com";
            identityCenterUsers.add(new IdentityCenterUser(management(), name, "9967710cc5-" + ids.uuid(), store));
            samlSubjects.add(Subject.saml(name(i) + ".saml@example.com", ids));
        }
    }

    private void addAccount(int index, Parameters parameters, SplitMix64 random) {
        boolean stranger = index >= parameters.accounts();
        Visibility visibility = stranger
                ? Visibility.NONE
                : index > 0 && index <= parameters.writeOnlyAccounts() ? Visibility.WRITE_ONLY : Visibility.ALL;
        long number = 100_000_000_000L + random.below(1_000_000) * 900_000L + index;
        var account = new OrgAccount(number, visibility, REGIONS, index * REGIONS.size());
        accounts.add(account);
        (stranger ? foreign : members).add(account);
    }

    private void fill(OrgAccount account, Parameters parameters, Identifiers ids) {
        for (int i = 0; i < parameters.peoplePerAccount(); i++) {
            var person = new Person(account, name(i), ids, address(account, i));
            account.people().add(person);
            (account.visibility() == Visibility.NONE ? strangers : people).add(person);
        }
        for (RoleKind kind : RoleKind.values()) {
            for (int copy = 0; copy < parameters.rolesPerKind(); copy++) {
                addRoles(account, kind, copy, ids);
            }
        }
    }

    private void addRoles(OrgAccount account, RoleKind kind, int copy, Identifiers ids) {
        for (String name : kind.names()) {
            boolean single = kind.path().startsWith("/aws-");
            if (copy > 0 && single) {
                continue;
            }
            String numbered = copy == 0 ? name : name + '-' + copy;
            var role = new OrgRole(account, kind.path(), numbered, ids.uniqueId("AROA", account.number()));
            account.roles().add(role);
            if (account.visibility() != Visibility.NONE) {
                roles.get(kind).add(role);
            }
        }
    }

    private static String name(int index) {
        String name = NAMES.get(index % NAMES.size());
        return index < NAMES.size() ? name : name + index / NAMES.size();
    }

    private String address(OrgAccount account, int index) {
        return "198.51." + accounts.indexOf(account) + '.' + (1 + index % 250);
    }

    List<OrgAccount> accounts() {
        return accounts;
    }

    OrgAccount management() {
        return accounts.get(0);
    }

    /** The accounts of the organisation, also those whose trail does not tell everything. */
    List<OrgAccount> members() {
        return members;
    }

    /** The accounts that nothing is delivered of. */
    List<OrgAccount> foreign() {
        return foreign;
    }

    List<Person> people() {
        return people;
    }

    /** People of foreign accounts. */
    List<Person> strangers() {
        return strangers;
    }

    List<IdentityCenterUser> identityCenterUsers() {
        return identityCenterUsers;
    }

    List<Subject> samlSubjects() {
        return samlSubjects;
    }

    List<OrgRole> roles(RoleKind kind) {
        return roles.get(kind);
    }
}
