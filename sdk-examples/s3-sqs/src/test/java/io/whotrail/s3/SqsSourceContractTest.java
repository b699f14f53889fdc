// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.ResumableSource;
import io.whotrail.testing.ResumableSourceContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A queue's log files are a source as any other. */
class SqsSourceContractTest extends ResumableSourceContract {
    private final Loopback aws = Loopback.started();
    private final List<Worker> workers = new ArrayList<>();

    @Override
    protected ResumableSource open(List<String> records) {
        workers.add(new Worker(aws));
        last().send("20260302T0910Z", String.join("\n", records));
        return reopen();
    }

    @Override
    protected ResumableSource reopen() {
        return last().source(CloudTrailReader.create());
    }

    private Worker last() {
        return workers.get(workers.size() - 1);
    }

    @AfterEach
    void close() {
        workers.forEach(Worker::close);
    }
}
