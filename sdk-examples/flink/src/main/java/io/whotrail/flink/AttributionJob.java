// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What a job has to say of its input.
 *
 * @param attributions each event's first answer, or its only one, as a line of NDJSON
 * @param revisions later answers, and notices for whole credentials, as lines of NDJSON
 * @param rejected what could not be read: place, reason and message, with tabs between
 */
record AttributionJob(DataStream<String> attributions, DataStream<String> revisions, DataStream<String> rejected) {
    private static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    private static final TypeInformation<Tuple3<Integer, Long, byte[]>> EVENTS =
            Types.TUPLE(Types.INT, Types.LONG, BYTES);
    private static final TypeInformation<Tuple2<Integer, byte[]>> RELAYS = Types.TUPLE(Types.INT, BYTES);

    /**
     * Lays out the job.
     *
     * @param input places and what lies there: single records, log files, gzip or not, any envelope that the SDK reads
     */
    static AttributionJob of(DataStream<Tuple2<String, byte[]>> input, JobSettings settings) {
        SingleOutputStreamOperator<Tuple3<Integer, Long, byte[]>> read =
                input.process(new EventReader(settings), EVENTS).name("reader").uid("reader");
        DataStream<Tuple3<Integer, Long, byte[]>> events = read.assignTimestampsAndWatermarks(watermarks(settings))
                .name("watermarks")
                .uid("watermarks");
        DataStream<byte[]> news = events.keyBy(event -> event.f0, Types.INT)
                .transform("filter", BYTES, new NewsFilter.Operator(settings))
                .uid("filter");
        DataStream<Tuple2<Integer, byte[]>> relays = news.keyBy(all -> 0, Types.INT)
                .process(new Resolver(settings), RELAYS)
                .name("resolver")
                .uid("resolver")
                .forceNonParallel();
        SingleOutputStreamOperator<String> attributions = events.keyBy(event -> event.f0, Types.INT)
                .connect(relays.keyBy(relay -> relay.f0, Types.INT))
                .process(new SessionPart(settings), Types.STRING)
                .name("parts")
                .uid("parts");
        attributions
                .getExecutionEnvironment()
                .setMaxParallelism(settings.parts().count());
        return new AttributionJob(
                attributions,
                attributions.getSideOutput(SessionPart.REVISIONS),
                read.getSideOutput(EventReader.REJECTED));
    }

    private static WatermarkStrategy<Tuple3<Integer, Long, byte[]>> watermarks(JobSettings settings) {
        WatermarkStrategy<Tuple3<Integer, Long, byte[]>> strategy = settings.ends()
                ? WatermarkStrategy.noWatermarks()
                : WatermarkStrategy.<Tuple3<Integer, Long, byte[]>>forBoundedOutOfOrderness(settings.lateness())
                        .withIdleness(settings.idleness());
        return strategy.withTimestampAssigner((event, unknown) -> event.f1);
    }
}
