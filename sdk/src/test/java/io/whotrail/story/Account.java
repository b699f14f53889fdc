// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import java.util.HashMap;
import java.util.Map;

/** An AWS account and whoever lives in it. Not thread safe. */
public final class Account {
    private static final String OFFICE = "203.0.113.";

    private final Story story;
    private final String id;
    private final String partition;
    private final Map<String, Role> roles = new HashMap<>();
    private int people;

    Account(Story story, String id, String partition) {
        this.story = story;
        this.id = id;
        this.partition = partition;
    }

    Story story() {
        return story;
    }

    public String id() {
        return id;
    }

    /** The Region in which most things happen. */
    public String region() {
        return switch (partition) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "eu-central-1";
        };
    }

    public String partition() {
        return partition;
    }

    String arn(String service, String resource) {
        return "arn:" + partition + ':' + service + "::" + id + ':' + resource;
    }

    private String nextAddress() {
        return OFFICE + (10 + people++);
    }

    /** A new IAM user with one access key. */
    public User user(String name) {
        return user("/", name);
    }

    /** A new IAM user under a path. */
    public User user(String path, String name) {
        return new User(this, path, name, nextAddress());
    }

    /** The root user, with an access key of its own. */
    public Principal root() {
        String arn = arn("iam", "root");
        String key = story.ids().accessKey(id);
        return new Principal(
                this,
                Origins.of(IdentityType.ROOT, null, arn, id, id),
                () -> Json.object("type", "Root", "principalId", id, "arn", arn, "accountId", id, "accessKeyId", key),
                nextAddress());
    }

    /** A role, the same one for the same name. */
    public Role role(String name) {
        return role("/", name);
    }

    /** A role under a path. */
    public Role role(String path, String name) {
        return roles.computeIfAbsent(
                path + name, key -> new Role(this, path, name, story.ids().role(id)));
    }

    /** An AWS service that acts in this account. */
    public Principal service(String service) {
        return new Principal(
                this, Origins.service(service), () -> Json.object("type", "AWSService", "invokedBy", service), service);
    }

    /** Somebody whom a SAML provider of this account vouches for. */
    public Federated samlUser(String provider, String subject) {
        return Federated.saml(this, arn("iam", "saml-provider/" + provider), subject, nextAddress());
    }

    /** Somebody whom an OpenID Connect provider of this account vouches for. */
    public Federated webIdentity(String host, String audience, String subject) {
        return Federated.web(this, arn("iam", "oidc-provider/" + host), audience, subject, nextAddress());
    }

    /** A user of the Identity Center that lives in this account. */
    public IdentityCenterUser identityCenterUser(String name) {
        return new IdentityCenterUser(this, name, nextAddress());
    }

    /** Whoever else: with this {@code userIdentity}, and of this origin in truth. */
    public Principal other(Identity origin, Map<String, Object> userIdentity) {
        return new Principal(this, origin, () -> userIdentity, nextAddress());
    }
}
