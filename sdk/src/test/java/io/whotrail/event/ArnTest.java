// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking ARNs apart, in all partitions and with all oddities. */
class ArnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws",
                "aws-cn",
                "aws-us-gov",
                "aws-iso",
                "aws-iso-b",
                "aws-iso-e",
                "aws-iso-f",
                "aws-eusc",
                "aws-new"
            })
    void everyPartitionIsTakenApartAndPutTogetherAgain(String partition) {
        String text = "arn:" + partition + ":iam::111122223333:role/path/to/Reader";
        Arn arn = Arn.parse(text);
        assertThat(arn).isEqualTo(new Arn(partition, "iam", "", "111122223333", "role/path/to/Reader"));
        assertThat(arn).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::1:role/Reader, Reader, , Reader",
        "arn:aws:iam::1:role/a/b/Reader, Reader, , Reader",
        "arn:aws:iam::1:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS, AWSServiceRoleForRDS, , "
                + "AWSServiceRoleForRDS",
        "arn:aws:iam::1:role/aws:ec2-instance, aws:ec2-instance, , aws:ec2-instance",
        "arn:aws:sts::1:assumed-role/Reader/ann@example.com, Reader, ann@example.com, ann@example.com",
        "arn:aws:sts::1:assumed-role/aws:ec2-instance/i-02854e4b, aws:ec2-instance, i-02854e4b, i-02854e4b",
        "arn:aws:sts::1:assumed-role/Reader/a/b, Reader, a/b, b",
        "arn:aws:sts::1:assumed-role/Reader, Reader, , Reader",
        "arn:aws:sts::1:assumed-role/Reader/, Reader, , assumed-role/Reader/",
        "arn:aws:sts::1:federated-user/bob, , , bob",
        "arn:aws:iam::1:user/division/alice, , , alice",
        "arn:aws:iam::1:root, , , root",
        "arn:aws:lambda:eu-west-1:1:function:name, , , name",
        "arn:aws:lambda:eu-west-1:1:function:name:$LATEST, , , $LATEST",
        "arn:aws:identitystore::1:identitystore/d-976710cc5d, , , d-976710cc5d",
        "arn:aws:identitystore:::user/976710cc5d, , , 976710cc5d",
        "arn:aws:signin:eu-west-1:1:session/6f1d, , , 6f1d",
        "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy, , , S3UnlockBucketPolicy",
        "arn:aws:s3:::bucket, , , bucket"
    })
    void theNamesInside(String text, String role, String session, String name) {
        Arn arn = Arn.parse(text);
        assertThat(arn.roleName()).isEqualTo(role);
        assertThat(arn.roleSessionName()).isEqualTo(session);
        assertThat(arn.name()).isEqualTo(name);
        assertThat(arn).hasToString(text);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "*",
                "arn",
                "arn:",
                "arn:aws",
                "arn:aws:iam",
                "arn:aws:iam::1",
                "arn:aws:iam::1:",
                "arn::iam::1:role/x",
                "arn:aws:::1:role/x",
                "ARN:aws:iam::1:root",
                " arn:aws:iam::1:root",
                "111122223333"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(Arn.parse(text)).isNull();
    }

    @Test
    void onlyTheRootUserIsRoot() {
        assertThat(Arn.parse("arn:aws-cn:iam::1:root").isRoot()).isTrue();
        assertThat(Arn.parse("arn:aws:iam::1:user/root").isRoot()).isFalse();
        assertThat(Arn.parse("arn:aws:sts::1:root").isRoot()).isFalse();
    }

    @Test
    void theSessionsArnHasItsRoleInLowerCaseAndItsNameAsWritten() {
        assertThat(Arn.ofRoleSession("aws", "111122223333", "ReadER", "Ann"))
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/reader/Ann");
    }

    @Test
    void partsThatNothingIsWithoutAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arn("aws", "iam", "", "1", ""))
                .withMessageContaining("got arn:aws:iam::1:");
        assertThatIllegalArgumentException().isThrownBy(() -> new Arn("", "iam", "", "1", "root"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Arn("aws", "", "", "1", "root"));
    }
}
