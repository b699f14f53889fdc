// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;

/**
 * The attributors of an operator's keys: on the heap, and as {@link Journal}s in keyed state, from which whoever has the key next
 * makes the same. Has to be used while Flink has the key in question as the current one. Not thread safe.
 */
final class KeptAttributors {
    /** What an operator has attributors for. */
    interface Use {
        /** How the attributor of a key is made under some settings. */
        Attributor.Builder attributor(int key, JobSettings settings, InstantSource now);

        /** Has an attributor take in an event. */
        void take(Attributor attributor, Message.Event event);
    }

    private record Kept(Attributor attributor, Journal journal) {}

    /** The metric that counts how often an image took the place of messages. */
    static final String IMAGES_WRITTEN = "imagesWritten";

    /** The metric that counts how many attributors were made anew from an image, and the messages after it. */
    static final String IMAGES_READ = "imagesRead";

    /** Event time is told in steps of so many milliseconds. */
    private static final long STEP = 10_000;

    /** Event time when the input has ended. */
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private final Use use;
    private final JobSettings settings;
    private final Journal.State state;
    private final Counter imagesWritten;
    private final Counter imagesRead;
    private final Map<Integer, Kept> kept = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private boolean replaying;

    KeptAttributors(Use use, JobSettings settings, RuntimeContext operator) {
        this.use = use;
        this.settings = settings;
        this.state = Journal.State.of(operator);
        this.imagesWritten = operator.getMetricGroup().counter(IMAGES_WRITTEN);
        this.imagesRead = operator.getMetricGroup().counter(IMAGES_READ);
    }

    /** Whether what is told now was told before. */
    boolean isReplaying() {
        return replaying;
    }

    /** Keeps a message, and has the attributor of the key take it in. */
    void take(int key, Message message) throws Exception {
        Kept one = kept.get(key);
        if (one == null) {
            one = make(key);
            kept.put(key, one);
        }
        now = settings.clock().instant();
        one.journal().add(now.toEpochMilli(), message.toBytes());
        give(message, one.attributor());
        if (one.journal().isLong()) {
            one.journal().replace(one.attributor()::snapshot);
            imagesWritten.inc();
        }
    }

    private Kept make(int key) throws Exception {
        var journal = new Journal(state, settings.leastJournal());
        String then = journal.settings();
        replaying = true;
        Attributor attributor = made(key, journal, then == null ? settings : settings.asOf(then));
        journal.replay((time, message) -> {
            now = Instant.ofEpochMilli(time);
            give(Message.of(message), attributor);
        });
        Kept made = new Kept(
                settings.text().equals(then) || then == null ? attributor : changed(key, journal, attributor), journal);
        journal.keepSettings(settings.text());
        replaying = false;
        return made;
    }

    private Attributor made(int key, Journal journal, JobSettings then) throws Exception {
        Attributor.Builder builder = use.attributor(key, then, () -> now);
        InputStream image = journal.image();
        if (image == null) {
            return builder.build();
        }
        imagesRead.inc();
        return builder.restore(image);
    }

    /** Under other settings, what it was given would have come to other answers: they begin with an image. */
    private Attributor changed(int key, Journal journal, Attributor attributor) throws Exception {
        journal.replace(attributor::snapshot);
        imagesWritten.inc();
        return made(key, journal, settings);
    }

    private void give(Message message, Attributor attributor) {
        if (message instanceof Message.Event event) {
            use.take(attributor, event);
        } else if (message instanceof Message.Told told) {
            attributor.learn(told.relay());
        } else if (message instanceof Message.Progress progress) {
            attributor.advanceTo(progress.watermark());
        }
    }

    /** Tells the attributor of the key how far event time has come, and asks to be called when it has moved on. */
    void advance(int key, TimerService timers) throws Exception {
        long watermark = timers.currentWatermark();
        take(key, new Message.Progress(watermark == Long.MAX_VALUE ? END : Instant.ofEpochMilli(watermark)));
        await(timers);
    }

    /** Asks for {@link #advance} to be called with the current key when event time has moved on. */
    static void await(TimerService timers) {
        long watermark = timers.currentWatermark();
        if (watermark != Long.MAX_VALUE) {
            timers.registerEventTimeTimer((Math.max(watermark, 0) / STEP + 1) * STEP);
        }
    }
}
