// SPDX-License-Identifier: Apache-2.0
/** What Whotrail costs: each benchmark says in its class comment what it asks and with which command. */
@NullMarked
package io.whotrail.benchmarks;

import org.jspecify.annotations.NullMarked;
