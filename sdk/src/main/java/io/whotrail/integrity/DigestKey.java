// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * A public key that CloudTrail signed digests with for some time.
 *
 * @param fingerprint what digests name it by
 * @param key the key
 * @param validFrom when its validity begins
 * @param validTo when it ends
 */
public record DigestKey(String fingerprint, RSAPublicKey key, Instant validFrom, Instant validTo) {
    private static final int LEAST_BITS = 2048;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);
    private static final int MD5_DIGITS = 32;
    /** Digests of the time when keys change are signed by either. */
    private static final Duration TOLERANCE = Duration.ofHours(2);

    /** What stands before a PKCS#1 key to make it one that Java reads: the algorithm's name, RSA without parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int LONG_LENGTH = 0x80;

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if the key is shorter than 2,048 bits, or its exponent less than 65,537
     */
    public DigestKey {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(validFrom, "validFrom");
        Objects.requireNonNull(validTo, "validTo");
        if (key.getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException("a key must have at least " + LEAST_BITS + " bits, has "
                    + key.getModulus().bitLength());
        }
        if (key.getPublicExponent().compareTo(LEAST_EXPONENT) < 0) {
            throw new IllegalArgumentException(
                    "a key's exponent must be at least " + LEAST_EXPONENT + ", is " + key.getPublicExponent());
        }
    }

    /**
     * Reads a key as {@code ListPublicKeys} gives it.
     *
     * @param der the value, decoded: the DER of a PKCS#1 key
     * @param fingerprint the fingerprint; where it is 32 hexadecimal digits it must be the MD5 of the value
     * @param validFrom when its validity begins
     * @param validTo when it ends
     * @return the key
     * @throws IllegalArgumentException if it is none, not the one of the fingerprint, or too weak
     */
    public static DigestKey ofPkcs1(byte[] der, String fingerprint, Instant validFrom, Instant validTo) {
        if (isMd5(fingerprint) && !fingerprint.equalsIgnoreCase(md5(der))) {
            throw new IllegalArgumentException("the key is not the one of its fingerprint " + fingerprint);
        }
        try {
            var spec = new X509EncodedKeySpec(wrap(SEQUENCE, concat(RSA, wrap(BIT_STRING, concat(new byte[1], der)))));
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
            return new DigestKey(fingerprint, key, validFrom, validTo);
        } catch (GeneralSecurityException none) {
            throw new IllegalArgumentException("the value of fingerprint " + fingerprint + " is no RSA key", none);
        }
    }

    /** Whether digests may be signed with it at a time. */
    boolean isOf(Instant time) {
        return !time.isBefore(validFrom.minus(TOLERANCE)) && !time.isAfter(validTo.plus(TOLERANCE));
    }

    private static boolean isMd5(String text) {
        return text.length() == MD5_DIGITS && text.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** With a length of two bytes: a key that is strong enough has one. */
    private static byte[] wrap(int tag, byte[] content) {
        int length = content.length;
        return concat(new byte[] {(byte) tag, (byte) (LONG_LENGTH | 2), (byte) (length >> 8), (byte) length}, content);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        var both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, valid from %s to %s", fingerprint, validFrom, validTo);
    }
}
