// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.integrity.LogIntegrity;
import io.whotrail.integrity.ObjectIntegrity;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A log file whose events count only if its digest confirms them.
 *
 * @param file the file
 * @param key its object's key
 * @param integrity knows the digests
 * @param results is told what is known of the file, each time that it was read
 */
record VerifiedInput(FileInput file, String key, LogIntegrity integrity, Consumer<? super ObjectIntegrity> results)
        implements Input {
    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public InputStream open() throws IOException {
        return file.open();
    }

    @Override
    public EventSource open(CloudTrailReader reader, UnaryOperator<InputStream> watch) {
        return integrity.openVerified(key, reader, results);
    }

    @Override
    public void checkUnchanged() throws IOException {
        file.checkUnchanged();
    }
}
