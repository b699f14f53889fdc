// SPDX-License-Identifier: Apache-2.0
/** Finding the inputs of a command, and reading them: once to learn all that there is to know, and again to answer. */
@NullMarked
package io.whotrail.cli.input;

import org.jspecify.annotations.NullMarked;
