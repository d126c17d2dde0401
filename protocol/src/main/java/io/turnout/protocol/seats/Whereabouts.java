package io.turnout.protocol.seats;

import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The last thing that each journal says of each badge. A stay at a door has ended elsewhere when
 * another journal says something later of the same badge: certainly later, or it has not.
 */
final class Whereabouts {
    private final Map<BadgeFingerprint, Map<Holder, Last>> byBadge = new HashMap<>();
    private final Map<Holder, Map<SessionId, Integer>> inside = new HashMap<>();
    private final Map<Holder, Map<Long, BadgeFingerprint>> told = new HashMap<>();
    private final Set<BadgeFingerprint> open = new LinkedHashSet<>();
    private final Moments moments;
    private final Function<SessionId, Optional<Limit>> limits;
    private final BiConsumer<Holder, Long> ended;

    /**
     * @param limits the sessions that matter
     * @param ended is told the entry scan of a stay that has ended elsewhere
     */
    Whereabouts(
            Moments moments,
            Function<SessionId, Optional<Limit>> limits,
            BiConsumer<Holder, Long> ended) {
        this.moments = moments;
        this.limits = limits;
        this.ended = ended;
    }

    /** How far it is known that a stay ended elsewhere. */
    enum Ended {
        /** It is not. */
        NO,
        /** It is; its door still counts it, and lets the badge in again by the same seat. */
        YES,
        /** Its door keeps to it too. */
        FREED
    }

    private record Last(Seen seen, Moments.At at, Ended ended) {
        Optional<SessionId> inside() {
            return ended == Ended.FREED ? Optional.empty() : seen.entered();
        }

        Optional<SessionId> stay() {
            return ended == Ended.NO ? seen.entered() : Optional.empty();
        }

        Last with(Ended now) {
            return new Last(seen, at, now);
        }
    }

    /** Takes in a scan; those of one journal come in the order of their numbers. */
    void saw(Holder holder, Seen seen, long now, Ended ended) {
        Moments.At at = new Moments.At(holder.unit(), seen.boot(), seen.monotonicMillis(), now);
        put(holder, seen.badge(), new Last(seen, at, ended));
        if (ended == Ended.YES) {
            told(holder).put(seen.number(), seen.badge());
        }
        settle(seen.badge());
    }

    /** How many are inside by a door, as far as its journal is here. */
    int inside(Holder holder, SessionId session) {
        return inside.getOrDefault(holder, Map.of()).getOrDefault(session, 0);
    }

    /** A door keeps to it that stays have ended elsewhere. */
    void freed(Holder holder, Predicate<Long> which) {
        Map<Long, BadgeFingerprint> waiting = told(holder);
        for (Map.Entry<Long, BadgeFingerprint> one : List.copyOf(waiting.entrySet())) {
            if (which.test(one.getKey())) {
                waiting.remove(one.getKey());
                free(holder, one.getValue(), one.getKey());
            }
        }
    }

    /** A badge that came in again by the same door since has not been let go. */
    private void free(Holder holder, BadgeFingerprint badge, long number) {
        Last last = byBadge.getOrDefault(badge, Map.of()).get(holder);
        if (last != null && last.seen().number() == number) {
            put(holder, badge, last.with(Ended.FREED));
        }
    }

    private Map<Long, BadgeFingerprint> told(Holder holder) {
        return told.computeIfAbsent(holder, _ -> new HashMap<>());
    }

    /** Looks again at what could not be told before. */
    void reconsider() {
        List.copyOf(open).forEach(this::settle);
    }

    private void put(Holder holder, BadgeFingerprint badge, Last last) {
        Map<Holder, Last> lasts = byBadge.computeIfAbsent(badge, _ -> new HashMap<>(2));
        Optional.ofNullable(lasts.put(holder, last))
                .flatMap(Last::inside)
                .ifPresent(session -> count(holder, session, -1));
        last.inside().ifPresent(session -> count(holder, session, 1));
    }

    private void count(Holder holder, SessionId session, int more) {
        inside.computeIfAbsent(holder, _ -> new HashMap<>()).merge(session, more, Integer::sum);
    }

    private void settle(BadgeFingerprint badge) {
        Map<Holder, Last> lasts = byBadge.getOrDefault(badge, Map.of());
        boolean doubt = false;
        for (Map.Entry<Holder, Last> entry : List.copyOf(lasts.entrySet())) {
            Last last = entry.getValue();
            Optional<Limit> limit = last.stay().flatMap(limits);
            if (limit.isPresent()) {
                doubt |= settle(entry.getKey(), last, limit.get(), lasts);
            }
        }
        if (doubt) {
            open.add(badge);
        } else {
            open.remove(badge);
        }
    }

    /** Whether more could be known of this stay later. */
    private boolean settle(Holder holder, Last stay, Limit limit, Map<Holder, Last> lasts) {
        boolean doubt = false;
        for (Map.Entry<Holder, Last> other : lasts.entrySet()) {
            if (other.getKey().equals(holder) || !ends(other.getValue(), stay, limit)) {
                continue;
            }
            Moments.At there = other.getValue().at();
            if (moments.before(stay.at(), there)) {
                put(holder, stay.seen().badge(), stay.with(Ended.YES));
                told(holder).put(stay.seen().number(), stay.seen().badge());
                ended.accept(holder, stay.seen().number());
                return false;
            }
            doubt |= !moments.before(there, stay.at());
        }
        return doubt;
    }

    /** Whether a stay is over by what another door read, if that was later. */
    private static boolean ends(Last other, Last stay, Limit limit) {
        return other.seen().room().equals(stay.seen().room())
                || (limit.leftByEnteringElsewhere() && other.seen().entered().isPresent());
    }
}
