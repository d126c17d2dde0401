package io.turnout.gateway.accesslist;

import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which changes count over which list. A message to the list in use replaces all earlier ones to
 * it. One to another list, newer than that, counts above it: what it says of a badge is so,
 * whatever list it starts from. So a revocation waits for no list, and no list made before it
 * undoes it.
 *
 * <p>Bounded: where the lists never come, the hub may change its mind {@link #MOST} lists long.
 */
final class Layers {
    /** Most messages, each to another list. */
    static final int MOST = 64;

    private final TreeMap<Long, Changes> kept = new TreeMap<>();

    Layers(Collection<Changes> found) {
        found.forEach(changes -> kept.put(changes.serial(), changes));
    }

    /** Whether a message says something new over the list in use, if there is one. */
    boolean wants(Changes changes, Optional<ListHeader> list) {
        boolean replaced =
                kept.tailMap(changes.serial(), true).values().stream()
                        .anyMatch(newer -> newer.base() == changes.base());
        return !replaced && changes.serial() > list.map(this::inForce).orElse(0L);
    }

    /** Whether there is room for a message. */
    boolean full(Changes changes) {
        return kept.size() >= MOST
                && kept.values().stream().noneMatch(older -> older.base() == changes.base());
    }

    /**
     * Adds a message.
     *
     * @return the serials of those that it replaces
     */
    List<Long> add(Changes changes) {
        List<Long> replaced =
                serials(kept.headMap(changes.serial(), false), of -> of.base() == changes.base());
        replaced.forEach(kept::remove);
        kept.put(changes.serial(), changes);
        return replaced;
    }

    /** What counts over a list, the earliest first. */
    List<Changes> over(ListHeader list) {
        long from = included(list);
        List<Changes> over = new ArrayList<>();
        Changes own = kept.get(newest(changes -> changes.base() == list.revision()));
        if (own != null && own.serial() > from) {
            from = own.serial();
            over.add(own);
        }
        over.addAll(kept.tailMap(from, false).values());
        return over;
    }

    /**
     * Every change up to this serial counts over a list. A message to a later list says only what
     * came after that list, so it promises nothing until the list is here.
     */
    long inForce(ListHeader list) {
        return Math.max(included(list), newest(changes -> changes.base() <= list.revision()));
    }

    /**
     * Forgets what no list needs any more.
     *
     * @param oldest the oldest list that may still come into use
     * @return the serials forgotten
     */
    List<Long> prune(ListHeader inUse, long oldest) {
        List<Changes> needed = over(inUse);
        List<Long> gone = serials(kept, of -> of.base() < oldest && !needed.contains(of));
        gone.forEach(kept::remove);
        return gone;
    }

    private static List<Long> serials(Map<Long, Changes> among, Predicate<Changes> which) {
        return among.values().stream().filter(which).map(Changes::serial).toList();
    }

    /** 0 for none. */
    private long newest(Predicate<Changes> which) {
        return kept.descendingMap().values().stream()
                .filter(which)
                .map(Changes::serial)
                .findFirst()
                .orElse(0L);
    }

    private static long included(ListHeader list) {
        return list.serial().orElse(0L);
    }
}
