// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.testing.AttributionSinkContract;
import io.whotrail.testing.RetryingSinkContract;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The sinks that hand entries on as they are keep the contract. */
class HandingSinksContractTest {
    private static final int ROOM = 1_100;

    private static List<String> names(List<SinkEntry> entries) {
        return entries.stream().map(SinkEntries::nameOf).toList();
    }

    @Nested
    class OfMemory extends AttributionSinkContract {
        private final MemorySink sink = new MemorySink(ROOM);

        @Override
        protected AttributionSink open() {
            return sink;
        }

        @Override
        protected List<String> arrived() {
            return names(sink.entries());
        }
    }

    @Nested
    class OfCallback extends RetryingSinkContract {
        private final List<SinkEntry> taken = new ArrayList<>();
        private boolean failing;

        @Override
        protected AttributionSink open() {
            return new CallbackSink(taken::addAll);
        }

        @Override
        protected AttributionSink openFailingOnce() {
            failing = true;
            return new CallbackSink(batch -> {
                if (failing) {
                    failing = false;
                    throw new IOException("out of reach");
                }
                taken.addAll(batch);
            });
        }

        @Override
        protected List<String> arrived() {
            return names(taken);
        }
    }

    @Nested
    class OfFanOut extends RetryingSinkContract {
        private final MemorySink first = new MemorySink(ROOM);
        private final MemorySink last = new MemorySink(ROOM);
        private boolean failing;

        @Override
        protected AttributionSink open() {
            return new FanOutSink(List.of(first, last));
        }

        @Override
        protected AttributionSink openFailingOnce() {
            failing = true;
            var middle = new CallbackSink(batch -> {
                if (failing) {
                    failing = false;
                    throw new IOException("out of reach");
                }
            });
            return new FanOutSink(List.of(first, middle, last));
        }

        @Override
        protected List<String> arrived() {
            List<String> names = names(first.entries());
            if (!names.equals(names(last.entries()))) {
                throw new AssertionError("the parts took " + names + " and " + names(last.entries()));
            }
            return names;
        }
    }
}
