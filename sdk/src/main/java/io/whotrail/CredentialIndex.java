// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions or the waiting uses of one group, found by access key id or by birth. One thread at a time may change it;
 * any number may look things up meanwhile.
 */
final class CredentialIndex<T extends Credential> {
    /* Nearly every group holds one or two items, so these stand in a plain list that is copied at each change. The group
     * of a busy Lambda function holds thousands: beyond SMALL items they stand in collections under their key and under the
     * second of their birth, and a look-up touches only what can match. Without a key and a birth to look for, all do. */
    static final int SMALL = 16;

    private volatile List<T> few = List.of();
    private volatile @Nullable Map<Object, Collection<T>> many;
    private int size;

    int size() {
        return size;
    }

    void add(T item) {
        size++;
        Map<Object, Collection<T>> map = many;
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
        Map<Object, Collection<T>> map = many;
        if (map == null) {
            List<T> rest = without(few, item);
            size -= few.size() - rest.size();
            few = rest;
            return;
        }
        String key = item.accessKeyId();
        if (key != null) {
            remove(map, key, item);
        }
        if (remove(map, item.birth(), item)) {
            size--;
        }
    }

    /** Visits what may match a key and a birth: the same key, or born at most a second apart; without both, all. */
    void forEach(@Nullable String accessKeyId, long birth, Consumer<? super T> visitor) {
        if (accessKeyId != null) {
            forEachOf(accessKeyId, visitor);
        } else if (birth == EpochSeconds.UNKNOWN) {
            items().forEach(visitor);
            return;
        }
        forEachNear(birth, accessKeyId, visitor);
    }

    /** Visits what has a key. */
    void forEachOf(String accessKeyId, Consumer<? super T> visitor) {
        List<T> list = few;
        Map<Object, Collection<T>> map = many;
        if (map != null) {
            map.getOrDefault(accessKeyId, List.of()).forEach(visitor);
            return;
        }
        for (T item : list) {
            if (item.hasKey(accessKeyId)) {
                visitor.accept(item);
            }
        }
    }

    /** What has a key, the first of several, or {@code null}. */
    @Nullable
    T firstOf(String accessKeyId) {
        List<T> list = few;
        Map<Object, Collection<T>> map = many;
        for (T item : map == null ? list : map.getOrDefault(accessKeyId, List.of())) {
            if (item.hasKey(accessKeyId)) {
                return item;
            }
        }
        return null;
    }

    /** Whether an item is the only one that has a key. */
    boolean isOnlyOf(T item, String accessKeyId) {
        int[] others = {0};
        forEachOf(accessKeyId, one -> others[0] += one.equals(item) ? 0 : 1);
        return others[0] == 0 && item.equals(firstOf(accessKeyId));
    }

    /** Visits what was born at most a second apart, or shows no birth, and has another key; without a birth, all of those. */
    void forEachNear(long birth, @Nullable String otherThan, Consumer<? super T> visitor) {
        List<T> list = few;
        Map<Object, Collection<T>> map = many;
        if (map == null || birth == EpochSeconds.UNKNOWN) {
            Collection<T> all = map == null ? list : items(map);
            for (T item : all) {
                if (isNear(item, birth, otherThan)) {
                    visitor.accept(item);
                }
            }
            return;
        }
        for (long second = birth - 1; second <= birth + 1; second++) {
            visitOfOtherKeys(map, second, otherThan, visitor);
        }
        visitOfOtherKeys(map, EpochSeconds.UNKNOWN, otherThan, visitor);
    }

    /** Whether an item was born at most a second apart, or shows no birth, and has another key. */
    static boolean isNear(Credential item, long birth, @Nullable String otherThan) {
        boolean near = birth == EpochSeconds.UNKNOWN
                || item.birth() == EpochSeconds.UNKNOWN
                || Math.abs(item.birth() - birth) <= 1;
        return near && (otherThan == null || !item.hasKey(otherThan));
    }

    /** Whether an item shows no birth. */
    boolean hasBirthless() {
        Map<Object, Collection<T>> map = many;
        if (map != null) {
            return map.containsKey(EpochSeconds.UNKNOWN);
        }
        for (T item : few) {
            if (item.birth() == EpochSeconds.UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    private void visitOfOtherKeys(
            Map<Object, Collection<T>> map, long second, @Nullable String accessKeyId, Consumer<? super T> visitor) {
        for (T item : map.getOrDefault(second, List.of())) {
            if (accessKeyId == null || !item.hasKey(accessKeyId)) {
                visitor.accept(item);
            }
        }
    }

    /** All items, in no order; a copy. */
    Collection<T> items() {
        List<T> list = few;
        Map<Object, Collection<T>> map = many;
        return map == null ? list : items(map);
    }

    private List<T> items(Map<Object, Collection<T>> map) {
        var all = new ArrayList<T>(size);
        map.forEach((key, items) -> {
            if (key instanceof Long) {
                all.addAll(items);
            }
        });
        return all;
    }

    private static <T extends Credential> void put(Map<Object, Collection<T>> map, T item) {
        String key = item.accessKeyId();
        if (key != null) {
            put(map, key, item);
        }
        put(map, item.birth(), item);
    }

    /** Of nearly every key and second there is one. */
    private static <T> void put(Map<Object, Collection<T>> map, Object key, T item) {
        Collection<T> items = map.get(key);
        if (items == null) {
            map.put(key, List.of(item));
        } else if (items instanceof List<T> list && list.size() < SMALL) {
            map.put(key, with(list, item));
        } else {
            if (items instanceof List<T>) {
                Set<T> set = ConcurrentHashMap.newKeySet();
                set.addAll(items);
                items = set;
                map.put(key, items);
            }
            items.add(item);
        }
    }

    private static <T> boolean remove(Map<Object, Collection<T>> map, Object key, T item) {
        Collection<T> items = map.get(key);
        if (items == null || !items.contains(item)) {
            return false;
        }
        if (items.size() == 1) {
            map.remove(key);
        } else if (items instanceof List<T> list) {
            map.put(key, without(list, item));
        } else {
            items.remove(item);
        }
        return true;
    }

    private static <T> List<T> with(List<T> items, T item) {
        var more = new ArrayList<T>(items.size() + 1);
        more.addAll(items);
        more.add(item);
        return List.copyOf(more);
    }

    private static <T> List<T> without(List<T> items, T item) {
        var rest = new ArrayList<T>(items.size());
        for (T one : items) {
            if (!one.equals(item)) {
                rest.add(one);
            }
        }
        return List.copyOf(rest);
    }
}
