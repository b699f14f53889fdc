// SPDX-License-Identifier: Apache-2.0
/**
 * What is done to the files that outlive a process: output, checkpoints and dead letters. Not exported: who embeds the library
 * sees paths only.
 */
@NullMarked
package io.whotrail.disk;

import org.jspecify.annotations.NullMarked;
