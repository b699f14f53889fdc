// SPDX-License-Identifier: Apache-2.0
/** Where attributions go. */
package io.whotrail.sink;
