// SPDX-License-Identifier: Apache-2.0
/**
 * Whotrail attributes every CloudTrail event to the identity at the far end of its role chain, with proof, and says
 * honestly when it cannot.
 *
 * <pre>{@code
 * var attributor = Attributor.builder(InstantSource.system())
 *         .listener(revised -> write(revised))
 *         .build();
 * Attribution answer = attributor.attribute(event);
 * if (answer instanceof Attribution.Attributed known) {
 *     System.out.println(known.origin().name() + " by " + known.basis());
 * }
 * }</pre>
 *
 * <h2>Words</h2>
 *
 * <p>AWS's word where AWS has one, stream processing's where it has one.
 *
 * <table>
 *   <caption>The words of this library</caption>
 *   <tr><th>word</th><th>meaning</th></tr>
 *   <tr><td>event</td><td>one CloudTrail record</td></tr>
 *   <tr><td>log file</td><td>an object that CloudTrail delivered to S3, usually compressed</td></tr>
 *   <tr><td>identity</td><td>who CloudTrail says called: {@code userIdentity}</td></tr>
 *   <tr><td>role session</td><td>the credentials of one {@code AssumeRole…}, named by its role session name</td></tr>
 *   <tr><td>issuance</td><td>the event that hands out credentials, and what it hands out</td></tr>
 *   <tr><td>use</td><td>an event, or the caller of an issuance, that acts with a credential</td></tr>
 *   <tr><td>birth</td><td>the second in which a session was issued; its events show it as creation date</td></tr>
 *   <tr><td>source identity</td><td>only ever the {@code sts:SourceIdentity} attribute</td></tr>
 *   <tr><td>origin</td><td>the identity at the far end of the role chain: what is asked for</td></tr>
 *   <tr><td>role chain, hop</td><td>the role assumptions between origin and event; one of them</td></tr>
 *   <tr><td>attribution</td><td>the answer for one event: attributed, ambiguous or unattributed</td></tr>
 *   <tr><td>verdict</td><td>the answer without the event; all events of one credential share it</td></tr>
 *   <tr><td>basis</td><td>the evidence that an origin rests on</td></tr>
 *   <tr><td>signal</td><td>a fact worth an analyst's eye that changes no verdict</td></tr>
 *   <tr><td>revision</td><td>a later answer for the same event</td></tr>
 *   <tr><td>event time, processing time</td><td>the record's {@code eventTime}; when it was seen</td></tr>
 *   <tr><td>watermark, lateness, retention</td><td>no older event is expected; how far behind one may still come; how
 *       long, in event time, a session is kept</td></tr>
 *   <tr><td>source, sink</td><td>where events come from; where attributions go</td></tr>
 *   <tr><td>position</td><td>how far a source was read, in a form that outlives the process</td></tr>
 *   <tr><td>snapshot, checkpoint</td><td>to write down all that is known as of one moment; what is written then, from which
 *       another goes on. A pipeline's has the positions of its sources and its output's mark beside it</td></tr>
 *   <tr><td>mark</td><td>where the output of a sink stood as of one moment</td></tr>
 *   <tr><td>dead letter</td><td>what could not be processed: where it lies and why, never what it holds</td></tr>
 *   <tr><td>trust policy</td><td>who may open sessions of a role, and under which session names</td></tr>
 *   <tr><td>forced name</td><td>a session name that the trust policy leaves nobody a choice of</td></tr>
 *   <tr><td>quarantine</td><td>to set aside a record that contradicts one that a signed digest covers</td></tr>
 *   <tr><td>notice</td><td>a change of the answer for a whole credential: a {@link io.whotrail.SessionRevision}</td></tr>
 *   <tr><td>known, new</td><td>of an account or an origin: met at least an hour of event time ago, or not yet; whoever is known
 *       keeps room against whoever is new</td></tr>
 *   <tr><td>partition, partition key</td><td>the part of all sessions that one of several attributors holds; by what events and
 *       sessions are dealt to them</td></tr>
 *   <tr><td>relay</td><td>what one of them tells another that holds another part: a {@link io.whotrail.Relay}</td></tr>
 *   <tr><td>resolver</td><td>the one that answers who called for every session, for attributors that can tell each other nothing</td></tr>
 *   <tr><td>metric</td><td>a counter or a level as an operator's library is told of it: a {@link io.whotrail.metrics.Metric}</td></tr>
 *   <tr><td>equation</td><td>two ways to count the same, which come to the same unless something vanished</td></tr>
 *   <tr><td>lag</td><td>how far the watermark is behind the clock of the host</td></tr>
 *   <tr><td>descends from</td><td>of a session or event: somebody is at the far end of its chain, or a role is on it</td></tr>
 *   <tr><td>group</td><td>everything about one session ARN: its live sessions and the uses that wait</td></tr>
 * </table>
 */
package io.whotrail;
