// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.golden.GoldenFile;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation is what it says: the same on every JDK, as long and as late as the real thing, and readable as such. */
class SimulationTest {
    private static final int SOME = 3_000;
    private static final GoldenFile HASHES = GoldenFile.at("src/test/resources/simulation/hashes.txt");

    @Test
    void aSeedAndAProfileReproduceEveryByteInTheSameOrder() throws NoSuchAlgorithmException {
        var text = new StringBuilder();
        for (Profile profile : Profile.values()) {
            text.append(profile.title()).append(' ').append(hash(profile)).append('\n');
        }
        HASHES.assertMatches(text.toString());
    }

    private static String hash(Profile profile) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Deliveries deliveries = new Simulation(profile, 42).delivered(SOME);
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            digest.update(file.objectKey().getBytes(StandardCharsets.US_ASCII));
            for (SimulatedEvent record : file.records()) {
                digest.update(record.bytes());
                digest.update(record.truth().scenario().name().getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void anotherSeedIsAnotherWorld() {
        assertThat(new Simulation(Profile.TYPICAL, 1).next().event())
                .isNotEqualTo(new Simulation(Profile.TYPICAL, 2).next().event());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenReadsBackAsTheSameEvent(Profile profile) throws IOException {
        var rejected = new ArrayList<RejectedRecord>();
        CloudTrailReader reader =
                CloudTrailReader.builder().rejected(rejected::add).build();
        for (SimulatedEvent happened : new Simulation(profile, 7).happened(SOME)) {
            try (EventSource source = reader.open(new ByteArrayInputStream(happened.bytes()), "record")) {
                assertThat(source.next()).isEqualTo(happened.event());
                assertThat(source.next()).isNull();
            }
        }
        assertThat(rejected).isEmpty();
    }

    @Test
    void recordsAreAsLongAsRealOnes() {
        List<SimulatedEvent> events = new Simulation(Profile.TYPICAL, 7).happened(SOME);
        int[] sizes =
                events.stream().mapToInt(event -> event.bytes().length).sorted().toArray();
        assertThat(sizes[SOME / 2]).isBetween(1_000, 1_800);
        assertThat(sizes[SOME / 10]).isGreaterThan(600);
        assertThat(sizes[SOME * 9 / 10]).isBetween(1_400, 2_400);
    }

    @Test
    void everyActAndEveryScenarioHappens() {
        var scenarios = new HashMap<Scenario, Integer>();
        var names = new HashMap<String, Integer>();
        for (Profile profile : Profile.values()) {
            for (SimulatedEvent event : new Simulation(profile, 3).happened(20_000)) {
                scenarios.merge(event.truth().scenario(), 1, Integer::sum);
                names.merge(event.event().eventName(), 1, Integer::sum);
            }
        }
        assertThat(scenarios).containsOnlyKeys(Scenario.values());
        assertThat(names)
                .containsKeys(
                        "AssumeRole",
                        "AssumeRoleWithSAML",
                        "AssumeRoleWithWebIdentity",
                        "AssumeRoot",
                        "GetSessionToken",
                        "GetFederationToken",
                        "ConsoleLogin",
                        "SwitchRole",
                        "GetSigninToken",
                        "UserAuthentication",
                        "AuthorizeOAuth2Access",
                        "CreateOAuth2Token",
                        "GetRoleCredentials",
                        "GetDataAccess",
                        "CreateRole",
                        "UpdateAssumeRolePolicy",
                        "DeleteRole",
                        "RotationSucceeded",
                        "GetCredentialsForIdentity");
    }

    @Test
    void aFolderOfLogFilesReadsBackAsWhatWasDelivered(@TempDir Path folder) throws IOException {
        new Simulation(Profile.DUPLICATES, 9).delivered(SOME).writeTo(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(folder.relativize(file).toString())
                            .matches("AWSLogs/o-\\w+/(\\d{12})/CloudTrail/([a-z0-9-]+)/\\d{4}/\\d\\d/\\d\\d/"
                                    + "\\1_CloudTrail_\\2_\\d{8}T\\d{4}Z_\\w{16}\\.json\\.gz"));
        }
        Map<String, Integer> read = new HashMap<>();
        try (EventSource source = CloudTrailReader.create().openAll(folder)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                read.merge(event.eventId(), 1, Integer::sum);
            }
        }
        Map<String, Integer> delivered = new HashMap<>();
        Deliveries again = new Simulation(Profile.DUPLICATES, 9).delivered(SOME);
        for (SimulatedEvent event = again.next(); event != null; event = again.next()) {
            delivered.merge(event.event().eventId(), 1, Integer::sum);
        }
        assertThat(read).isEqualTo(delivered);
    }

    @Test
    void aLogFileIsOneJsonObject() throws IOException {
        DeliveredFile file = new Simulation(Profile.TYPICAL, 9).delivered(SOME).nextFile();
        var out = new ByteArrayOutputStream();
        file.writeTo(out);
        InputStream in = new ByteArrayInputStream(out.toByteArray());
        try (EventSource source = CloudTrailReader.create().open(in, file.objectKey())) {
            for (SimulatedEvent record : file.records()) {
                assertThat(source.next()).isEqualTo(record.event());
            }
            assertThat(source.next()).isNull();
        }
    }
}
