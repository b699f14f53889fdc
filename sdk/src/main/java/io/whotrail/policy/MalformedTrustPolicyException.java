// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

/** Says that a text handed to {@link TrustPolicy#parse} is no trust policy. Its message holds no content of the text. */
public final class MalformedTrustPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final long offset;

    MalformedTrustPolicyException(String path, long offset, String problem) {
        super("not a trust policy: " + path + " " + problem + " (character " + offset + ")");
        this.path = path;
        this.offset = offset;
    }

    /**
     * Where in the policy it shows.
     *
     * @return a JSON path, {@code $.Statement[0].Principal}; {@code $} where the text cannot be taken apart
     */
    public String path() {
        return path;
    }

    /**
     * Where in the text it shows.
     *
     * @return characters from the first one; of the decoded text, where the policy came encoded
     */
    public long offset() {
        return offset;
    }
}
