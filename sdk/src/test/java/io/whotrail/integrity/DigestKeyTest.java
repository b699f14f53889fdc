// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are what {@code list-public-keys} prints, and strong enough, or they are refused with a reason. */
final class DigestKeyTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-31T00:00:00Z");

    @Test
    void aKeyThatIsNotTheOneOfItsFingerprintIsRefused() {
        assertThatThrownBy(
                        () -> DigestKey.ofPkcs1(SignedTrail.FIRST.pkcs1(), SignedTrail.SECOND.fingerprint(), FROM, TO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the one of its fingerprint");
    }

    /** The example of the AWS CLI's reference of {@code list-public-keys}: a key of AWS's own, with times in seconds. */
    @Test
    void theFingerprintIsTheOneThatAwsPrints() throws IOException {
        String value = "MIIBCgKCAQEAlSS3cl92HDycr/MTj0moOhas8habjrraXw+KzlWF0axSI2tcF+3iJ9BKQAVSKxGwxwu3m0wG3J+kUl1x"
                + "boEcEPHYoIYMbgfSw7KGnuDKwkLzsQWhUJ0cIbOHASox1vv/5fNXkrHhGbDCHeVXm804c83nvHUEFYThr1PfyP/8HwrCtR3FX5OANtQ"
                + "CP61C1nJtSSkC8JSQUOrIP4CuwJjc+4WGDk+BGH5m9iuiAKkipEHWmUl8/P7XpfpWQuk4h8g3pXZOrNXr08lbh4d39svj7UqdhvOXoB"
                + "ISp9t/EXYuePGEtBdrKD9Dz+VHwyUPtBQvYr9BnkF88qBnaPNhS44rzwIDAQAB";
        String fingerprint = "7f3f401420072e50a65a141430817ab3";
        String printed =
                "{\"PublicKeyList\":[{\"ValidityStartTime\":1453076702.0,\"ValidityEndTime\":1455668702.0,\"Value\":\""
                        + value + "\",\"Fingerprint\":\"" + fingerprint + "\"}]}";
        PublicKeys keys = PublicKeys.read(new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)), "keys");

        assertThat(keys.find("us-east-1", fingerprint, Instant.ofEpochSecond(1_453_076_702)))
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.validFrom()).isEqualTo(Instant.ofEpochSecond(1_453_076_702));
                    assertThat(key.validTo()).isEqualTo(Instant.ofEpochSecond(1_455_668_702));
                    assertThat(key.key().getModulus().bitLength()).isEqualTo(2_048);
                });
    }

    @Test
    void aKeyIsOfDigestsUpToTwoHoursOutsideOfItsTime() {
        DigestKey key = DigestKey.ofPkcs1(SignedTrail.FIRST.pkcs1(), SignedTrail.FIRST.fingerprint(), FROM, TO);

        assertThat(key.isOf(FROM.minusSeconds(7_200))).isTrue();
        assertThat(key.isOf(FROM.minusSeconds(7_201))).isFalse();
        assertThat(key.isOf(TO.plusSeconds(7_200))).isTrue();
        assertThat(key.isOf(TO.plusSeconds(7_201))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 65537, a key must have at least",
        "2047, 65537, a key must have at least",
        "2048, 3, a key's exponent must be at least",
        "2048, 65535, a key's exponent must be at least"
    })
    void aWeakKeyIsRefused(int bits, int exponent, String problem) throws GeneralSecurityException {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        RSAPublicKey weak = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent)));

        assertThatThrownBy(() -> new DigestKey("any", weak, FROM, TO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> DigestKey.ofPkcs1(new byte[] {1, 2, 3}, "any", FROM, TO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no RSA key");
    }

    private static PublicKeys keys(String json) throws IOException {
        return PublicKeys.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "keys");
    }

    private static String printed(String members) {
        return "{\"PublicKeyList\":[{" + members + "}]}";
    }

    private static String key() {
        String list = SignedTrail.publicKey(SignedTrail.FIRST, FROM, TO);
        return list.substring(1, list.length() - 1);
    }

    @Test
    void whatElseIsPrintedIsPassedOver() throws IOException {
        String more = "\"Other\":{\"Fingerprint\":[1,{}]},\"List\":[[],7],";
        String all = "{" + more
                + printed(more + key()).substring(1, printed(more + key()).length() - 1) + ",\"NextToken\":\"x\"}";

        assertThat(keys(all).find("any", SignedTrail.FIRST.fingerprint(), FROM)).hasSize(1);
        assertThat(keys(all).find("any", SignedTrail.FIRST.fingerprint().toUpperCase(Locale.ROOT), FROM))
                .hasSize(1);
        assertThat(keys(all).find("any", SignedTrail.SECOND.fingerprint(), FROM))
                .isEmpty();
    }

    @Test
    void timesMayHaveAnOffset() throws IOException {
        String json = printed(key().replace(FROM.toString(), "2026-03-01T01:00:00+01:00"));

        assertThat(keys(json).find("any", SignedTrail.FIRST.fingerprint(), FROM))
                .containsExactly(
                        DigestKey.ofPkcs1(SignedTrail.FIRST.pkcs1(), SignedTrail.FIRST.fingerprint(), FROM, TO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Value", "ValidityStartTime", "ValidityEndTime", "Fingerprint"})
    void aKeyWithoutOneOfItsPartsIsRefused(String part) {
        assertThatThrownBy(() -> keys(printed(key().replace('"' + part + '"', "\"Other\""))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a key without");
        assertThatThrownBy(() -> keys(printed(key().replaceFirst('"' + part + "\":\"[^\"]*\"", '"' + part + "\":[]"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("START_ARRAY where");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | it has no keys",
                "{} | it has no keys",
                "{\"PublicKeyList\":[]} | it has no keys",
                "[] | START_ARRAY where START_OBJECT must be (byte 0)",
                "{\"PublicKeyList\":{}} | START_OBJECT where START_ARRAY must be (byte 17)",
                "{\"PublicKeyList\":[7]} | VALUE_NUMBER_INT where START_OBJECT must be (byte 18)"
            })
    void anOutputWithoutKeysIsNone(String json, String problem) {
        assertThatThrownBy(() -> keys(json))
                .isInstanceOf(IOException.class)
                .hasMessage("keys is no output of list-public-keys: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdeg"})
    void aFingerprintThatIsNoMd5IsTakenAsItIs(String fingerprint) {
        assertThat(DigestKey.ofPkcs1(SignedTrail.FIRST.pkcs1(), fingerprint, FROM, TO)
                        .fingerprint())
                .isEqualTo(fingerprint);
    }

    @Test
    void whatIsNoJsonSaysWhere() {
        assertThatThrownBy(() -> keys("{\"PublicKeyList\" 7}"))
                .hasMessageMatching("keys is no output of list-public-keys: malformed JSON \\(byte \\d+\\)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Value", "ValidityStartTime", "ValidityEndTime"})
    void aKeyWhoseValueOrTimeIsNoneIsRefused(String part) {
        assertThatThrownBy(() -> keys(printed(key().replaceFirst('"' + part + "\":\"", '"' + part + "\":\"?"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("keys is no output of list-public-keys: ");
    }

    @Test
    void aKeySaysWhichItIsAndOfWhen() {
        assertThat(DigestKey.ofPkcs1(SignedTrail.FIRST.pkcs1(), SignedTrail.FIRST.fingerprint(), FROM, TO))
                .hasToString(
                        SignedTrail.FIRST.fingerprint() + ", valid from 2026-03-01T00:00:00Z to 2026-03-31T00:00:00Z");
    }

    @Test
    void severalOutputsOneAfterTheOtherAreOne() throws IOException {
        byte[] twice = SignedTrail.concat(SignedTrail.publicKeys(), SignedTrail.publicKeys());
        PublicKeys keys = PublicKeys.read(new ByteArrayInputStream(twice), "keys");

        assertThat(keys.find("eu-central-1", SignedTrail.FIRST.fingerprint(), FROM))
                .hasSize(2);
    }

    @Test
    void anErrorOfAKeyFilePointsAtThePlace() {
        byte[] wrong = "{\"PublicKeyList\":[{\"Value\":7}]}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PublicKeys.read(new ByteArrayInputStream(wrong), "keys.json"))
                .isInstanceOf(IOException.class)
                .hasMessage("keys.json is no output of list-public-keys: VALUE_NUMBER_INT where VALUE_STRING must be"
                        + " (byte 27)");
    }
}
