// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** CloudTrail records as text. */
public final class Records {
    public static final String ACCOUNT = "111122223333";

    private Records() {}

    /** A stable event id for a number. */
    public static String id(int number) {
        return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
    }

    /** What an IAM user did, from an address. */
    public static String of(String eventId, String user, String address) {
        return "{\"eventVersion\":\"1.08\",\"userIdentity\":" + user(user)
                + ",\"eventTime\":\"2026-01-05T09:00:00Z\",\"eventSource\":\"s3.amazonaws.com\","
                + "\"eventName\":\"GetObject\",\"sourceIPAddress\":\"" + address + "\",\"eventID\":\"" + eventId
                + "\",\"recipientAccountId\":\"" + ACCOUNT + "\"}";
    }

    public static String of(String eventId, String user) {
        return of(eventId, user, "198.51.100.7");
    }

    private static String user(String name) {
        return "{\"type\":\"IAMUser\",\"principalId\":\"AIDAEXAMPLE\",\"arn\":\"arn:aws:iam::" + ACCOUNT + ":user/x\","
                + "\"accountId\":\"" + ACCOUNT + "\",\"accessKeyId\":\"AKIAEXAMPLE\",\"userName\":\"" + name + "\"}";
    }

    /** A log file as CloudTrail delivers it, but for the compression. */
    public static String file(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    public static String file(List<String> records) {
        return file(records.toArray(String[]::new));
    }

    public static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    public static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }
}
