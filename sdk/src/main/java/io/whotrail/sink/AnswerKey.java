// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/** The names of an answer's fields, encoded once. */
enum AnswerKey {
    ACCESS_KEY_ID("accessKeyId"),
    ACCOUNT_ID("accountId"),
    ARN("arn"),
    BASIS("basis"),
    CANDIDATES("candidates"),
    CHAIN("chain"),
    CHAIN_LENGTH("chainLength"),
    CLAIMS("claims"),
    CREATED_AT("createdAt"),
    DETAIL("detail"),
    DIGEST("digest"),
    EVENT_ID("eventId"),
    EVENT_IDS("eventIds"),
    EVENT_NAME("eventName"),
    EVENT_SOURCE("eventSource"),
    EVENT_TIME("eventTime"),
    FINAL("final"),
    FINALIZED_EARLY("finalizedEarly"),
    FINGERPRINT("fingerprint"),
    FURTHEST("furthest"),
    IDENTITY_STORE_ARN("identityStoreArn"),
    ISSUANCE_EVENT_IDS("issuanceEventIds"),
    ISSUED_AT("issuedAt"),
    LINK("link"),
    NAME("name"),
    ORIGIN("origin"),
    PRINCIPAL_ID("principalId"),
    PROVENANCE("provenance"),
    PROVIDER("provider"),
    REASON("reason"),
    RECIPIENT_ACCOUNT_ID("recipientAccountId"),
    REVISION("revision"),
    ROLE_ARN("roleArn"),
    ROLE_ID("roleId"),
    SERVICE("service"),
    SESSION("session"),
    SESSION_NAME("sessionName"),
    SESSION_REVISION("sessionRevision"),
    SIGNALS("signals"),
    SOURCE_IDENTITY("sourceIdentity"),
    TRUST("trust"),
    TYPE("type"),
    USER_ID("userId"),
    VALID_FROM("validFrom"),
    VALID_UNTIL("validUntil"),
    VERDICT("verdict"),
    VIA("via");

    /** How names of several words are spelled. */
    enum Spelling {
        /** As in {@code eventIds}. */
        CAMEL_CASE,
        /** As in {@code event_ids}, where every other key is spelled so. */
        SNAKE_CASE
    }

    @SuppressWarnings("Immutable") // but for its bytes, which are made when they are first wanted
    private final SerializedString camel;

    @SuppressWarnings("Immutable") // but for its bytes, which are made when they are first wanted
    private final SerializedString snake;

    AnswerKey(String name) {
        this.camel = new SerializedString(name);
        this.snake = new SerializedString(snake(name));
    }

    SerializableString spelled(Spelling spelling) {
        return spelling == Spelling.CAMEL_CASE ? camel : snake;
    }

    private static String snake(String name) {
        var snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append('_').append((char) (c - 'A' + 'a'));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
