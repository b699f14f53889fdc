// SPDX-License-Identifier: Apache-2.0
/**
 * What an operator's metrics library is told: each metric with its name, kind, unit and words, written once, and its present value.
 *
 * <p>An attributor, a pipeline and a reader each have a {@link io.whotrail.metrics.MetricSource}. A bridge to a library
 * asks it, whenever the library collects, and is told every metric with the values of one moment:
 *
 * <pre>{@code
 * attributor.metrics().read((metric, value) -> library.record(metric.name(), metric.labels(), value));
 * }</pre>
 *
 * <p><b>What holds.</b> Nothing here has a thread, a clock or a state: a value is read when it is asked for. Each reading tells the
 * same metrics, also where nothing has happened yet, so that a bridge can register them once. Values of one reading satisfy the
 * {@link io.whotrail.metrics.Equation equations} of the counters they come from, and {@code whotrail.equations.broken} says so.
 * Labels have few values, which are constants of this library: never an account, a role, a name or anything else of an event.
 *
 * <p>Names, kinds, units and labels are part of the API; descriptions are not.
 */
@NullMarked
package io.whotrail.metrics;

import org.jspecify.annotations.NullMarked;
