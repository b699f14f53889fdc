// SPDX-License-Identifier: Apache-2.0
/**
 * Where attributions go.
 *
 * <p>A sink takes batches of {@link io.whotrail.sink.SinkEntry entries}: answers and notices. It refuses one with a
 * {@link io.whotrail.sink.SinkException} that says whether giving the same batch again can help. Delivery is at least once;
 * an entry's {@link io.whotrail.sink.SinkEntry#documentId document id}, made of event id, content hash and revision, is the
 * same each time, so a store that uses it as its key holds each entry once. A {@link io.whotrail.sink.ResumableSink} takes
 * back what came after a checkpoint by itself.
 *
 * <p>A sink that writes lines remembers how the answers of up to 4,096 sessions were written, in 8 MiB at the most and about as
 * much for what they are made of.
 *
 * <table>
 *   <caption>The sinks</caption>
 *   <tr><th>sink</th><th>entries go</th></tr>
 *   <tr><td>{@link io.whotrail.sink.NdjsonSink}</td><td>into a stream, a line of JSON each</td></tr>
 *   <tr><td>{@link io.whotrail.sink.EcsSink}</td><td>into a stream, as Elastic's Common Schema has them</td></tr>
 *   <tr><td>{@link io.whotrail.sink.OcsfSink}</td><td>into a stream, as the Open Cybersecurity Schema Framework has
 *       them</td></tr>
 *   <tr><td>{@link io.whotrail.sink.FileSink}</td><td>into files that are whole once they are finished, in any of these
 *       formats</td></tr>
 *   <tr><td>{@link io.whotrail.sink.SingleFileSink}</td><td>into one file that never ends, in any of these formats</td></tr>
 *   <tr><td>{@link io.whotrail.sink.CallbackSink}</td><td>to the host's own code</td></tr>
 *   <tr><td>{@link io.whotrail.sink.MemorySink}</td><td>into memory, within a bound</td></tr>
 *   <tr><td>{@link io.whotrail.sink.FanOutSink}</td><td>to several sinks, each once</td></tr>
 * </table>
 */
package io.whotrail.sink;
