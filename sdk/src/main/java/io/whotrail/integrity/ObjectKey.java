// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a digest or log file says.
 *
 * @param digest whether it is a digest's
 * @param scope the account and the Region: whose log files these are
 * @param region the Region
 * @param chain which chain of digests it belongs to: account, Region, trail and its home Region; empty for a log file
 * @param time the end of what a digest covers; about when a log file was delivered
 * @param backfill whether it is a digest of files that came late
 */
record ObjectKey(boolean digest, String scope, String region, String chain, Instant time, boolean backfill) {
    private static final String ACCOUNT_REGION_DAY =
            "(?:.*/)?AWSLogs/(?:o-[a-z0-9]+/)?(\\d{12})/%s/([a-z0-9-]+)/\\d{4}/\\d\\d/\\d\\d/";

    private static final Pattern DIGEST = Pattern.compile(ACCOUNT_REGION_DAY.formatted("CloudTrail-Digest")
            + "\\1_CloudTrail-Digest_\\2_(.+)_([a-z0-9-]+)_(\\d{8}T\\d{6}Z)(_backfill)?\\.json\\.gz");
    private static final Pattern LOG_FILE = Pattern.compile(
            ACCOUNT_REGION_DAY.formatted("CloudTrail") + "\\1_CloudTrail_\\2_(\\d{8}T\\d{4}Z)_[^/]+\\.json\\.gz");

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'");

    /** Reads a key; {@code null} where it is neither a digest's nor a log file's. */
    static @Nullable ObjectKey of(String key) {
        Matcher digest = DIGEST.matcher(key);
        try {
            if (digest.matches()) {
                String scope = digest.group(1) + '/' + digest.group(2);
                return new ObjectKey(
                        true,
                        scope,
                        digest.group(2),
                        scope + '/' + digest.group(3),
                        time(digest.group(5), SECONDS),
                        digest.group(6) != null);
            }
            Matcher logFile = LOG_FILE.matcher(key);
            return !logFile.matches()
                    ? null
                    : new ObjectKey(
                            false,
                            logFile.group(1) + '/' + logFile.group(2),
                            logFile.group(2),
                            "",
                            time(logFile.group(3), MINUTES),
                            false);
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    private static Instant time(String text, DateTimeFormatter format) {
        return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
    }
}
