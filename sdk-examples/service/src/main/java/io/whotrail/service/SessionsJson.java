// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.whotrail.Identity;
import io.whotrail.investigation.Activity;
import io.whotrail.investigation.RevocationPlan;
import io.whotrail.investigation.SessionNode;
import io.whotrail.investigation.SessionTree;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Session trees as JSON, with the policies that revoke them; a bounded number of sessions. For one answer. */
final class SessionsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private int room;
    private boolean complete = true;

    /**
     * Begins.
     *
     * @param maximumSessions how many sessions are told
     */
    SessionsJson(int maximumSessions) {
        this.room = maximumSessions;
    }

    ObjectNode of(List<SessionTree> trees) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode origins = MAPPER.createArrayNode();
        trees.forEach(tree -> write(tree, origins.addObject()));
        node.put("complete", complete);
        node.set("origins", origins);
        return node;
    }

    private void write(SessionTree tree, ObjectNode node) {
        Identity origin = tree.origin();
        node.putObject("origin")
                .put("type", origin.type().word())
                .put("name", origin.name())
                .put("arn", origin.arn())
                .put("principalId", origin.principalId())
                .put("accountId", origin.accountId());
        node.put("events", tree.total().events()).put("ambiguous", tree.ambiguous());
        write(tree.activity(), node.putObject("activity"));
        texts(tree.accessKeyIds(), node.putArray("accessKeyIds"));
        write(tree.sessions(), node.putArray("sessions"));
        ArrayNode revocations = node.putArray("revocations");
        RevocationPlan.of(tree.allSessions()).revocations().forEach(revocation -> {
            ObjectNode of = revocations.addObject();
            of.put("roleArn", revocation.roleArn())
                    .put("place", revocation.place().name());
            ArrayNode policies = of.putArray("policies");
            revocation.policies().forEach(policy -> policies.addRawValue(new RawValue(policy)));
        });
    }

    private void write(List<SessionNode> sessions, ArrayNode array) {
        for (SessionNode session : sessions) {
            if (room == 0) {
                complete = false;
                return;
            }
            room--;
            ObjectNode node = array.addObject();
            node.put("arn", session.arn())
                    .put("roleArn", session.hop().roleArn())
                    .put("sessionName", session.hop().sessionName())
                    .put("issuedAt", text(session.hop().issuedAt()))
                    .put("link", session.hop().link().name());
            texts(session.hop().issuanceEventIds(), node.putArray("issuanceEventIds"));
            texts(session.accessKeyIds(), node.putArray("accessKeyIds"));
            write(session.activity(), node.putObject("activity"));
            write(session.sessions(), node.putArray("sessions"));
        }
    }

    private static void write(Activity activity, ObjectNode node) {
        node.put("events", activity.events())
                .put("failed", activity.failed())
                .put("firstEventTime", text(activity.first()))
                .put("lastEventTime", text(activity.last()))
                .put("lastEventId", activity.lastEventId());
        texts(activity.sourceAddresses(), node.putArray("sourceAddresses"));
        ObjectNode services = node.putObject("actions");
        activity.actions().forEach((service, actions) -> {
            ObjectNode counts = services.putObject(service);
            actions.forEach(counts::put);
        });
    }

    private static void texts(Collection<String> texts, ArrayNode array) {
        texts.forEach(array::add);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return Objects.toString(time, null);
    }
}
