// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions or the waiting uses of one group, found by access key id or by birth. One thread at a time may change it;
 * any number may look things up meanwhile, and see each change whole.
 */
final class CredentialIndex<T extends Credential> {
    /* Nearly every group holds one or two items, so these stand in a plain list that is copied at each change. The group
     * of a busy Lambda function holds thousands: from SMALL items on they stand under their key and under the second of
     * their birth, each as an immutable list, and a look-up touches only what can match. */
    private static final int SMALL = 16;

    private volatile List<T> few = List.of();
    private volatile @Nullable Map<Object, List<T>> many;
    private int size;

    int size() {
        return size;
    }

    void add(T item) {
        size++;
        Map<Object, List<T>> map = many;
        if (map == null && few.size() < SMALL) {
            few = with(few, item);
            return;
        }
        if (map == null) {
            map = new ConcurrentHashMap<>();
            for (T one : few) {
                put(map, one);
            }
        }
        put(map, item);
        many = map;
        few = List.of();
    }

    /** Takes an item out; does nothing where it is not there. */
    void remove(T item) {
        Map<Object, List<T>> map = many;
        if (map == null) {
            List<T> rest = without(few, item);
            size -= few.size() - rest.size();
            few = rest;
            return;
        }
        if (item.accessKeyId() != null) {
            remove(map, item.accessKeyId(), item);
        }
        size -= remove(map, item.birth(), item);
    }

    /** Visits what may match a key and a birth: the same key, or born at most a second apart; without both, all. */
    void forEach(@Nullable String accessKeyId, long birth, Consumer<? super T> visitor) {
        Map<Object, List<T>> map = many;
        if (map == null) {
            for (T item : few) {
                visitor.accept(item);
            }
            return;
        }
        if (accessKeyId == null && birth == EpochSeconds.UNKNOWN) {
            items(map).forEach(visitor);
            return;
        }
        if (accessKeyId != null) {
            map.getOrDefault(accessKeyId, List.of()).forEach(visitor);
        }
        for (long second = birth - 1; birth != EpochSeconds.UNKNOWN && second <= birth + 1; second++) {
            for (T item : map.getOrDefault(second, List.of())) {
                if (accessKeyId == null || !accessKeyId.equals(item.accessKeyId())) {
                    visitor.accept(item);
                }
            }
        }
        for (T item : map.getOrDefault(EpochSeconds.UNKNOWN, List.of())) {
            if (accessKeyId == null || !accessKeyId.equals(item.accessKeyId())) {
                visitor.accept(item);
            }
        }
    }

    /** All items, in no order. */
    Collection<T> items() {
        Map<Object, List<T>> map = many;
        return map == null ? few : items(map);
    }

    private List<T> items(Map<Object, List<T>> map) {
        var all = new ArrayList<T>(size);
        map.forEach((key, items) -> {
            if (key instanceof Long) {
                all.addAll(items);
            }
        });
        return all;
    }

    private static <T extends Credential> void put(Map<Object, List<T>> map, T item) {
        if (item.accessKeyId() != null) {
            map.put(item.accessKeyId(), with(map.getOrDefault(item.accessKeyId(), List.of()), item));
        }
        map.put(item.birth(), with(map.getOrDefault(item.birth(), List.of()), item));
    }

    private static <T extends Credential> int remove(Map<Object, List<T>> map, Object key, T item) {
        List<T> before = map.getOrDefault(key, List.of());
        List<T> rest = without(before, item);
        if (rest.isEmpty()) {
            map.remove(key);
        } else {
            map.put(key, rest);
        }
        return before.size() - rest.size();
    }

    private static <T> List<T> with(List<T> items, T item) {
        var more = new ArrayList<T>(items.size() + 1);
        more.addAll(items);
        more.add(item);
        return List.copyOf(more);
    }

    private static <T> List<T> without(List<T> items, T item) {
        return items.stream().filter(one -> one != item).toList();
    }
}
