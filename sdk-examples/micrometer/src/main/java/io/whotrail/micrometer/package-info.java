// SPDX-License-Identifier: Apache-2.0
/** Shows what the SDK counts to Micrometer, and so to Prometheus and all else that it speaks to. */
@NullMarked
package io.whotrail.micrometer;

import org.jspecify.annotations.NullMarked;
