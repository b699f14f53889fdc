// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.whotrail.event.CloudTrailTime;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one object of an export says of a role; both of IAM's spelling and of AWS Config's. For one thread. */
final class RoleParts {
    private static final String ROLE_TYPE = "AWS::IAM::Role";

    private final Set<String> seen = new HashSet<>();
    private @Nullable String arn;
    private @Nullable String name;
    private @Nullable String id;
    private @Nullable String account;
    private @Nullable String type;
    private @Nullable String status;
    private @Nullable Instant createDate;
    private @Nullable Instant capturedAt;
    private @Nullable String document;
    private boolean hasDocument;
    private boolean isTwice;

    /** Takes in what a member says of a role, if it does, and does not read on. */
    void take(String member, JsonParser in) throws IOException {
        switch (member) {
            case "Arn", "arn", "ARN" -> arn = text(in);
            case "RoleName", "roleName", "resourceName" -> name = text(in);
            case "RoleId", "roleId", "resourceId" -> id = text(in);
            case "awsAccountId", "accountId" -> account = text(in);
            case "resourceType" -> type = text(in);
            case "configurationItemStatus" -> status = text(in);
            case "CreateDate", "createDate" -> createDate = time(in);
            case "configurationItemCaptureTime" -> capturedAt = time(in);
            default -> {
                return;
            }
        }
        once(member);
    }

    /** Takes in the trust policy that is the current value, in whatever form, and reads to its end. */
    void takeDocument(JsonParser in) throws IOException {
        once("AssumeRolePolicyDocument");
        hasDocument = true;
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            document = in.getText();
            return;
        }
        var copy = new ExportSyntax.Copy();
        copy.value(in);
        document = copy.text();
    }

    private void once(String member) {
        isTwice |= !seen.add(member);
    }

    /** Takes in what the object says that lies inside, which is about the role itself. */
    void takeInside(RoleParts inside) {
        arn = inside.arn == null ? arn : inside.arn;
        name = inside.name == null ? name : inside.name;
        id = inside.id == null ? id : inside.id;
        createDate = inside.createDate == null ? createDate : inside.createDate;
        document = inside.document == null ? document : inside.document;
        hasDocument |= inside.hasDocument;
        isTwice |= inside.isTwice;
    }

    /** Whether it is an AWS Config item, of a role or not. */
    boolean isItem() {
        return type != null;
    }

    /** Whether it is a role that is there. */
    boolean isRole() {
        boolean deleted = status != null && status.startsWith("ResourceDeleted");
        return !deleted && (type == null ? hasDocument : type.equals(ROLE_TYPE));
    }

    RoleSnapshot snapshot(String place, String at) {
        RoleKey key = key();
        String called = name != null ? name : arn != null ? arn : place;
        RoleSnapshot read = RoleSnapshot.of(key, called, id, createDate, capturedAt, isTwice ? null : document);
        if (read.problem() == null) {
            return read;
        }
        String unread = document == null && hasDocument
                ? "has a trust policy longer than " + TrustPolicy.MAXIMUM_LENGTH + " characters"
                : read.problem();
        String problem = isTwice ? "has a key that is there twice" : unread;
        return new RoleSnapshot(key, called, id, createDate, capturedAt, read.requirement(), at + ": " + problem);
    }

    private @Nullable RoleKey key() {
        RoleKey ofArn = RoleKey.of(arn);
        if (ofArn != null || account == null || account.isEmpty() || name == null || name.isEmpty()) {
            return ofArn;
        }
        return new RoleKey(account, name);
    }

    private static @Nullable String text(JsonParser in) throws IOException {
        return in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : null;
    }

    /** The AWS CLI has printed times as texts, and as seconds since 1970 with a fraction. */
    private static @Nullable Instant time(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return CloudTrailTime.parse(in.getText());
        }
        try {
            return Instant.ofEpochSecond((long) Math.floor(in.getDoubleValue()));
        } catch (DateTimeException | IOException none) {
            return null;
        }
    }
}
