// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.whotrail.Identity;
import io.whotrail.investigation.Activity;
import io.whotrail.investigation.Revocation;
import io.whotrail.investigation.RevocationPlan;
import io.whotrail.investigation.SessionForest;
import io.whotrail.investigation.SessionNode;
import io.whotrail.investigation.SessionTree;
import io.whotrail.investigation.SessionTwin;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Session trees as JSON, with the policies that revoke them; a bounded number of sessions. For one answer. */
final class SessionsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final int listed;
    private int room;
    private boolean complete = true;

    /**
     * Begins.
     *
     * @param maximumSessions how many sessions are told
     */
    SessionsJson(int maximumSessions) {
        this.listed = maximumSessions;
        this.room = maximumSessions;
    }

    ObjectNode of(SessionForest forest, Instant now) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode origins = MAPPER.createArrayNode();
        forest.trees().forEach(tree -> write(tree, RevocationPlan.of(tree, now), origins.addObject()));
        node.put("complete", complete && forest.untold() == 0);
        node.put("untold", forest.untold()).put("uncompared", forest.uncompared());
        node.set("origins", origins);
        return node;
    }

    private void write(SessionTree tree, RevocationPlan plan, ObjectNode node) {
        identity(tree.origin(), node.putObject("origin"));
        node.put("onTheWay", tree.onTheWay());
        node.put("events", tree.total().events()).put("ambiguous", tree.ambiguous());
        node.put("untold", tree.untold());
        complete &= tree.untold() == 0;
        write(tree.activity(), node.putObject("activity"));
        texts(tree.accessKeyIds(), node.putArray("accessKeyIds"));
        write(tree.sessions(), node.putArray("sessions"));
        node.put("revocationsComplete", plan.isComplete());
        if (plan.originPolicy() == null) {
            node.putNull("originPolicy");
        } else {
            node.putRawValue("originPolicy", new RawValue(plan.originPolicy()));
        }
        ArrayNode revocations = node.putArray("revocations");
        plan.revocations().forEach(revocation -> write(revocation, revocations.addObject()));
        ArrayNode others = node.putArray("others");
        plan.others().stream().limit(listed).forEach(session -> named(session, others.addObject()));
        ArrayNode twins = node.putArray("twins");
        plan.twins().stream().limit(listed).forEach(twin -> write(twin, twins.addObject()));
        complete &= Math.max(plan.others().size(), plan.twins().size()) <= listed;
    }

    private static void identity(Identity origin, ObjectNode node) {
        node.put("type", origin.type().word())
                .put("name", origin.name())
                .put("arn", origin.arn())
                .put("principalId", origin.principalId())
                .put("accountId", origin.accountId());
    }

    private static void write(Revocation revocation, ObjectNode node) {
        node.put("roleArn", revocation.roleArn())
                .put("place", revocation.place().name())
                .put("placeable", revocation.isPlaceable());
        ArrayNode policies = node.putArray("policies");
        revocation.policies().forEach(policy -> policies.addRawValue(new RawValue(policy)));
        if (!revocation.isPlaceable() && !revocation.policies().isEmpty()) {
            node.putRawValue("olderSessions", new RawValue(revocation.olderSessions()));
        }
    }

    private static void write(SessionTwin twin, ObjectNode node) {
        if (twin.origin() == null) {
            node.putNull("origin");
        } else {
            identity(twin.origin(), node.putObject("origin"));
        }
        node.put("roleArn", twin.roleArn())
                .put("sessionName", twin.sessionName())
                .put("issuedAt", text(twin.issuedAt()));
    }

    private static ObjectNode named(SessionNode session, ObjectNode node) {
        return node.put("arn", session.arn())
                .put("roleArn", session.hop().roleArn())
                .put("sessionName", session.hop().sessionName())
                .put("issuedAt", text(session.hop().issuedAt()));
    }

    private void write(List<SessionNode> sessions, ArrayNode array) {
        for (SessionNode session : sessions) {
            if (room == 0) {
                complete = false;
                return;
            }
            room--;
            ObjectNode node = named(session, array.addObject())
                    .put("link", session.hop().link().name())
                    .put("onTheWay", session.onTheWay())
                    .put("leftOut", session.leftOut());
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
