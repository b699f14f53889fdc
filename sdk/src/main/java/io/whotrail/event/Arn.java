// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An Amazon Resource Name, taken apart at its first five colons: {@code arn:partition:service:region:account:resource}.
 *
 * <p>Any partition is accepted ({@code aws}, {@code aws-cn}, {@code aws-us-gov}, {@code aws-iso…}, {@code aws-eusc} and
 * those to come). The resource may hold colons and slashes of its own, as {@code role/aws:ec2-instance} does.
 *
 * @param partition the partition, never empty
 * @param service the service, in lower case as AWS prints it
 * @param region the region, empty for global services
 * @param accountId the account, empty or a word such as {@code aws} where AWS prints that
 * @param resource everything after the fifth colon, never empty
 */
public record Arn(String partition, String service, String region, String accountId, String resource) {

    private static final String PREFIX = "arn:";
    private static final String ASSUMED_ROLE = "assumed-role/";
    private static final String ROLE = "role/";

    /** Checks that the parts that are never empty are not.
     *
     * @throws IllegalArgumentException if partition, service or resource is empty */
    public Arn {
        if (partition.isEmpty() || service.isEmpty() || resource.isEmpty()) {
            throw new IllegalArgumentException("an ARN needs a partition, a service and a resource, got arn:"
                    + partition + ":" + service + ":" + region + ":" + accountId + ":" + resource);
        }
    }

    /**
     * Takes an ARN apart.
     *
     * @param text the text of an ARN, or anything else
     * @return the ARN, or {@code null} where the text is none
     */
    public static @Nullable Arn parse(@Nullable String text) {
        if (text == null || !text.startsWith(PREFIX)) {
            return null;
        }
        int partitionEnd = text.indexOf(':', PREFIX.length());
        int serviceEnd = partitionEnd < 0 ? -1 : text.indexOf(':', partitionEnd + 1);
        int regionEnd = serviceEnd < 0 ? -1 : text.indexOf(':', serviceEnd + 1);
        int accountEnd = regionEnd < 0 ? -1 : text.indexOf(':', regionEnd + 1);
        if (accountEnd < 0
                || partitionEnd == PREFIX.length()
                || serviceEnd == partitionEnd + 1
                || accountEnd == text.length() - 1) {
            return null;
        }
        return new Arn(
                text.substring(PREFIX.length(), partitionEnd),
                text.substring(partitionEnd + 1, serviceEnd),
                text.substring(serviceEnd + 1, regionEnd),
                text.substring(regionEnd + 1, accountEnd),
                text.substring(accountEnd + 1));
    }

    /**
     * The name of the role that this ARN is about: of a role ({@code role/path/name}) without its path, or of a role
     * session ({@code assumed-role/name/session}).
     *
     * @return the role's name as written, or {@code null} where the ARN is of neither kind
     */
    public @Nullable String roleName() {
        if (resource.startsWith(ASSUMED_ROLE)) {
            int end = resource.indexOf('/', ASSUMED_ROLE.length());
            String name = resource.substring(ASSUMED_ROLE.length(), end < 0 ? resource.length() : end);
            return name.isEmpty() ? null : name;
        }
        if (resource.startsWith(ROLE)) {
            String name = resource.substring(resource.lastIndexOf('/') + 1);
            return name.isEmpty() ? null : name;
        }
        return null;
    }

    /**
     * The role session name of {@code assumed-role/name/session}.
     *
     * @return the session name, or {@code null} where the ARN is no role session's
     */
    public @Nullable String roleSessionName() {
        if (!resource.startsWith(ASSUMED_ROLE)) {
            return null;
        }
        int end = resource.indexOf('/', ASSUMED_ROLE.length());
        return end < 0 || end == resource.length() - 1 ? null : resource.substring(end + 1);
    }

    /**
     * Whether this is the ARN of an account's root user, {@code arn:aws:iam::111122223333:root}.
     *
     * @return whether the resource is {@code root} of IAM
     */
    public boolean isRoot() {
        return service.equals("iam") && resource.equals("root");
    }

    /**
     * The last segment of a path-like resource: the user name of {@code user/division/alice}, the name of
     * {@code federated-user/bob}, the function of {@code function:name}.
     *
     * @return what follows the last slash, or the last colon where there is no slash; never empty
     */
    public String name() {
        int slash = resource.lastIndexOf('/');
        int start = slash >= 0 ? slash : resource.lastIndexOf(':');
        String name = resource.substring(start + 1);
        return name.isEmpty() ? resource : name;
    }

    /**
     * The session ARN by which everything about one role session finds together: partition, account, role name in lower
     * case and without its path, and session name as written. Role names are unique in an account whatever their path
     * and case.
     *
     * @param partition the partition
     * @param accountId the role's account
     * @param roleName the role's name, without its path
     * @param sessionName the role session name
     * @return the session ARN, with the role name in lower case
     */
    public static String ofRoleSession(String partition, String accountId, String roleName, String sessionName) {
        return PREFIX + partition + ":sts::" + accountId + ':' + ASSUMED_ROLE + roleName.toLowerCase(Locale.ROOT) + '/'
                + sessionName;
    }

    @Override
    public String toString() {
        return PREFIX + partition + ':' + service + ':' + region + ':' + accountId + ':' + resource;
    }
}
