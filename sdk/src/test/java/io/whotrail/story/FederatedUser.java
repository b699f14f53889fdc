// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A session of {@code GetFederationToken}. */
public final class FederatedUser extends Actor {
    private final User user;
    private final String name;
    private final String key;
    private final Instant birth;
    private final StoryEvent issuance;
    private final boolean showsIssuer;

    private FederatedUser(User user, String name, String key, Instant birth, StoryEvent issuance, boolean showsIssuer) {
        super(user.account());
        this.user = user;
        this.name = name;
        this.key = key;
        this.birth = birth;
        this.issuance = issuance;
        this.showsIssuer = showsIssuer;
    }

    static FederatedUser of(User user, String name) {
        Account account = user.account();
        Instant birth = user.story().now();
        Duration duration = Duration.ofHours(36);
        String key = user.story().ids().temporaryKey(account.id());
        StoryEvent issuance = user.calls(
                "sts.amazonaws.com",
                "GetFederationToken",
                draft -> draft.request("name", name, "durationSeconds", (int) duration.toSeconds())
                        .response(
                                "credentials", Assumption.credentials(key, birth.plus(duration)),
                                "federatedUser",
                                        Json.object(
                                                "federatedUserId",
                                                account.id() + ':' + name,
                                                "arn",
                                                arn(account, name)),
                                "packedPolicySize", 4)
                        .put("readOnly", false));
        return new FederatedUser(user, name, key, birth, issuance, true);
    }

    private static String arn(Account account, String name) {
        return account.arn("sts", "federated-user/" + name);
    }

    /** The same session in records that do not show whose it is. */
    public FederatedUser withoutIssuer() {
        return new FederatedUser(user, name, key, birth, issuance, false);
    }

    public String arn() {
        return arn(account(), name);
    }

    public String principalId() {
        return account().id() + ':' + name;
    }

    public String name() {
        return name;
    }

    public Instant birth() {
        return birth;
    }

    /** The record of {@code GetFederationToken}. */
    public StoryEvent issuance() {
        return issuance;
    }

    @Override
    public Identity origin() {
        return user.origin();
    }

    @Override
    String address() {
        return user.address();
    }

    @Override
    Map<String, Object> userIdentity() {
        Map<String, Object> issuer = Json.object(
                "type", "IAMUser",
                "principalId", origin().principalId(),
                "arn", origin().arn(),
                "accountId", account().id(),
                "userName", origin().name());
        return Json.object(
                "type", "FederatedUser",
                "principalId", principalId(),
                "arn", arn(),
                "accountId", account().id(),
                "accessKeyId", key,
                "sessionContext",
                        Json.object(
                                "sessionIssuer",
                                showsIssuer ? issuer : null,
                                "attributes",
                                Json.object("creationDate", birth.toString(), "mfaAuthenticated", "false")));
    }
}
