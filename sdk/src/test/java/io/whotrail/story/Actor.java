// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import java.util.Map;
import java.util.function.Consumer;

/** Somebody or something that calls AWS. */
public abstract class Actor {
    static final String CLI =
            "aws-cli/2.17.11 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.11.8"
                    + " md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off";
    static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private final Account account;

    Actor(Account account) {
        this.account = account;
    }

    /** Whose records tell of this actor's calls. */
    public Account account() {
        return account;
    }

    Story story() {
        return account.story();
    }

    /** Who is behind this actor in truth. */
    public abstract Identity origin();

    /** The {@code userIdentity} of the next call. */
    abstract Map<String, Object> userIdentity();

    /** Where the calls come from. */
    abstract String address();

    String userAgent() {
        return CLI;
    }

    boolean isService() {
        return false;
    }

    /** Whether the calls are made by a browser for its user. */
    boolean isConsole() {
        return false;
    }

    /** Calls an API. */
    public StoryEvent calls(String eventSource, String eventName) {
        return calls(eventSource, eventName, draft -> {});
    }

    /** Calls an API, with a record that differs from the usual. */
    public StoryEvent calls(String eventSource, String eventName, Consumer<Draft> how) {
        Draft draft = Drafts.call(this, eventSource, eventName);
        how.accept(draft);
        return story().record(draft, origin());
    }

    /** The same, doing what administrators of roles do. */
    public RoleAdmin asAdmin() {
        return new RoleAdmin(this);
    }

    /** Assumes a role. */
    public RoleSession assumes(Role role, String sessionName) {
        return assumes(role, sessionName, assumption -> {});
    }

    /** Assumes a role in an unusual way. */
    public RoleSession assumes(Role role, String sessionName, Consumer<Assumption> how) {
        var assumption = new Assumption(this, role, sessionName);
        how.accept(assumption);
        return assumption.happen();
    }

    /** Tries to assume a role and is refused. */
    public StoryEvent failsToAssume(Role role) {
        return calls(
                "sts.amazonaws.com",
                "AssumeRole",
                draft -> draft.failing(
                        "AccessDenied",
                        "User: " + userIdentity().get("arn")
                                + " is not authorized to perform: sts:AssumeRole on resource: " + role.arn()));
    }
}
