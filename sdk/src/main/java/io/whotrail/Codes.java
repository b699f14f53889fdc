// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.InputTrust;
import io.whotrail.image.Code;

/** How a checkpoint writes what is one of few. Each list only grows at its end: its order is part of the format. */
final class Codes {
    static final Code<Basis> BASIS = Code.of(
            Basis.DIRECT,
            Basis.ISSUED_KEY,
            Basis.SESSION_BIRTH,
            Basis.PROVIDER,
            Basis.WORKLOAD,
            Basis.ENFORCED_NAME,
            Basis.SOURCE_IDENTITY,
            Basis.FOREIGN_ACCOUNT);

    static final Code<UnattributedReason> REASON = Code.of(
            UnattributedReason.CONFLICT,
            UnattributedReason.OUT_OF_VALIDITY,
            UnattributedReason.CHAIN_TOO_LONG,
            UnattributedReason.ISSUANCE_EVICTED,
            UnattributedReason.ISSUANCE_EXPIRED,
            UnattributedReason.ISSUANCE_NOT_SEEN,
            UnattributedReason.MALFORMED_IDENTITY,
            UnattributedReason.NO_IDENTITY);

    static final Code<SignalType> SIGNAL = Code.of(
            SignalType.NAME_IMPERSONATES,
            SignalType.NAME_DISAGREES,
            SignalType.SOURCE_IDENTITY_DISAGREES,
            SignalType.SOURCE_IDENTITY_SELF_CHOSEN,
            SignalType.KEY_SHARED,
            SignalType.OUT_OF_VALIDITY,
            SignalType.FUTURE_TIME,
            SignalType.ROLE_JUGGLING,
            SignalType.DEEP_CHAIN,
            SignalType.WORKLOAD_CREDENTIAL_ELSEWHERE,
            SignalType.CONTENT_CONFLICT,
            SignalType.MIXED_SCRIPT_NAME);

    static final Code<IdentityType> IDENTITY = Code.of(
            IdentityType.IAM_USER,
            IdentityType.ROOT,
            IdentityType.FEDERATED_USER,
            IdentityType.SAML_USER,
            IdentityType.WEB_IDENTITY_USER,
            IdentityType.IDENTITY_CENTER_USER,
            IdentityType.ASSUMED_ROLE,
            IdentityType.ROLE,
            IdentityType.AWS_ACCOUNT,
            IdentityType.AWS_SERVICE,
            IdentityType.DIRECTORY,
            IdentityType.UNKNOWN,
            IdentityType.SOURCE_IDENTITY,
            IdentityType.WORKLOAD);

    static final Code<Issuance.Kind> KIND = Code.of(
            Issuance.Kind.SESSION,
            Issuance.Kind.SIGN_IN,
            Issuance.Kind.SWITCH,
            Issuance.Kind.NAMED,
            Issuance.Kind.SHARED);

    static final Code<InputTrust> TRUST =
            Code.of(InputTrust.DIGEST_VERIFIED, InputTrust.SOURCE_AUTHENTICATED, InputTrust.UNAUTHENTICATED);

    static final Code<Quarantine.Reason> QUARANTINE =
            Code.of(Quarantine.Reason.OTHER_CONTENT, Quarantine.Reason.OTHER_CALLER);

    private Codes() {}
}
