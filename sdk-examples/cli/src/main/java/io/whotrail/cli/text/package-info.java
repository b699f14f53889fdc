// SPDX-License-Identifier: Apache-2.0
/** Plain words for people: names, chains and numbers, escaped for whatever shows them. */
@NullMarked
package io.whotrail.cli.text;

import org.jspecify.annotations.NullMarked;
