// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** An IAM user with one access key and a password. */
public final class User extends Actor {
    private final String name;
    private final Identity origin;
    private final String address;
    private final String key;

    User(Account account, String path, String name, String address) {
        super(account);
        Ids ids = story().ids();
        this.name = name;
        this.address = address;
        this.key = ids.accessKey(account.id());
        String arn = account.arn("iam", "user" + path + name);
        this.origin = Origins.of(IdentityType.IAM_USER, name, arn, ids.user(account.id()), account.id());
    }

    @Override
    public Identity origin() {
        return origin;
    }

    @Override
    Map<String, Object> userIdentity() {
        return identity(key, null, null);
    }

    @Override
    String address() {
        return address;
    }

    private Map<String, Object> identity(String accessKeyId, Instant birth, String invokedBy) {
        Map<String, Object> context = birth == null
                ? null
                : Json.object("attributes", Json.object("creationDate", birth.toString(), "mfaAuthenticated", "true"));
        return Json.object(
                "type",
                "IAMUser",
                "principalId",
                origin.principalId(),
                "arn",
                origin.arn(),
                "accountId",
                account().id(),
                "accessKeyId",
                accessKeyId,
                "userName",
                name,
                "sessionContext",
                context,
                "invokedBy",
                invokedBy);
    }

    /** Signs in to the console; every call there has a key of its own. */
    public Principal signsIn() {
        Instant birth = story().now();
        story().record(
                        Drafts.signIn(this, "ConsoleLogin", identity(null, null, null))
                                .response("ConsoleLogin", "Success")
                                .put(
                                        "additionalEventData",
                                        Json.object(
                                                "LoginTo", "https://console.aws.amazon.com/console/home",
                                                "MobileVersion", "No",
                                                "MFAIdentifier", account().arn("iam", "mfa/" + name),
                                                "MFAUsed", "Yes")),
                        origin);
        return with(() -> identity(story().ids().temporaryKey(account().id()), birth, null))
                .inConsole();
    }

    /** A service calls for this user, with a key that no event issued. */
    public Principal through(String service) {
        Instant birth = story().now();
        return with(() -> identity(story().ids().temporaryKey(account().id()), birth, service));
    }

    /** {@code GetSessionToken}: stays this user, with a temporary key. */
    public Principal getsSessionToken(Duration duration) {
        Instant birth = story().now();
        String issued = story().ids().temporaryKey(account().id());
        calls(
                "sts.amazonaws.com",
                "GetSessionToken",
                draft -> draft.request(
                                "durationSeconds",
                                (int) duration.toSeconds(),
                                "serialNumber",
                                account().arn("iam", "mfa/" + name))
                        .response("credentials", Assumption.credentials(issued, birth.plus(duration)))
                        .put("readOnly", false));
        return with(() -> identity(issued, birth, null));
    }

    /** {@code GetFederationToken}: a federated user, under a name that this user chooses. */
    public FederatedUser getsFederationToken(String federatedName) {
        return FederatedUser.of(this, federatedName);
    }

    private Principal with(Supplier<Map<String, Object>> identity) {
        return new Principal(account(), origin, identity, address);
    }
}
