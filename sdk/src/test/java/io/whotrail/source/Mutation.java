// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One way in which a record may differ from the ordinary: still JSON or not, still an event or not. */
enum Mutation {
    FLIP {
        @Override
        byte[] of(byte[] record, Random random) {
            byte[] mutant = record.clone();
            mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            return mutant;
        }
    },
    OTHER_BYTE {
        @Override
        byte[] of(byte[] record, Random random) {
            byte[] mutant = record.clone();
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            return mutant;
        }
    },
    TRUNCATE {
        @Override
        byte[] of(byte[] record, Random random) {
            return Arrays.copyOf(record, random.nextInt(record.length));
        }
    },
    REMOVE {
        @Override
        byte[] of(byte[] record, Random random) {
            int from = random.nextInt(record.length);
            return replaced(record, from, Math.min(record.length, from + 1 + random.nextInt(40)), "");
        }
    },
    REPEAT {
        @Override
        byte[] of(byte[] record, Random random) {
            int from = random.nextInt(record.length);
            int to = Math.min(record.length, from + 1 + random.nextInt(60));
            return replaced(record, from, from, text(record, from, to));
        }
    },
    INSERT {
        @Override
        byte[] of(byte[] record, Random random) {
            int at = random.nextInt(record.length + 1);
            return replaced(record, at, at, any(PIECES, random));
        }
    },
    WHITE_SPACE {
        @Override
        byte[] of(byte[] record, Random random) {
            int at = find(record, random, ",:{}[]") + random.nextInt(2);
            return replaced(record, at, at, any(SPACES, random));
        }
    },
    INSIDE_A_STRING {
        @Override
        byte[] of(byte[] record, Random random) {
            int at = find(record, random, "\"") + 1;
            return replaced(record, at, at, any(IN_STRINGS, random));
        }
    },
    OTHER_VALUE {
        @Override
        byte[] of(byte[] record, Random random) {
            int from = JsonText.significant(record, find(record, random, ":") + 1, record.length);
            return replaced(record, from, JsonText.valueEnd(record, from, record.length), any(VALUES, random));
        }
    },
    OTHER_NAME {
        @Override
        byte[] of(byte[] record, Random random) {
            int colon = find(record, random, ":");
            int from = Math.max(colon - 1, 0);
            while (from > 0 && record[from - 1] != '"') {
                from--;
            }
            return from == 0 ? record : replaced(record, from, Math.max(from, colon - 1), any(NAMES, random));
        }
    },
    ANOTHER_MEMBER {
        @Override
        byte[] of(byte[] record, Random random) {
            int at = find(record, random, "{,");
            String member = "\"" + any(NAMES, random) + "\":" + any(VALUES, random);
            return replaced(record, at + 1, at + 1, member + ",");
        }
    };

