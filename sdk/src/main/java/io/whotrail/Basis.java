// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/**
 * The evidence that an origin rests on, strongest first. A chain's basis is the weakest basis met on it, so the order of
 * the constants is part of the contract.
 */
public enum Basis {
    /** The event itself names an identity that needs no explanation: an IAM user, root, a federated user's issuer, a SAML
     * or OpenID Connect subject, an Identity Center user, an AWS service. */
    DIRECT,
    /** On every hop the access key used is the one that the issuing event handed out, and identity, birth and validity
     * agree. */
    ISSUED_KEY,
    /** On at least one hop, role, session name and creation date name exactly one issuing caller: console sessions,
     * Identity Center, forwarded access and service-linked roles use keys that no event issued. */
    SESSION_BIRTH,
    /** AWS or the identity provider itself wrote the name: {@code onBehalfOf}, an Identity Center role, a console
     * switch, the subject of a federated session. */
    PROVIDER,
    /** The issuing event is missing, but the session shows that a service delivered its credential to a workload. */
    WORKLOAD,
    /** The issuing event is missing, but the role's trust policy in force at that time forced the session name to be the
     * caller's user name. */
    ENFORCED_NAME,
    /** The issuing event is missing, and the session bears a source identity; the origin is that name. */
    SOURCE_IDENTITY,
    /** The chain leaves the delivered accounts; the origin is the foreign principal. */
    FOREIGN_ACCOUNT;

    /**
     * The weaker of two bases.
     *
     * @param other another basis
     * @return whichever comes later in the order
     */
    public Basis weaker(Basis other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
