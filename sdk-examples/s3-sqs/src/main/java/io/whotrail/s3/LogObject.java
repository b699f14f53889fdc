// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object as a notification or a listing names it.
 *
 * @param bucket its bucket
 * @param key its key, not encoded
 * @param version its version; empty where the bucket keeps none
 * @param tag its entity tag, without quotes; empty where it is not known
 */
record LogObject(String bucket, String key, String version, String tag) {
    /** What CloudTrail calls a log file; digests and Insights have other words in the middle. */
    private static final Pattern LOG_FILE =
            Pattern.compile("(?:.*/)?[^/]+_CloudTrail_[\\w-]+_(\\d{8}T\\d{4}Z)_\\w+\\.json\\.gz", Pattern.DOTALL);

    private static final int ID_BYTES = 16;

    boolean isLogFile() {
        return LOG_FILE.matcher(key).matches();
    }

    /** When CloudTrail delivered it, by its name, as {@code 20260302T0910Z}. Texts of this form sort by time. */
    String delivered() {
        Matcher name = LOG_FILE.matcher(key);
        if (!name.matches()) {
            throw new IllegalStateException("not a log file");
        }
        return name.group(1);
    }

    /** The same for the same content, however often and by whatever way it is told of. */
    String id() {
        String content = String.join("\n", bucket, version.isEmpty() ? tag : "version " + version, key);
        byte[] hash = sha256().digest(content.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
    }

    String uri() {
        return "s3://" + bucket + "/" + key;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
