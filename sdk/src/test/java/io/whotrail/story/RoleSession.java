// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Basis;
import io.whotrail.Hop;
import io.whotrail.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A session of a role, used by its issued key, in the console, or by a service. Changes make another view of it. */
public final class RoleSession extends Actor implements Cloneable {
    private final Role role;
    private final String name;
    private final String issuedKey;
    private final String sourceIdentity;
    private final List<StoryEvent> issuances;
    private final boolean shown;
    private final Actor caller;
    private Identity origin;
    private Instant birth;
    private String key;
    private boolean otherKeys;
    private boolean console;
    private String address;
    private String invokedBy;
    private String delivery;
    private Map<String, Object> webIdFederation;
    private Map<String, Object> onBehalfOf;
    private Map<String, Object> inScopeOf;

    RoleSession(
            Role role,
            String name,
            String issuedKey,
            Instant birth,
            String sourceIdentity,
            List<StoryEvent> issuances,
            boolean shown,
            Identity origin,
            Actor caller) {
        super(role.account());
        this.role = role;
        this.name = name;
        this.issuedKey = issuedKey;
        this.birth = birth;
        this.sourceIdentity = sourceIdentity;
        this.issuances = List.copyOf(issuances);
        this.shown = shown;
        this.origin = origin;
        this.caller = caller;
        this.key = issuedKey;
        this.address = caller.isService() ? "10.0.3.17" : caller.address();
    }

