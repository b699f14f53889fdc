// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.InputTrust;
import io.whotrail.image.Code;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import io.whotrail.policy.SessionNameRequirement.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a checkpoint holds what is known of trust policies. */
final class PolicyImage {
    /* What was found is written as a number, not in words: two findings are to be the same after the words were improved. */

    /** What a checkpoint says. */
    record Content(SortedMap<RoleKey, RoleHistory> roles, long refused, long unplaced) {}

    static final Code<PolicyVersion.Kind> KIND = Code.of(
            PolicyVersion.Kind.DELETED,
            PolicyVersion.Kind.CREATED,
            PolicyVersion.Kind.UPDATED,
            PolicyVersion.Kind.CAPTURED);

    static final Code<Answer> ANSWER =
            Code.of(Answer.FREE, Answer.UNKNOWN, Answer.FORCED_TO_PATTERN, Answer.FORCED_TO_CALLER);

    static final Code<InputTrust> TRUST =
            Code.of(InputTrust.DIGEST_VERIFIED, InputTrust.SOURCE_AUTHENTICATED, InputTrust.UNAUTHENTICATED);

    static final Code<Finding> FINDING = Code.of(
            Finding.PINNED,
            Finding.PINNED_IGNORING_CASE,
            Finding.PINNED_WEAKLY,
            Finding.PINNED_BY_DENY,
            Finding.PATTERN,
            Finding.NO_CONDITION,
            Finding.NO_PIN,
            Finding.ANY_NAME,
            Finding.SEVERAL_NAMES,
            Finding.DEFAULT_VALUE,
            Finding.CHOSEN_BY_CALLER,
            Finding.FEDERATED,
            Finding.SEVERAL_PATHS,
            Finding.SERVICES_ONLY,
            Finding.SELF_ASSUMED,
            Finding.DENY_WITHOUT_USER,
            Finding.DENY_NOT_EVALUATED,
            Finding.FOR_ALL_VALUES,
            Finding.VARIABLE,
            Finding.REVERSED,
            Finding.NO_VALUES,
            Finding.OPERATOR,
            Finding.ELEMENT,
            Finding.ACTION,
            Finding.LITERAL_VARIABLE,
            Finding.IMPOSSIBLE_NAME,
            Finding.NO_USERS,
            Finding.DENIED,
            Finding.NO_ALLOW,
            Finding.NOT_KNOWN,
            Finding.UNREADABLE,
            Finding.DELETED,
            Finding.OTHER_ROLE,
            Finding.CONTRADICTED,
            Finding.NO_TIME,
            Finding.FORGOTTEN);

    private PolicyImage() {}

    static void write(Content content, OutputStream to) throws IOException {
        ImageWriter image = ImageWriter.begin(to, "whotrail-sdk", Instant.EPOCH);
        SectionWriter out = image.section("roles");
        out.writeCount(content.refused());
        out.writeCount(content.unplaced());
        out.writeCount(content.roles().size());
        for (var role : content.roles().entrySet()) {
            out.writeText(role.getKey().accountId());
            out.writeOwnText(role.getKey().roleName());
            RoleHistory history = role.getValue();
            write(history.changes(), out);
            write(history.captured(), out);
            write(history.undated(), out);
            out.writeBoolean(history.flaw() != null);
            if (history.flaw() != null) {
                FINDING.write(history.flaw(), out);
            }
        }
        image.seal();
    }

    static Content read(InputStream from) throws IOException, CheckpointException {
        try {
            return read(ImageReader.begin(from));
        } catch (IllegalArgumentException impossible) {
            throw new CheckpointException(
                    CheckpointException.Reason.DAMAGED,
                    "the checkpoint is damaged: it holds a trust policy that cannot be",
                    impossible);
        }
    }

    private static Content read(ImageReader image) throws IOException, CheckpointException {
        SectionReader in = image.section("roles");
        long refused = in.readCount();
        long unplaced = in.readCount();
        var roles = new TreeMap<RoleKey, RoleHistory>();
        for (long left = in.readCount(); left > 0; left--) {
            var key = new RoleKey(in.readTextOrFail(), in.readTextOrFail());
            var history = new RoleHistory(
                    readVersions(in), readVersions(in), readVersions(in), in.readBoolean() ? FINDING.read(in) : null);
            roles.put(key, history);
        }
        image.end();
        return new Content(Collections.unmodifiableSortedMap(roles), refused, unplaced);
    }

    private static void write(VersionList list, SectionWriter out) throws IOException {
        out.writeBoolean(list.isCut());
        out.writeCount(list.versions().size());
        for (PolicyVersion version : list.versions()) {
            out.writeNumber(version.second());
            KIND.write(version.kind(), out);
            out.writeText(version.roleId());
            write(version.requirement(), out);
            TRUST.write(version.trust(), out);
        }
    }

    private static VersionList readVersions(SectionReader in) throws IOException, CheckpointException {
        boolean cut = in.readBoolean();
        var versions = new ArrayList<PolicyVersion>(1);
        for (long left = in.readCount(); left > 0; left--) {
            versions.add(new PolicyVersion(
                    in.readNumber(), KIND.read(in), in.readText(), readRequirement(in), TRUST.read(in)));
        }
        return new VersionList(versions.stream().sorted().distinct().toList(), cut);
    }

    private static void write(SessionNameRequirement asked, SectionWriter out) throws IOException {
        Finding finding = findingOf(asked);
        out.writeBoolean(finding != null);
        if (finding != null) {
            FINDING.write(finding, out);
        } else {
            ANSWER.write(asked.answer(), out);
            out.writeText(asked.why());
            out.writeText(asked.advice());
        }
        out.writeText(asked.pattern());
        out.writeBoolean(asked.ignoresCase());
        out.writeText(asked.principalAccount());
        out.writeBoolean(asked.servicesAdmitted());
        out.writeText(asked.statement());
    }

    private static @Nullable Finding findingOf(SessionNameRequirement asked) {
        return Arrays.stream(Finding.values())
                .filter(finding -> finding.answer() == asked.answer()
                        && finding.why().equals(asked.why())
                        && Objects.equals(finding.advice(), asked.advice()))
                .findFirst()
                .orElse(null);
    }

    private static SessionNameRequirement readRequirement(SectionReader in) throws IOException, CheckpointException {
        Finding finding = in.readBoolean() ? FINDING.read(in) : null;
        Answer answer = finding == null ? ANSWER.read(in) : finding.answer();
        String why = finding == null ? in.readTextOrFail() : finding.why();
        String advice = finding == null ? in.readText() : finding.advice();
        return new SessionNameRequirement(
                answer, in.readText(), in.readBoolean(), in.readText(), in.readBoolean(), in.readText(), why, advice);
    }
}
