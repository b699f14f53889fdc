// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

/**
 * An IAM role.
 *
 * @param account its account
 * @param path its path, beginning and ending with a slash
 * @param name its name
 * @param id its unique id, {@code AROA…}
 */
public record Role(Account account, String path, String name, String id) {
    public String arn() {
        return account.arn("iam", "role" + path + name);
    }

    /** The ARN of a session of this role. */
    public String sessionArn(String sessionName) {
        return account.arn("sts", "assumed-role/" + name + '/' + sessionName);
    }

    /** The role under the same name after it was deleted and created again: another role. */
    public Role recreated() {
        return new Role(account, path, name, account.story().ids().role(account.id()));
    }
}
