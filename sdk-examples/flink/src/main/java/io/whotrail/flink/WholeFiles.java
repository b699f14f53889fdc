// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;
import org.apache.flink.core.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/** Files of which each is one element: its name and its bytes, as they are. */
final class WholeFiles implements BulkFormat<Tuple2<String, byte[]>, FileSourceSplit> {
    /** What follows in a longer file is not read; the reader of its events then says that it ends too early. */
    static final int MAXIMUM_BYTES = 256 << 20;

    private static final long serialVersionUID = 1;

    @Override
    public Reader<Tuple2<String, byte[]>> createReader(Configuration settings, FileSourceSplit file) {
        return new OneFile(file, false);
    }

    @Override
    public Reader<Tuple2<String, byte[]>> restoreReader(Configuration settings, FileSourceSplit file) {
        return new OneFile(
                file,
                file.getReaderPosition()
                        .filter(position -> position.getRecordsAfterOffset() > 0)
                        .isPresent());
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
        return Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    private static final class OneFile implements Reader<Tuple2<String, byte[]>> {
        private final FileSourceSplit file;
        private boolean read;

        OneFile(FileSourceSplit file, boolean read) {
            this.file = file;
            this.read = read;
        }

        @Override
        public @Nullable RecordIterator<Tuple2<String, byte[]>> readBatch() throws IOException {
            if (read) {
                return null;
            }
            read = true;
            var one = new SingletonResultIterator<Tuple2<String, byte[]>>();
            try (FSDataInputStream in = file.path().getFileSystem().open(file.path())) {
                one.set(
                        Tuple2.of(file.path().toString(), in.readNBytes(MAXIMUM_BYTES)),
                        CheckpointedPosition.NO_OFFSET,
                        1);
            }
            return one;
        }

        @Override
        public void close() {}
    }
}
