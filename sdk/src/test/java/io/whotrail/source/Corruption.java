// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;

/** One way in which a record goes bad. Works on Latin-1 text, so that a char is a byte. */
enum Corruption {
    NULL(RejectReason.NOT_AN_EVENT) {
        @Override
        String harm(String event) {
            return "null";
        }
    },
    STRING(RejectReason.NOT_AN_EVENT) {
        @Override
        String harm(String event) {
            return "\"text, with {a brace\"";
        }
    },
    NUMBER(RejectReason.NOT_AN_EVENT) {
        @Override
        String harm(String event) {
            return "-12.5e3";
        }
    },
    BOOLEAN(RejectReason.NOT_AN_EVENT) {
        @Override
        String harm(String event) {
            return "true";
        }
    },
    WORD(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return "oops";
        }
    },
    ARRAY_OF_NUMBERS(RejectReason.NOT_AN_EVENT) {
        @Override
        String harm(String event) {
            return "[7]";
        }
    },
    OTHER_OBJECT(RejectReason.NOT_AN_EVENT) {
        @Override
        String harm(String event) {
            return "{\"level\":\"INFO\"}";
        }
    },
    MISSING_COLON(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"eventSource\":", "\"eventSource\" ");
        }
    },
    MISSING_COMMA(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace(",\"eventSource\"", "\"eventSource\"");
        }
    },
    DOUBLE_COMMA(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace(",\"eventSource\"", ",,\"eventSource\"");
        }
    },
    TRAILING_COMMA(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"AwsApiCall\"}", "\"AwsApiCall\",}");
        }
    },
    BAD_WORD(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"responseElements\":null", "\"responseElements\":nul");
        }
    },
    NOT_A_NUMBER(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"readOnly\":true", "\"readOnly\":NaN");
        }
    },
    LEADING_ZERO(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"readOnly\":true", "\"readOnly\":007");
        }
    },
    BAD_ESCAPE(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("eu-west-1", "eu\\xwest-1");
        }
    },
    CONTROL_CHARACTER(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("eu-west-1", "eu\u0000west-1");
        }
    },
    LINE_END_IN_A_STRING(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("a {strange}", "a\n{strange}");
        }
    },
    COMMENT(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"responseElements\":null", "\"responseElements\":/* none */null");
        }
    },
    SINGLE_QUOTES(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"eu-west-1\"", "'eu-west-1'");
        }
    },
    DUPLICATE_IDENTITY(RejectReason.DUPLICATE_KEY) {
        @Override
        String harm(String event) {
            return event.replace("\"eventTime\"", "\"userIdentity\":{\"type\":\"Root\"},\"eventTime\"");
        }
    },
    IDENTITY_IS_A_STRING(RejectReason.WRONG_TYPE) {
        @Override
        String harm(String event) {
            return event.replace("\"userIdentity\":{", "\"userIdentity\":\"alice\",\"x\":{");
        }
    },
    OVERLONG_UTF8(RejectReason.INVALID_UTF8) {
        @Override
        String harm(String event) {
            return event.replace("eu-west-1", "eu\u00c0\u00afwest-1");
        }
    },
    SURROGATE_IN_UTF8(RejectReason.INVALID_UTF8) {
        @Override
        String harm(String event) {
            return event.replace("eu-west-1", "eu\u00ed\u00a0\u0080west-1");
        }
    },
    BYTE_FF(RejectReason.INVALID_UTF8) {
        @Override
        String harm(String event) {
            return event.replace("eu-west-1", "eu\u00ffwest-1");
        }
    },
    LONE_SURROGATE(RejectReason.LONE_SURROGATE) {
        @Override
        String harm(String event) {
            return event.replace("AROAEXAMPLE:ann", "AROAEXAMPLE:\\ud83d");
        }
    },
    TOO_DEEP(RejectReason.TOO_DEEP) {
        @Override
        String harm(String event) {
            return event.replace("\"readOnly\":true", "\"readOnly\":" + "[".repeat(100) + "]".repeat(100));
        }
    },
    MISSING_BRACE_AT_THE_END(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.substring(0, event.length() - 1);
        }
    },
    MISSING_BRACE_INSIDE(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("}},\"eventTime\"", "},\"eventTime\"");
        }
    },
    MISSING_BRACKET(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"readOnly\":true", "\"readOnly\":[1,2");
        }
    },
    EXTRA_BRACE_AT_THE_END(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event + "}";
        }
    },
    EXTRA_BRACE_INSIDE(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("}},\"eventTime\"", "}}},\"eventTime\"");
        }
    },
    EXTRA_OPENING_BRACE(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"responseElements\":null", "\"responseElements\":{");
        }
    },
    MISSING_CLOSING_QUOTE(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"GetObject\"", "\"GetObject");
        }
    },
    MISSING_OPENING_QUOTE(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.replace("\"GetObject\"", "GetObject\"");
        }
    },
    CUT_IN_A_STRING(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.substring(0, event.indexOf("GetObj") + 3);
        }
    },
    CUT_BETWEEN_MEMBERS(RejectReason.MALFORMED_JSON) {
        @Override
        String harm(String event) {
            return event.substring(0, event.indexOf(",\"eventName\""));
        }
    };

    /** What the reject says. */
    final RejectReason reason;

    Corruption(RejectReason reason) {
        this.reason = reason;
    }

    abstract String harm(String event);

    static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
