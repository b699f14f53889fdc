// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.util.List;

/**
 * What was done, as OCSF classifies it.
 *
 * @param kind the class
 * @param id the activity's number within the class
 * @param name its caption, or what it is called where the schema has no number for it
 */
record OcsfActivity(Kind kind, int id, String name) {
    /** The classes that are written. */
    enum Kind {
        BASE_EVENT(0, 0),
        AUTHENTICATION(3, 3002),
        API_ACTIVITY(6, 6003);

        private final int category;
        private final int number;

        Kind(int category, int number) {
            this.category = category;
            this.number = number;
        }
    }

    static final OcsfActivity LOGON = new OcsfActivity(Kind.AUTHENTICATION, 1, "Logon");
    private static final int OTHER = 99;
    static final OcsfActivity NOTICE = new OcsfActivity(Kind.BASE_EVENT, OTHER, "Attribution Revision");

    private static final int ACTIVITIES_OF_A_CLASS = 100;
    private static final int INFORMATIONAL = 1;
    private static final List<String> CREATE = List.of("Create", "Run", "Register", "Allocate", "Import");
    private static final List<String> READ =
            List.of("Get", "List", "Describe", "Head", "Lookup", "Search", "Scan", "Query", "BatchGet", "Select");
    private static final List<String> UPDATE =
            List.of("Update", "Put", "Modify", "Set", "Change", "Attach", "Detach", "Add", "Tag", "Untag", "Replace");
    private static final List<String> DELETE = List.of("Delete", "Remove", "Terminate", "Deregister", "BatchDelete");

    /** A call by its verb; one whose verb does not tell is another activity, by its own name. */
    static OcsfActivity ofCall(String eventName) {
        if (begins(eventName, CREATE)) {
            return call(1, "Create");
        } else if (begins(eventName, READ)) {
            return call(2, "Read");
        } else if (begins(eventName, UPDATE)) {
            return call(3, "Update");
        } else if (begins(eventName, DELETE)) {
            return call(4, "Delete");
        }
        return eventName.isEmpty() ? call(0, OcsfMapping.UNKNOWN) : call(OTHER, eventName);
    }

    private static OcsfActivity call(int id, String name) {
        return new OcsfActivity(Kind.API_ACTIVITY, id, name);
    }

    private static boolean begins(String eventName, List<String> verbs) {
        for (String verb : verbs) {
            if (eventName.startsWith(verb)
                    && (eventName.length() == verb.length() || isUpper(eventName.charAt(verb.length())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    void write(JsonLine json) throws IOException {
        json.writeNumberField("category_uid", kind.category);
        json.writeNumberField("class_uid", kind.number);
        json.writeNumberField("activity_id", id);
        json.writeStringField("activity_name", name);
        json.writeNumberField("type_uid", (long) kind.number * ACTIVITIES_OF_A_CLASS + id);
        json.writeNumberField("severity_id", INFORMATIONAL);
    }
}