    private static final List<String> SPACES = List.of(" ", "\n", "\t", "\r", "  \r\n\t ", "\f", "\u00a0", "\u0000");
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "\\",
            "\\\"",
            "\\u0041",
            "\\ud83d",
            "\\ud83d\\ude00",
            "\\u00",
            "null",
            "true",
            "-",
            "0",
            "1e9",
            "/*",
            "'",
            "\u0000",
            "\u007f",
            "\u00e9",
            "\ud83d\ude00",
            "{}",
            "[]",
            "\"\"",
            ",{");
    private static final List<String> IN_STRINGS = List.of(
            "\\",
            "\\\\",
            "\\\"",
            "\\/",
            "\\n",
            "\\x",
            "\\u0041",
            "\\u00e9",
            "\\ud800",
            "\\uD83D\\uDE00",
            "\\u12g4",
            "\n",
            "\t",
            "\u0000",
            "\u001f",
            " ",
            "\u007f",
            "\u00e9",
            "\u20ac",
            "\ud83d\ude00",
            "aws:",
            "{",
            "}");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "nul",
            "True",
            "0",
            "-0",
            "-",
            "00",
            "01",
            "12",
            "-7",
            "1.5",
            "1.",
            ".5",
            "1e3",
            "1E+3",
            "NaN",
            "12345678901234567890123",
            "0.10000000000000000000000000000000000000000000000000000000000001",
            "1234567890123456789012345678901234567890123456789012345678901234567890",
            "\"\"",
            "\"a\"",
            "\"true\"",
            "\"FALSE\"",
            "\"HIDDEN_DUE_TO_SECURITY_REASONS\"",
            "\"2026-01-01T00:00:00Z\"",
            "\"AwsCloudTrailInsight\"",
            "\"Insight\"",
            "\"aws:s3\"",
            "\"{}\"",
            "\"{\\\"roleArn\\\":\\\"x\\\"}\"",
            "\"\\u0061\"",
            "\"a\u00e9\"",
            "{}",
            "{ }",
            "[]",
            "[ ]",
            "[1,2]",
            "[{}]",
            "[{\"credentials\":{\"accessKeyId\":\"ASIA\"}}]",
            "{\"a\":1}",
            "{\"a\":1,}",
            "[1,]",
            "[,1]",
            "{\"arn\":\"x\"}",
            "{\"arn\":\"x\",\"arn\":\"y\"}",
            "[[[[[[[[1]]]]]]]]",
            "[".repeat(62) + "]".repeat(62),
            "[".repeat(63) + "]".repeat(63),
            "[".repeat(64) + "]".repeat(64),
            "{\"crossPartitionData\":{\"crossPartitionData\":{\"SwitchFrom\":\"s\"}}}",
            "{\"a\":".repeat(40) + "1" + "}".repeat(40),
            "\"" + "x".repeat(1100) + "\"");
    private static final List<String> NAMES = List.of(
            "eventID",
            "eventTime",
            "eventSource",
            "eventName",
            "eventType",
            "eventCategory",
            "eventVersion",
            "awsRegion",
            "errorCode",
            "sharedEventID",
            "sharedEventId",
            "userIdentity",
            "requestParameters",
            "responseElements",
            "additionalEventData",
            "serviceEventDetails",
            "addendum",
            "insightDetails",
            "Records",
            "logEvents",
            "digestS3Object",
            "type",
            "principalId",
            "arn",
            "accessKeyId",
            "sessionContext",
            "sessionIssuer",
            "attributes",
            "creationDate",
            "mfaAuthenticated",
            "sourceIdentity",
            "ec2RoleDelivery",
            "webIdFederationData",
            "onBehalfOf",
            "inScopeOf",
            "credentials",
            "credentialSet",
            "expiration",
            "assumedRoleUser",
            "durationSeconds",
            "updatedFields",
            "SwitchFrom",
            "crossPartitionData",
            "roleName",
            "",
            "a",
            "eventI",
            "eventIDD",
            "e\\u0076entID",
            "\u00e9",
            "x".repeat(1019),
            "x".repeat(1020),
            "x".repeat(1022),
            "x".repeat(1024),
            "x".repeat(1025));

    abstract byte[] of(byte[] record, Random random);

    /** A record that differs from another in one to three ways. */
    static byte[] mutant(byte[] record, Random random) {
        Mutation[] all = values();
        byte[] mutant = record;
        for (int i = random.nextInt(3); i >= 0 && mutant.length > 0; i--) {
            mutant = all[random.nextInt(all.length)].of(mutant, random);
        }
        return mutant;
    }

    /** The index of some byte that is one of some characters, or of any byte if there is none. */
    private static int find(byte[] record, Random random, String characters) {
        int start = random.nextInt(record.length);
        for (int i = start; i < start + record.length; i++) {
            if (characters.indexOf(record[i % record.length]) >= 0) {
                return i % record.length;
            }
        }
        return start;
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String text(byte[] record, int from, int to) {
        return new String(record, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] record, int from, int to, String text) {
        return Gzip.concat(Arrays.copyOf(record, from), Json.utf8(text), Arrays.copyOfRange(record, to, record.length));
    }
}
