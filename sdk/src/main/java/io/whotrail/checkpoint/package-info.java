// SPDX-License-Identifier: Apache-2.0
/** What can be wrong with a checkpoint: the state of an attributor, or of a pipeline around it, as it was kept. */
@NullMarked
package io.whotrail.checkpoint;

import org.jspecify.annotations.NullMarked;
