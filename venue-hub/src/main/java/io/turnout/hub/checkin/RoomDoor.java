package io.turnout.hub.checkin;

import io.turnout.hub.fleet.AtHub;
import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.Seats;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.SeatLevel;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.seats.Loan;
import io.turnout.protocol.seats.SeatHolder;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hub's door of one room, as its last scan left it: kept in memory, and made again from the log
 * wherever the two differ. Used on the door's thread.
 */
final class RoomDoor {
    /** A cool-down is seconds long: more do not come in it. */
    private static final int MOST_FORMER = 2_000;

    private final HubJournals.Key key;
    private final SeatHolder seats;
    private final LinkedHashMap<Whose, DoorState.Former> former = new LinkedHashMap<>();
    private long last;

    /**
     * @param last number of the journal
     */
    RoomDoor(HubJournals.Key key, SeatHolder seats, long last) {
        this.key = key;
        this.seats = seats;
        this.last = last;
    }

    /** Who was at which side for which session. */
    record Whose(BadgeFingerprint badge, SessionId session, Side side) {}

    HubJournals.Key key() {
        return key;
    }

    long last() {
        return last;
    }

    /** What is lent to it; that outlives a fault of the database. */
    SeatHolder.Kept kept() {
        return seats.kept();
    }

    /**
     * Whether the lender has said how many of a session's seats are this door's; it may be none.
     */
    boolean hasHeardOf(SessionId session) {
        return seats.kept().levels().containsKey(session);
    }

    /** What the rules want to know of one badge. */
    DoorState state(AtHub.Place place, Whose whose, SeenBefore seen) {
        boolean hasSeat = seats.inside(whose.badge()).equals(Optional.of(whose.session()));
        Optional<SessionId> inside =
                whose.side() == Side.OUT
                        ? seen.inside().filter(whose.session()::equals)
                        : seen.inside().filter(session -> !needsSeat(place, session, hasSeat));
        return new DoorState(
                Optional.ofNullable(former.get(whose)),
                inside,
                seen.used(),
                place.limited() ? Map.of(whose.session(), left(whose, hasSeat)) : Map.of());
    }

    /** Who came in by another door has a seat of that door, and none of this one. */
    private static boolean needsSeat(AtHub.Place place, SessionId inside, boolean hasSeat) {
        return place.limited()
                && !hasSeat
                && place.session().reEntry() == ReEntry.FREE
                && inside.equals(place.session().id());
    }

    /** A seat that is still held for this badge lets it in again. Others may have seats left. */
    private Seats left(Whose whose, boolean hasSeat) {
        int free = seats.left(whose.session());
        return new Seats(hasSeat ? Math.max(1, free) : free, false);
    }

    /** What a scan did, once it is written in a transaction. */
    void apply(Scan scan) {
        last = scan.number();
        scan.badge()
                .ifPresent(
                        badge -> seats.scanned(key.epoch(), scan.number(), badge, scan.effects()));
    }

    void remember(Whose whose, Instant at, Verdict verdict) {
        former.remove(whose);
        former.put(whose, new DoorState.Former(at, verdict));
        if (former.size() > MOST_FORMER) {
            former.pollFirstEntry();
        }
    }

    /** The lender's word. It was written down before it was said, so it is in force at once. */
    void told(SeatNotice notice) {
        Loan loan =
                new Loan(
                        notice.serial(),
                        notice.keep(),
                        notice.bySession(),
                        new HashSet<>(notice.releases()));
        seats.told(notice.epoch(), loan).ifPresent(seats::use);
    }

    /** What it keeps to. */
    SeatsHeld held(Optional<SeatsHeld.Heard> heard) {
        SeatHolder.Kept kept = seats.kept();
        List<SeatLevel> levels =
                kept.levels().entrySet().stream()
                        .map(level -> new SeatLevel(level.getKey(), level.getValue()))
                        .sorted(Comparator.comparing(SeatLevel::session))
                        .toList();
        return new SeatsHeld(key.epoch(), kept.serial(), levels, last, heard);
    }
}
