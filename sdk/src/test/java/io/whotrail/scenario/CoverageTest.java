// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Basis;
import io.whotrail.IdentityType;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of answer, identity, signal and birth is told by at least one scenario. */
class CoverageTest {
    /** Calls that hand out credentials or begin sessions. */
    private static final List<String> BIRTHS = List.of(
            "AssumeRole",
            "AssumeRoleWithSAML",
            "AssumeRoleWithWebIdentity",
            "AssumeRoot",
            "GetSessionToken",
            "GetFederationToken",
            "GetCredentialsForIdentity",
            "GetRoleCredentials",
            "GetDataAccess",
            "UserAuthentication",
            "ConsoleLogin",
            "SwitchRole",
            "GetSigninToken",
            "AuthorizeOAuth2Access",
            "CreateOAuth2Token");

    private static final Set<String> ANSWERED = new HashSet<>();
    private static final Set<String> CALLED = new HashSet<>();
    private static int scenarios;

    @BeforeAll
    static void readAll() throws IOException {
        for (Path folder : ScenarioFiles.folders()) {
            ScenarioFiles scenario = ScenarioFiles.read(folder);
            scenarios++;
            for (String line : scenario.expected().values()) {
                collect(JsonLine.parse(line));
            }
            scenario.events().stream().map(CloudTrailEvent::eventName).forEach(CALLED::add);
        }
    }

    /** The words of the answer's fields, each with the field's name. */
    private static void collect(Object value) {
        if (value instanceof Map<?, ?> object) {
            for (Map.Entry<?, ?> field : object.entrySet()) {
                if (field.getValue() instanceof String text) {
                    ANSWERED.add(field.getKey() + "=" + text);
                }
                collect(field.getValue());
            }
        } else if (value instanceof List<?> items) {
            items.forEach(CoverageTest::collect);
        }
    }

    private static String[] words(String field, Enum<?>... constants) {
        return Arrays.stream(constants).map(constant -> field + "=" + constant).toArray(String[]::new);
    }

    @Test
    void thereAreScenariosEnough() {
        assertThat(scenarios).isGreaterThanOrEqualTo(40);
    }

    @Test
    void everyVerdictIsReached() {
        assertThat(ANSWERED).contains("verdict=ATTRIBUTED", "verdict=AMBIGUOUS", "verdict=UNATTRIBUTED");
    }

    @Test
    void everyBasisIsReached() {
        assertThat(ANSWERED).contains(words("basis", Basis.values()));
    }

    @Test
    void everyReasonIsReached() {
        assertThat(ANSWERED).contains(words("reason", UnattributedReason.values()));
    }

    @Test
    void everySignalIsReached() {
        assertThat(ANSWERED).contains(words("type", SignalType.values()));
    }

    @Test
    void everyTypeOfIdentityIsReached() {
        assertThat(ANSWERED)
                .contains(Arrays.stream(IdentityType.values())
                        .map(type -> "type=" + type.word())
                        .toArray(String[]::new));
    }

    @Test
    void everyBirthIsTold() {
        assertThat(CALLED).containsAll(BIRTHS);
    }
}
