// SPDX-License-Identifier: Apache-2.0
/**
 * What threads that share an attributor may see of each other's work, one class for each pair of calls. Run by
 * {@code mvn verify -Pjcstress -pl benchmarks/jcstress -am -DskipTests}.
 */
@NullMarked
package io.whotrail.jcstress;

import org.jspecify.annotations.NullMarked;
