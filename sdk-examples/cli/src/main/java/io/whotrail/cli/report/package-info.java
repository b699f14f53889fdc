// SPDX-License-Identifier: Apache-2.0
/** The page that shows who did what in logs, and what proves it. */
@NullMarked
package io.whotrail.cli.report;

import org.jspecify.annotations.NullMarked;