    private RoleSession with(Consumer<RoleSession> change) {
        try {
            var other = (RoleSession) clone();
            change.accept(other);
            return other;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same session in the console: each call has a key that no event issued. */
    public RoleSession inConsole() {
        return with(view -> {
            view.otherKeys = true;
            view.console = true;
        });
    }

    /** The same session with keys that no event issued, but not in the console. */
    public RoleSession withOtherKeys() {
        return with(view -> view.otherKeys = true);
    }

    /** A service calls for this session, with a key that no event issued. */
    public RoleSession through(String service) {
        return with(view -> {
            view.otherKeys = true;
            view.invokedBy = service;
            view.address = service;
        });
    }

    /** The service itself calls in this session, without a key. */
    public RoleSession keyless(String service) {
        return with(view -> {
            view.key = null;
            view.invokedBy = service;
            view.address = service;
        });
    }

    /** Used with this key. */
    public RoleSession withKey(String accessKeyId) {
        return with(view -> view.key = accessKeyId);
    }

    public RoleSession from(String newAddress) {
        return with(view -> view.address = newAddress);
    }

    /** Shows another birth. */
    public RoleSession bornAt(Instant newBirth) {
        return with(view -> view.birth = newBirth);
    }

    /** Delivered by the instance metadata service of this version. */
    public RoleSession delivered(String version) {
        return with(view -> view.delivery = version);
    }

    /** The Identity Center stamps its user on it. */
    public RoleSession onBehalfOf(IdentityCenterUser user) {
        return with(view -> view.onBehalfOf = user.onBehalfOf());
    }

    /** Lambda stamps its function on it. */
    public RoleSession inScopeOf(String functionArn) {
        return with(view -> view.inScopeOf = Json.object(
                "issuerType",
                "AWS::Lambda::Function",
                "credentialsIssuedTo",
                functionArn,
                "credentialsIssuedToVersion",
                functionArn + ":$LATEST"));
    }

    /** Keeps this of an OpenID Connect token. */
    public RoleSession keeping(String provider, Map<String, Object> attributes) {
        return with(
                view -> view.webIdFederation = Json.object("federatedProvider", provider, "attributes", attributes));
    }

    public String arn() {
        return role.sessionArn(name);
    }

    public String principalId() {
        return role.id() + ':' + name;
    }

    public Role role() {
        return role;
    }

    public String name() {
        return name;
    }

    public String key() {
        return issuedKey;
    }

    public Instant birth() {
        return birth;
    }

    String sourceIdentity() {
        return sourceIdentity;
    }

    /** The records that issued it: two where the caller is of another account, the caller's own first. */
    public List<StoryEvent> issuances() {
        return issuances;
    }

    public StoryEvent issuance() {
        return issuances.get(0);
    }

    /** The hop into this session, proven by its issuances. */
    public Hop hop(Basis link) {
        return hop(link, issuances.stream().map(StoryEvent::id).sorted().toList());
    }

    /** The hop into this session, proven by these events. */
    public Hop hop(Basis link, List<String> eventIds) {
        return new Hop(role.arn(), shown ? role.id() : null, name, sourceIdentity, birth, link, eventIds);
    }

    /** The hop into this session where nothing but its own record shows it. */
    public Hop unproven(Basis link) {
        return new Hop(role.arn(), role.id(), name, sourceIdentity, birth, link, List.of());
    }

    @Override
    public Identity origin() {
        return origin;
    }

    @Override
    String address() {
        return address;
    }

    @Override
    String userAgent() {
        return invokedBy != null ? invokedBy : console ? BROWSER : CLI;
    }

    @Override
    boolean isConsole() {
        return console;
    }

    @Override
    Map<String, Object> userIdentity() {
        return identity(otherKeys ? story().ids().temporaryKey(account().id()) : key);
    }

    private Map<String, Object> identity(String accessKeyId) {
        return Json.object(
                "type",
                "AssumedRole",
                "principalId",
                principalId(),
                "arn",
                arn(),
                "accountId",
                account().id(),
                "accessKeyId",
                accessKeyId,
                "sessionContext",
                context(),
                "invokedBy",
                invokedBy,
                "onBehalfOf",
                onBehalfOf,
                "inScopeOf",
                inScopeOf);
    }

    private Map<String, Object> context() {
        return Json.object(
                "sessionIssuer",
                        Json.object(
                                "type", "Role",
                                "principalId", role.id(),
                                "arn", role.arn(),
                                "accountId", account().id(),
                                "userName", role.name()),
                "webIdFederationData", webIdFederation,
                "attributes", Json.object("creationDate", birth.toString(), "mfaAuthenticated", "false"),
                "sourceIdentity", sourceIdentity,
                "ec2RoleDelivery", delivery);
    }

    /** A sign-in event shows the session without key and birth. */
    private Map<String, Object> bareIdentity() {
        return Json.object(
                "type",
                "AssumedRole",
                "principalId",
                principalId(),
                "arn",
                arn(),
                "accountId",
                account().id());
    }

    /** {@code ConsoleLogin} of this session. */
    public StoryEvent signsIn() {
        return story().record(
                        Drafts.signIn(this, "ConsoleLogin", bareIdentity())
                                .response("ConsoleLogin", "Success")
                                .put(
                                        "additionalEventData",
                                        Json.object(
                                                "MobileVersion",
                                                "No",
                                                "MFAUsed",
                                                "No",
                                                "SamlProviderArn",
                                                caller instanceof Federated subject ? subject.provider() : null)),
                        origin);
    }

    /** {@code GetSigninToken}: turns the credential into a console session. */
    public StoryEvent getsSigninToken() {
        return story().record(
                        Drafts.signIn(this, "GetSigninToken", identity(issuedKey))
                                .put("userAgent", CLI)
                                .response("GetSigninToken", "Success")
                                .put("additionalEventData", Json.object("MobileVersion", "No", "MFAUsed", "No")),
                        origin);
    }

    /** {@code SwitchRole}: the console says who switched into this session. */
    public StoryEvent switchedFrom(String arn) {
        return story().record(
                        Drafts.signIn(this, "SwitchRole", bareIdentity())
                                .response("SwitchRole", "Success")
                                .put(
                                        "additionalEventData",
                                        Json.object(
                                                "SwitchFrom",
                                                arn,
                                                "RedirectTo",
                                                "https://console.aws.amazon.com/console/home")),
                        origin);
    }

    /** {@code AssumeRoot}: becomes the root user of a member account for a quarter of an hour. */
    public Principal assumesRoot(Account member) {
        return AssumedRoot.of(this, member);
    }
}
