// SPDX-License-Identifier: Apache-2.0
/** Shows what the SDK counts to OpenTelemetry. */
@NullMarked
package io.whotrail.opentelemetry;

import org.jspecify.annotations.NullMarked;
