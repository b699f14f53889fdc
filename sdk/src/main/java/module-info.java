// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/**
 * Attributes AWS CloudTrail events to the identity at the far end of their role chain, with proof, and says honestly when
 * that is not known.
 *
 * <h2>What it answers</h2>
 *
 * <p>An event made with a role says which role acted, not who was behind it. That stands in the earlier event that handed out the
 * credential, which may itself have been called with a role:
 *
 * <pre>
 * alice            calls AssumeRole, is given the key ASIA…1   the issuance of session Dev/alice
 *   Dev/alice      calls AssumeRole with it, is given ASIA…2   the issuance of session Prod/deploy
 *     Prod/deploy  calls PutObject with that                   a use: who is behind it?
 * </pre>
 *
 * <p>The answer is an {@link io.whotrail.Attribution}, one of three:
 *
 * <ul>
 *   <li>{@link io.whotrail.Attribution.Attributed}: the origin is alice, and its
 *       {@link io.whotrail.RoleChain} has a {@link io.whotrail.Hop} for each session, with the ids of the events that issued it. The
 *       {@link io.whotrail.Basis} says what the weakest link rests on: a key that was handed out proves more than a name;
 *   <li>{@link io.whotrail.Attribution.Ambiguous}: more than one explains the event, and nothing tells them apart;
 *   <li>{@link io.whotrail.Attribution.Unattributed}: nobody is named, with the {@link io.whotrail.UnattributedReason}.
 * </ul>
 *
 * <p>Beside the answer there can be a {@link io.whotrail.Signal}: a fact that an analyst should see, such as a key that is used
 * from two networks, and that changes nobody's name.
 *
 * <h2>A first program</h2>
 *
 * <pre>{@code
 * Attributor attributor = Attributor.builder(InstantSource.system())
 *         .listener(revised -> System.out.println("later: " + revised))
 *         .build();
 * try (EventSource source = CloudTrailReader.create().openAll(logs)) {
 *     for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
 *         if (attributor.attribute(event) instanceof Attribution.Attributed known) {
 *             System.out.println(
 *                     event.eventName() + " by " + known.origin().name() + ", " + known.basis());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <h2>Time</h2>
 *
 * <p>Records come late and in any order. An event is answered at once with what is known, and again, with a higher revision, when
 * a later record changes that. The watermark is the time before which no event is expected any more: the newest event time less the
 * {@linkplain io.whotrail.Attributor.Builder#lateness lateness}. Five minutes after it has passed an event, that event's answer is
 * final. Who wants each event once asks for {@linkplain io.whotrail.Attributor.Builder#holdUntilFinal answers that are final}, and
 * who has all events on disk reads them twice: {@link io.whotrail.Attributor#learn(io.whotrail.event.CloudTrailEvent) learn} first,
 * then {@link io.whotrail.Attributor#ask ask}.
 *
 * <h2>What holds everywhere</h2>
 *
 * <ul>
 *   <li>Final answers do not depend on the order, the batches, the duplicates or the threads in which events come within the
 *       lateness.
 *   <li>No answer claims more than its evidence. Where memory or a limit took evidence away, the answer says so.
 *   <li>Everything that grows has a limit, a documented answer for when it is reached, and a counter. Every counter is part of an
 *       {@link io.whotrail.metrics.Equation} that holds at any moment.
 *   <li>Bad input throws nothing: it is rejected with its place and reason, and the rest goes on.
 *   <li>Session tokens, assertions and passwords are never read into memory as text, logged or written.
 *   <li>No thread is started, and no clock read but the one that the host gives. Each type says which threads may use it.
 * </ul>
 *
 * <h2>Where to go on</h2>
 *
 * <table>
 *   <caption>The packages, in the order in which one needs them</caption>
 *   <tr><th>package</th><th>for</th></tr>
 *   <tr><td>{@link io.whotrail}</td><td>answers, and the words that all of this uses</td></tr>
 *   <tr><td>{@link io.whotrail.event}</td><td>what is needed of an event, for hosts that parse records themselves</td></tr>
 *   <tr><td>{@link io.whotrail.source}</td><td>reading events from files, folders, streams and every envelope</td></tr>
 *   <tr><td>{@link io.whotrail.sink}</td><td>writing answers as NDJSON, ECS or OCSF, or to code of one's own</td></tr>
 *   <tr><td>{@link io.whotrail.pipeline}</td><td>source, attributor and sink as one thing that can be killed at any moment</td></tr>
 *   <tr><td>{@link io.whotrail.investigation}</td><td>what descends from somebody, what was done, what to revoke</td></tr>
 *   <tr><td>{@link io.whotrail.policy}</td><td>whether a role's trust policy forces session names</td></tr>
 *   <tr><td>{@link io.whotrail.integrity}</td><td>whether log files are what CloudTrail delivered</td></tr>
 *   <tr><td>{@link io.whotrail.metrics}</td><td>the counters, for a metrics library</td></tr>
 *   <tr><td>{@link io.whotrail.checkpoint}</td><td>what can be wrong with a saved state</td></tr>
 * </table>
 */
@NullMarked
module io.whotrail {
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.whotrail;
    exports io.whotrail.checkpoint;
    exports io.whotrail.event;
    exports io.whotrail.integrity;
    exports io.whotrail.investigation;
    exports io.whotrail.metrics;
    exports io.whotrail.pipeline;
    exports io.whotrail.policy;
    exports io.whotrail.source;
    exports io.whotrail.sink;
}
