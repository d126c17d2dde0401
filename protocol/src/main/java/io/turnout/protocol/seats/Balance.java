package io.turnout.protocol.seats;

import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.UnitId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** How many may be inside by each door, and how many are, by all that is known. */
class Balance {
    /** What may be inside by a door of which nothing is known: more than any room holds. */
    static final long UNKNOWN = 1L << 40;

    private final Floor floor;
    private final Collection<Account> accounts;
    private final Whereabouts whereabouts;
    private final boolean restored;

    /**
     * @param restored whether the hub may have said more than it remembers
     */
    Balance(Floor floor, Collection<Account> accounts, Whereabouts whereabouts, boolean restored) {
        this.floor = floor;
        this.accounts = accounts;
        this.whereabouts = whereabouts;
        this.restored = restored;
    }

    boolean isServed(Account account) {
        return floor.isServed(account.holder().unit());
    }

    /** Who may have people inside. */
    List<Account> concerned(SessionId session, Limit limit) {
        return accounts.stream()
                .filter(account ->
                        floor.roomOf(account.holder().unit()).contains(limit.room())
                                || account.highest(session) > 0
                                || inside(account, session) > 0)
                .toList();
    }

    int inside(Account account, SessionId session) {
        return whereabouts.inside(account.holder(), session);
    }

    /** How many may be inside by a door at most, the hub's words that are on their way included. */
    long bound(Account account, SessionId session, Limit limit) {
        int inside = inside(account, session);
        if (deadSince(account).filter(since -> limit.opens().isAfter(since)).isPresent()) {
            return inside;
        }
        return account.known() ? Math.max(inside, account.highest(session)) : UNKNOWN;
    }

    /** Doors that a restored hub has not heard of yet: nobody knows what they were lent. */
    boolean isAnyUnheard(Limit limit) {
        return restored
                && floor.doors().entrySet().stream()
                        .filter(door -> door.getValue().letsIn())
                        .filter(door -> door.getValue().room().equals(limit.room()))
                        .filter(door -> !isLostBefore(door, limit))
                        .anyMatch(door -> accounts.stream().noneMatch(writes(door.getKey())));
    }

    private static boolean isLostBefore(Map.Entry<UnitId, Doorway> door, Limit limit) {
        return door.getValue().lostSince().filter(limit.opens()::isAfter).isPresent();
    }

    /** How a session's seats are divided. */
    List<SeatLender.AtDoor> of(SessionId session, Limit limit) {
        return concerned(session, limit).stream()
                .map(account -> atDoor(account, session, limit))
                .toList();
    }

    private SeatLender.AtDoor atDoor(Account account, SessionId session, Limit limit) {
        long bound = bound(account, session, limit);
        return new SeatLender.AtDoor(
                account.holder(),
                account.current(),
                deadSince(account).isPresent(),
                account.level(session),
                bound >= UNKNOWN ? OptionalLong.empty() : OptionalLong.of(bound),
                inside(account, session));
    }

    private Optional<Instant> deadSince(Account account) {
        return account.dead().or(() -> floor.lostSince(account.holder().unit()));
    }

    /** The accounts of the journal that a unit writes now: one at most. */
    static Predicate<Account> writes(UnitId unit) {
        return account -> account.current() && account.holder().unit().equals(unit);
    }
}
