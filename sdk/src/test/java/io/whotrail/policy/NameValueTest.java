// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one value asks of a session name, to the character. */
class NameValueTest {
    /** What STS takes as a session name. */
    private static final Pattern NAMES = Pattern.compile("[\\w+=,.@-]*");

    private static Finding equal(String value) {
        return new NameValue(value, false, true, false).rule(false, "").finding();
    }

    private static Finding like(String value) {
        return new NameValue(value, true, true, false).rule(false, "").finding();
    }

    @Test
    void aNameIsPossibleIfEachOfItsCharactersMayBeInOne() {
        for (char c = 0; c < 0x3000; c++) {
            String value = "bob" + c;
            Finding expected = NAMES.matcher(value).matches() ? Finding.PATTERN : Finding.IMPOSSIBLE_NAME;
            assertThat(equal(value)).as("character %d", (int) c).isEqualTo(expected);
        }
    }

    @Test
    void starAndQuestionMarkAreWildcardsInPatternsOnly() {
        assertThat(equal("bob?")).isEqualTo(Finding.IMPOSSIBLE_NAME);
        assertThat(equal("bob*")).isEqualTo(Finding.IMPOSSIBLE_NAME);
        assertThat(like("bob?")).isEqualTo(Finding.PATTERN);
        assertThat(like("bob*")).isEqualTo(Finding.PATTERN);
    }

    @Test
    void aStarAloneLetsEveryNamePassAndNothingElseDoes() {
        assertThat(like("*")).isEqualTo(Finding.ANY_NAME);
        assertThat(like("**")).isEqualTo(Finding.ANY_NAME);
        assertThat(like("??")).isEqualTo(Finding.PATTERN);
        assertThat(like("${aws:userid}*")).isEqualTo(Finding.PATTERN);
        assertThat(like("${aws:username}*")).isEqualTo(Finding.PATTERN);
        assertThat(like("${aws:username}?")).isEqualTo(Finding.PATTERN);
        assertThat(equal("ci-${aws:username}")).isEqualTo(Finding.PATTERN);
        assertThat(equal("${aws:username}${aws:username}")).isEqualTo(Finding.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${*}", "${?}", "${$}", "bob-${*}", "${aws:username}${?}"})
    void anEscapedCharacterIsInNoName(String value) {
        assertThat(like(value)).isEqualTo(Finding.IMPOSSIBLE_NAME);
        assertThat(equal(value)).isEqualTo(Finding.IMPOSSIBLE_NAME);
    }

    @Test
    void noNameIsEmpty() {
        assertThat(equal("")).isEqualTo(Finding.IMPOSSIBLE_NAME);
        assertThat(like("")).isEqualTo(Finding.IMPOSSIBLE_NAME);
    }

    @Test
    void aVariableWithADefaultHasOneWhateverIsBeforeTheComma() {
        assertThat(equal("${aws:username, 'x'}")).isEqualTo(Finding.DEFAULT_VALUE);
        assertThat(equal("${,'x'}")).isEqualTo(Finding.DEFAULT_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${saml:sub}", "${SAML:namequalifier}", "${token.example.com:sub}", "${a.b:c.d}"})
    void whatAnIdentityProviderSaysIsAPattern(String value) {
        assertThat(equal(value)).isEqualTo(Finding.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${provider:sub}", "${aws:not.known}", "${example.com}", "${.com:sub}", "${:sub}", "${}"})
    void aVariableThatNeitherAwsNorAHostNameStandsForIsNotEvaluated(String value) {
        assertThat(equal(value)).isEqualTo(Finding.VARIABLE);
    }

    @Test
    void aRequestTagIsTheProvidersWordOnlyWhereProvidersAreMeant() {
        String tag = "${aws:RequestTag/mail}";
        assertThat(equal(tag)).isEqualTo(Finding.CHOSEN_BY_CALLER);
        assertThat(new NameValue(tag, false, true, true).rule(false, "").finding())
                .isEqualTo(Finding.PATTERN);
        assertThat(new NameValue("${sts:ExternalId}", false, true, true)
                        .rule(false, "")
                        .finding())
                .isEqualTo(Finding.CHOSEN_BY_CALLER);
        assertThat(new NameValue("${custom:thing}", false, true, true)
                        .rule(false, "")
                        .finding())
                .isEqualTo(Finding.VARIABLE);
    }

    @Test
    void withoutVariablesABraceIsPlainTextThatNoNameCanBe() {
        var literal = new NameValue("${aws:username}", false, false, false);
        assertThat(literal.rule(false, "").finding()).isEqualTo(Finding.LITERAL_VARIABLE);
        var space = new NameValue("b ob", false, false, false);
        assertThat(space.rule(false, "").finding()).isEqualTo(Finding.IMPOSSIBLE_NAME);
    }
}
