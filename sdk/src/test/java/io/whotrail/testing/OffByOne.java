// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of counters of which one is off by one.
 *
 * @param counter which one; of a map the component and the key
 * @param record the record
 */
public record OffByOne<R extends Record>(String counter, R record) {
    /** Each counter of a record, once one too many and once one too few. */
    public static <R extends Record> List<OffByOne<R>> of(R record) {
        var all = new ArrayList<OffByOne<R>>();
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int at = 0; at < components.length; at++) {
            values[at] = call(record, components[at]);
        }
        for (int at = 0; at < components.length; at++) {
            String name = components[at].getName();
            for (long by : new long[] {1, -1}) {
                if (values[at] instanceof Long count) {
                    all.add(new OffByOne<>(name, with(record, values, at, count + by)));
                } else if (values[at] instanceof Map<?, ?> counts) {
                    for (Map.Entry<?, ?> one : counts.entrySet()) {
                        Map<Object, Object> changed = new HashMap<>(counts);
                        changed.put(one.getKey(), (Long) one.getValue() + by);
                        all.add(new OffByOne<>(name + '.' + one.getKey(), with(record, values, at, changed)));
                    }
                }
            }
        }
        return all;
    }

    private static Object call(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R with(R record, Object[] values, int at, Object value) {
        Object[] changed = values.clone();
        changed[at] = value;
        try {
            return (R) record.getClass().getDeclaredConstructors()[0].newInstance(changed);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }
}
