// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import org.jspecify.annotations.Nullable;

/**
 * Where an event lies. Never content: of the names in its path only those that the known envelopes use.
 *
 * @param source the name of the source
 * @param gzipMember which member of the gzip stream the event begins in, from 0; {@code null} where there is no gzip
 * @param byteOffset where the event begins, in bytes of the uncompressed source from 0; of an event packed inside another
 *     record, where the outermost begins
 * @param path the JSON path of the event, {@code $.Records[17]}
 */
public record EventPlace(String source, @Nullable Integer gzipMember, long byteOffset, String path) {}
