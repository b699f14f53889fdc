// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/**
 * What became of the files of a watched folder since the source was opened. An immutable snapshot.
 *
 * @param done files that were read to their end
 * @param pending files that were found and are not read yet, or not complete
 * @param readAgain files that changed after they were read, or while they were, and are read again from their beginning
 * @param unreadable how often a file could not be read; it is tried again at each look
 */
public record WatchStats(long done, long pending, long readAgain, long unreadable) {}
