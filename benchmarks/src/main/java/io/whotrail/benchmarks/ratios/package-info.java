// SPDX-License-Identifier: Apache-2.0
/**
 * How fast Whotrail is, as ratios: contenders do their work in turn, in one JVM, on the same bytes, and what one takes is
 * held against what another takes.
 */
@NullMarked
package io.whotrail.benchmarks.ratios;

import org.jspecify.annotations.NullMarked;
