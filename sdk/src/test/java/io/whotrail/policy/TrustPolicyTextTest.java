// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.whotrail.testing.Seeds;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a trust policy is written down, and what is none. */
class TrustPolicyTextTest {
    private static final String POLICY = Policies.forced();

    private static SessionNameRequirement of(String text) {
        return TrustPolicy.parse(text).requirement();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Test
    void allEncodingsSayTheSame() {
        SessionNameRequirement plain = of(POLICY);
        assertThat(plain.namesTheCaller()).isTrue();
        assertThat(of(quoted(POLICY))).isEqualTo(plain);
        assertThat(of(Policies.urlEncoded(POLICY))).isEqualTo(plain);
        assertThat(of(Policies.urlEncoded(POLICY).replace("%7B", "%7b"))).isEqualTo(plain);
        assertThat(of(quoted(Policies.urlEncoded(POLICY)))).isEqualTo(plain);
        assertThat(of("\n\t " + POLICY + " ")).isEqualTo(plain);
    }

    @Test
    void aPlusIsNoSpace() {
        String policy = Policies.policy(Policies.allow(Policies.ROOT, "'StringEquals':{'sts:RoleSessionName':'a+b'}"));
        assertThat(of(Policies.urlEncoded(policy).replace("%2B", "+")).pattern())
                .isEqualTo("a+b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "7",
                "{",
                "{}",
                "\"\"",
                "\"{}",
                "%7",
                "%7B%7D",
                "%zz",
                "%C3",
                "{'Id':7,'Statement':{'Effect':'Allow','Principal':'*','Action':'*'}}",
                "{'Statement':{'Sid':true,'Effect':'Allow','Principal':'*','Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':['sts:AssumeRole',{}]}}",
                "{'Statement':[]}",
                "{'Statement':[[]]}",
                "{'Version':'2013-01-01','Statement':{'Effect':'Allow','Principal':'*','Action':'*'}}",
                "{'Version':2012,'Statement':{'Effect':'Allow','Principal':'*','Action':'*'}}",
                "{'Statement':{'Principal':'*','Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*'}}",
                "{'Statement':{'Effect':'allow','Principal':'*','Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'me','Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':{},'Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':{'AWS':[]},'Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':{'AWS':null},'Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':['*'],'Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','NotPrincipal':'*','Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','NotAction':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':[]}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':{'a':1}}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Condition':[]}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringEquals':'x'}}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*'}} {}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*'},}"
            })
    void whatIsNoPolicyIsMalformed(String text) {
        assertThatThrownBy(() -> TrustPolicy.parse(Policies.json(text)))
                .isInstanceOf(MalformedTrustPolicyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Statement':{'Effect':'Allow','Effect':'Deny','Principal':'*','Action':'*'}}",
                "{'Statement':[],'Statement':{'Effect':'Allow','Principal':'*','Action':'*'}}",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringEquals':"
                        + "{'sts:RoleSessionName':'a','sts:rolesessionname':'b'}}}}"
            })
    void aKeyThatIsThereTwiceIsMalformed(String text) {
        assertThatThrownBy(() -> TrustPolicy.parse(Policies.json(text)))
                .isInstanceOf(MalformedTrustPolicyException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void theErrorSaysWhere() {
        String text = Policies.json("{'Statement':[{'Effect':'Allow','Principal':'secret','Action':'*'}]}");
        var error = catchThrowableOfType(MalformedTrustPolicyException.class, () -> TrustPolicy.parse(text));
        assertThat(error.path()).isEqualTo("$.Statement[0].Principal");
        assertThat(error.offset()).isEqualTo(text.indexOf("\"secret"));
        assertThat(error)
                .hasMessage("not a trust policy: $.Statement[0].Principal is a text other than * (character "
                        + error.offset() + ")");
    }

    @Test
    void theErrorOfATextThatIsNoJsonSaysWhereToo() {
        String text = POLICY.replace("[{", "[}");
        var error = catchThrowableOfType(MalformedTrustPolicyException.class, () -> TrustPolicy.parse(text));
        assertThat(error.offset()).isBetween((long) text.indexOf("[}"), text.indexOf("[}") + 2L);
        assertThat(error).hasMessageContaining("is not JSON, or too deep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Statement':[7]} | $.Statement[0] is not an object",
                "{'Statement':{'Principal':['*']}} | $.Statement[0].Principal is not an object or *",
                "{'Statement':{'Principal':{}}} | $.Statement[0].Principal names nobody"
            })
    void theErrorSaysWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> TrustPolicy.parse(Policies.json(text))).hasMessageContaining(problem + " (");
    }

    @Test
    void anEmptySidNamesNoStatement() {
        String sid = Policies.allow(Policies.ROOT, "").replace("{'Effect'", "{'Sid':'','Effect'");
        assertThat(of(Policies.policy(sid)).statement()).isEqualTo("Statement[0]");
    }

    @Test
    void whatIsCutOffIsMalformedInEveryEncoding() {
        for (String whole : List.of(POLICY, quoted(POLICY), Policies.urlEncoded(POLICY))) {
            for (int length = 0; length < whole.length(); length++) {
                String cut = whole.substring(0, length);
                assertThatThrownBy(() -> TrustPolicy.parse(cut)).isInstanceOf(MalformedTrustPolicyException.class);
            }
        }
    }

    @Test
    void whatFollowsAPolicyIsMalformedInEveryEncoding() {
        for (String whole : List.of(POLICY, quoted(POLICY), Policies.urlEncoded(POLICY))) {
            for (String more : List.of("{}", "\"\"", "%7B%7D", "x")) {
                assertThatThrownBy(() -> TrustPolicy.parse(whole + more))
                        .isInstanceOf(MalformedTrustPolicyException.class);
            }
        }
    }

    @Test
    void hexadecimalDigitsAreThoseOfAsciiInEitherCase() {
        String policy = Policies.policy(
                Policies.allow(Policies.ROOT, "").replace("{'Effect'", "{'Sid':'\uD83D\uDE00\u00ff','Effect'"));
        String encoded = Policies.urlEncoded(policy);
        String lower = Pattern.compile("%..")
                .matcher(encoded)
                .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
        assertThat(of(encoded).statement()).isEqualTo("\uD83D\uDE00\u00ff");
        assertThat(of(lower)).isEqualTo(of(encoded));
        assertThat(of("%0A" + encoded + "%0a")).isEqualTo(of(encoded));
        for (String wide : List.of("%\uFF17B", "%7\uFF22", "%G0", "%0G")) {
            assertThatThrownBy(() -> TrustPolicy.parse(encoded.replaceFirst("%7B", wide)))
                    .hasMessageContaining("without two hexadecimal digits");
        }
    }

    @Test
    void whatIsNotOfAsciiIsEncodedThroughoutOrOfOneCharacter() {
        String policy = Policies.policy(Policies.allow(Policies.ROOT, "").replace("{'Effect'", "{'Sid':'x','Effect'"));
        String encoded = Policies.urlEncoded(policy);
        assertThat(of(encoded.replace("%22x%22", "%22\u00e9%22")).statement()).isEqualTo("\u00e9");
        assertThatThrownBy(() -> TrustPolicy.parse(encoded.replace("%22x%22", "%22\uD83D\uDE00%22")))
                .hasMessageContaining("is not URL-encoded throughout");
    }

    @Test
    void theLongestDocumentAndThreeWrappingsAreRead() {
        String longest = POLICY + " ".repeat(TrustPolicy.MAXIMUM_LENGTH - POLICY.length());
        assertThat(of(longest)).isEqualTo(of(POLICY));
        String wrapped = quoted(quoted(quoted(POLICY)));
        assertThat(of(wrapped)).isEqualTo(of(POLICY));
        assertThatThrownBy(() -> TrustPolicy.parse(quoted(wrapped)))
                .hasMessageContaining("is wrapped more than 3 times");
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThatThrownBy(() -> TrustPolicy.parse("{\"x\":" + "[".repeat(20_000)))
                .isInstanceOf(MalformedTrustPolicyException.class);
        assertThatThrownBy(() -> TrustPolicy.parse(" ".repeat(TrustPolicy.MAXIMUM_LENGTH + 1)))
                .isInstanceOf(MalformedTrustPolicyException.class)
                .hasMessageContaining("longer");
        String wrapped = POLICY;
        for (int i = 0; i < 5; i++) {
            wrapped = quoted(wrapped);
        }
        String tooOften = wrapped;
        assertThatThrownBy(() -> TrustPolicy.parse(tooOften)).isInstanceOf(MalformedTrustPolicyException.class);
    }

    @Test
    void longTextsOfThePolicyAreCut() {
        String sid = Policies.allow(Policies.ROOT, "'StringLike':{'sts:RoleSessionName':'" + "x".repeat(5_000) + "*'}")
                .replace("{'Effect'", "{'Sid':'" + "y".repeat(5_000) + "','Effect'");
        SessionNameRequirement actual = of(Policies.policy(sid));
        assertThat(actual.pattern()).hasSize(SessionNameRequirement.MAXIMUM_TEXT);
        assertThat(actual.statement()).hasSize(SessionNameRequirement.MAXIMUM_TEXT);
    }

    @ParameterizedTest
    @Seeds(300)
    void damageIsMalformedOrAnotherPolicyAndNothingElse(Random random) {
        var text = new StringBuilder(random.nextBoolean() ? POLICY : Policies.urlEncoded(POLICY));
        for (int i = 0; i < 3; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) random.nextInt(0x250));
                default -> text.setCharAt(at, "{}[]\",:%*$\\'\uD800".charAt(random.nextInt(13)));
            }
        }
        try {
            assertThat(of(text.toString())).isNotNull();
        } catch (MalformedTrustPolicyException malformed) {
            assertThat(malformed.getMessage()).startsWith("not a trust policy: $");
        }
    }
}
