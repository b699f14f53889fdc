// SPDX-License-Identifier: Apache-2.0
/** The command-line program: reads CloudTrail logs and tells who is behind each event. */
@NullMarked
package io.whotrail.cli;

import org.jspecify.annotations.NullMarked;
