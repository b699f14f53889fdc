// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * How a checkpoint holds all that an engine knows.
 *
 * @param settings those that it is written or read under
 */
record EngineImage(
        Settings settings,
        Watermarks watermarks,
        Counters counters,
        SeenEvents seen,
        Sightings sightings,
        Knowledge knowledge,
        Learner learner,
        Relays relays,
        OpenAnswers open) {
    /* What can be told from the rest is not written: indexes, time queues, weights, what is drawn from what. What is kept
     * in a cache comes back without the order in which it was used, so that under pressure others may leave first. Ids,
     * contents and filters are hashes: whoever changes how they are made writes another number here. */

    private static final int WHOLE = 1;
    /** The same hashes, of an attributor that holds a part of all sessions. */
    private static final int PART = 2;

    private static final String NAME = "whotrail-sdk";

    /** Writes under the engine's lock, while nothing is half done. */
    void write(OutputStream out, Instant now, boolean finished) throws IOException {
        ImageWriter image = ImageWriter.begin(out, ImageWriter.writer(NAME), now);
        SectionWriter first = image.section("engine");
        first.writeCount(settings.partition().isWhole() ? WHOLE : PART);
        first.writeLong(seedCheck());
        first.writeBoolean(settings.holdUntilFinal());
        first.writeBoolean(finished);
        watermarks.write(first);
        counters.write(first);
        sightings.names().write(first);
        learner.write(first);
        knowledge.write(first);
        settings.trustPolicies().snapshot(image.section("policies"));
        seen.write(image.section("events"));
        var sessions = new SessionsWriter(knowledge, sightings, open.all());
        sessions.writeSessions(image.section("sessions"));
        sessions.writeCalls(image.section("calls"));
        knowledge.shares().write(sessions.numbers(), image.section("shares"));
        sessions.writeKeys(image.section("keys"));
        open.write(sessions.verdicts(), image.section("waiting"));
        if (!settings.partition().isWhole()) {
            relays.write(image.section("relays"));
        }
        image.seal();
    }

    /** Tells whether two seeds are the same, and of a seed nothing else. */
    private long seedCheck() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(settings.hashSeed()).flip());
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Reads into an engine that knows nothing and that nobody else knows; it is of no use where this fails. What the host
     * gave, the trust policies, is only touched when all is read.
     *
     * @return whether the engine is finished
     */
    boolean read(ImageReader image) throws IOException, CheckpointException {
        SectionReader first = image.section("engine");
        checkFormat(first);
        checkSettings(first.readLong(), first.readBoolean());
        boolean finished = first.readBoolean();
        watermarks.read(first);
        counters.read(first);
        sightings.names().read(first);
        learner.read(first);
        knowledge.read(first);
        byte[] policies = image.section("policies").stream().readAllBytes();
        seen.read(image.section("events"));
        var sessions = new SessionsReader(knowledge, sightings, knowledge.shared());
        sessions.readSessions(image.section("sessions"));
        sessions.readCalls(image.section("calls"));
        knowledge.shares().read(sessions.kept(), image.section("shares"));
        sessions.readKeys(image.section("keys"));
        learner.resume(sessions.kept());
        open.read(sessions.verdicts(), image.section("waiting"));
        if (!settings.partition().isWhole()) {
            relays.read(image.section("relays"));
        }
        image.end();
        restorePolicies(policies);
        for (int room = 0; room <= knowledge.sessionCount(); room++) {
            knowledge.drawn().makeRoom(room);
        }
        knowledge.makeRoom();
        return finished;
    }

    /** They are an image in the image: whatever is wrong with it, it is the outer one that is damaged. */
    private void restorePolicies(byte[] policies) throws IOException, CheckpointException {
        try {
            settings.trustPolicies().restore(new ByteArrayInputStream(policies));
        } catch (CheckpointException refused) {
            throw new CheckpointException(
                    Reason.DAMAGED, "the checkpoint is damaged: its trust policies cannot be read", refused);
        }
    }

    private void checkFormat(SectionReader first) throws IOException, CheckpointException {
        long format = first.readCount();
        if (format != WHOLE && format != PART) {
            throw first.damaged("its hashes are made in a way that is not known");
        }
        if (format == WHOLE != settings.partition().isWhole()) {
            throw new CheckpointException(
                    Reason.DIFFERENT_SETTINGS,
                    "the checkpoint is of an attributor that holds " + (format == WHOLE ? "all sessions" : "a part")
                            + ": give it " + (format == WHOLE ? "no" : "the same") + " partition");
        }
    }

    private void checkSettings(long seedCheck, boolean held) throws CheckpointException {
        if (seedCheck != seedCheck()) {
            throw new CheckpointException(
                    Reason.DIFFERENT_SETTINGS, "the checkpoint was written with another hashSeed: give the same one");
        }
        if (held != settings.holdUntilFinal()) {
            throw new CheckpointException(
                    Reason.DIFFERENT_SETTINGS,
                    "the checkpoint was written " + (held ? "with" : "without")
                            + " holdUntilFinal: its answers would be told twice, or never");
        }
    }
}
