// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/**
 * What is known of who is behind a credential: one {@link Explanation}, an {@link Ambiguity} between several, or a
 * {@link Gap}. All events of one credential share it.
 */
public sealed interface Verdict permits Explanation, Ambiguity, Gap {}
