// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A digest file, and what is known of it by itself and its signature.
 *
 * @param key where it lies
 * @param name what its key says
 * @param integrity what is known
 * @param detail why
 * @param digest what it says, as far as it can be read
 * @param hash the hash of its content
 * @param signature its signature; empty where it is not known
 */
record DigestFile(
        String key,
        ObjectKey name,
        Integrity integrity,
        String detail,
        @Nullable Digest digest,
        String hash,
        String signature) {
    static final String HASH_ALGORITHM = "SHA-256";
    private static final String SIGNATURE_ALGORITHM = "SHA256withRSA";
    /** Digests of the busiest hours name some ten thousand log files, of some hundred bytes each. */
    private static final int MAXIMUM_BYTES = 64 << 20;

    /** Reads and checks a digest. */
    static DigestFile of(LogMirror mirror, String key, ObjectKey name, PublicKeySource keys) throws IOException {
        byte[] content;
        String hash;
        try (InputStream raw = Files.newInputStream(mirror.files().get(key));
                var member = new SingleMember(raw, MAXIMUM_BYTES)) {
            content = member.readAllBytes();
            hash = HexFormat.of().formatHex(member.hash());
            if (member.damage() != null) {
                return new DigestFile(key, name, Integrity.MALFORMED, member.damage(), null, hash, "");
            }
            if (member.hasTrailingData()) {
                String detail = "something was appended to it";
                return new DigestFile(key, name, Integrity.TRAILING_DATA, detail, null, hash, "");
            }
        }
        try {
            return check(mirror, key, name, keys, Digest.of(content), hash);
        } catch (MalformedDigest malformed) {
            return new DigestFile(
                    key, name, Integrity.MALFORMED, String.valueOf(malformed.getMessage()), null, hash, "");
        }
    }

    private static DigestFile check(
            LogMirror mirror, String key, ObjectKey name, PublicKeySource keys, Digest digest, String hash)
            throws IOException {
        LogMirror.Signature signature = mirror.signature(key);
        String hex = signature == null ? "" : signature.hex();
        var unknown = new DigestFile(key, name, Integrity.SIGNATURE_UNKNOWN, "", digest, hash, hex);
        if (!digest.key().equals(key) || !mirror.isOf(digest.bucket())) {
            return unknown.as(Integrity.MOVED, "it says that it lies at " + digest.bucket() + '/' + digest.key());
        }
        if (!digest.signatureAlgorithm().equals(SIGNATURE_ALGORITHM)
                || signature != null
                        && signature.algorithm() != null
                        && !signature.algorithm().equals(SIGNATURE_ALGORITHM)) {
            return unknown.as(Integrity.UNSUPPORTED, "it is not signed with " + SIGNATURE_ALGORITHM);
        }
        if (signature == null) {
            return unknown.as(Integrity.SIGNATURE_UNKNOWN, "there is no " + key + LogMirror.METADATA);
        }
        Instant signedAt = name.backfill() ? signature.generated() : digest.end();
        if (signedAt == null) {
            return unknown.as(Integrity.SIGNATURE_UNKNOWN, "its metadata do not tell when it was made");
        }
        List<DigestKey> known = keys.find(name.region(), digest.fingerprint(), signedAt);
        if (known.isEmpty()) {
            return unknown.as(Integrity.KEY_UNKNOWN, "no key has the fingerprint " + digest.fingerprint());
        }
        List<DigestKey> ofTime =
                known.stream().filter(one -> one.isOf(signedAt)).toList();
        if (ofTime.isEmpty()) {
            return unknown.as(Integrity.KEY_UNKNOWN, "the key was not valid then: " + known.get(0));
        }
        boolean signed = ofTime.stream().anyMatch(one -> isSigned(one.key(), digest.signed(hash), hex));
        return signed
                ? unknown.as(Integrity.VERIFIED, "signed by " + digest.fingerprint())
                : unknown.as(Integrity.MODIFIED, "its signature is not of its content");
    }

    /** Why a signature does not fit is nobody's business. */
    private static boolean isSigned(RSAPublicKey key, String text, String hex) {
        try {
            Signature signature = Signature.getInstance(SIGNATURE_ALGORITHM);
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(HexFormat.of().parseHex(hex));
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }

    /** The same digest, of which something else is known. */
    DigestFile as(Integrity other, String why) {
        return new DigestFile(key, name, other, why, digest, hash, signature);
    }

    boolean isVerified() {
        return integrity == Integrity.VERIFIED;
    }

    /** What it says, where that is verified. */
    @Nullable
    Digest verified() {
        return isVerified() ? digest : null;
    }

    ObjectIntegrity shown(String bucket) {
        return new ObjectIntegrity(
                digest == null ? bucket : digest.bucket(),
                key,
                integrity,
                detail,
                key,
                digest == null ? null : digest.fingerprint());
    }
}
