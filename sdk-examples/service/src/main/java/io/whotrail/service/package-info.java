// SPDX-License-Identifier: Apache-2.0
/** Answers CloudTrail events over HTTP, for services of any language. */
@NullMarked
package io.whotrail.service;

import org.jspecify.annotations.NullMarked;
