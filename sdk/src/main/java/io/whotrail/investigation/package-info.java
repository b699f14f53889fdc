// SPDX-License-Identifier: Apache-2.0
/**
 * The questions that people ask of many answers: who is behind a key, what descends from somebody, what was done, and
 * what to revoke.
 *
 * <pre>{@code
 * var investigation = Investigation.keeping(100_000);
 * var attributor = Attributor.builder(InstantSource.system())
 *         .listener(investigation)
 *         .build();
 * investigation.add(attributor.attribute(event));
 * for (SessionTree tree : investigation.sessions(new IdentityQuery("alice"), TimeRange.ALWAYS)) {
 *     System.out.println(tree.origin().name() + ": " + tree.total().events() + " events");
 * }
 * }</pre>
 *
 * <p>{@link io.whotrail.investigation.Investigation} keeps answers as they stand and can be asked at any time.
 * {@link io.whotrail.investigation.SessionForest} keeps no answers, only what they add up to, for whoever has each answer
 * once, as after a finished run.
 */
package io.whotrail.investigation;
