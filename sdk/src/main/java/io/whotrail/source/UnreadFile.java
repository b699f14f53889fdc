// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/**
 * A file that could not be read though it was tried again and again. It never holds content.
 *
 * @param place where it lies: its path below the folder that is read
 * @param size its length in bytes
 * @param attempts how often it was tried
 * @param reason why, in one word for machines
 * @param message why, in words
 */
public record UnreadFile(String place, long size, int attempts, String reason, String message) {}
