package io.turnout.hub.reports;

import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.web.VenueText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A room on the wall.
 *
 * @param now the session on now, or open for entry
 * @param next the one after
 * @param inside people inside what is on now
 */
public record Tile(
        Room room,
        Optional<OnToday> now,
        Optional<OnToday> next,
        long inside,
        Arrivals arrivals,
        List<UnitView> units) {
    private static final int LATELY = 5;
    static final Comparator<Tile> BY_NEED =
            Comparator.comparing(Tile::need)
                    .thenComparing(Comparator.comparingDouble(Tile::share).reversed())
                    .thenComparingInt(tile -> tile.room().place())
                    .thenComparing(tile -> tile.room().name());

    public Tile {
        units = List.copyOf(units);
    }

    /**
     * A room.
     *
     * @param capacity its seats; empty for no limit
     */
    public record Room(String id, String name, Optional<Long> capacity, int place) {}

    /** A session of today. */
    public record OnToday(
            String id,
            String room,
            String title,
            long startMs,
            long endMs,
            int earlyMinutes,
            Optional<Long> capacity,
            long inside) {
        boolean opensBefore(long ms) {
            return startMs - earlyMinutes * 60_000L <= ms;
        }
    }

    /** What a room needs somebody for, the most urgent first. */
    public enum Need {
        OUT_OF_ORDER,
        OFFLINE,
        ASK_STAFF,
        FULL,
        NOTHING
    }

    /** The most urgent need. */
    public Need need() {
        if (units.stream().anyMatch(UnitView::outOfOrder)) {
            return Need.OUT_OF_ORDER;
        } else if (units.stream().anyMatch(unit -> !unit.online())) {
            return Need.OFFLINE;
        } else if (asked() > 0) {
            return Need.ASK_STAFF;
        }
        return full() ? Need.FULL : Need.NOTHING;
    }

    /** The class and the shape of its need. */
    public String state() {
        return switch (need()) {
            case OUT_OF_ORDER -> "out-of-order";
            case OFFLINE -> "offline";
            case ASK_STAFF -> "ask-staff";
            case FULL -> "refused";
            case NOTHING -> "";
        };
    }

    /** What is the matter, in one line. */
    public String words(VenueText text) {
        return switch (need()) {
            case OUT_OF_ORDER -> text.words().get("tile.no-list");
            case OFFLINE ->
                    silentMs() == 0
                            ? text.words().get("units.never-seen")
                            : text.words().get("state.offline-since", text.moment(silentMs()));
            case ASK_STAFF -> text.words().get("tile.ask-staff", asked());
            case FULL -> text.words().get("tile.full", turnedAway());
            case NOTHING -> "";
        };
    }

    /** Seats of what is on now; empty for no limit. */
    public Optional<Long> seats() {
        return now.flatMap(OnToday::capacity).or(room::capacity);
    }

    /** How full it is, 0 to 1. */
    public double share() {
        return seats().filter(seats -> seats > 0)
                .map(seats -> Math.min(1.0, (double) inside / seats))
                .orElse(0.0);
    }

    /** The share in tenths of a percent, as a length in the bar. */
    public String barWidth() {
        return String.valueOf(Math.round(share() * 1000) / 10.0);
    }

    /** How old the count is: everything up to then is counted; 0 where that is not known. */
    public long asOfMs(Instant at) {
        return new Completeness(at, units).asOfMs();
    }

    /** Since when a unit of it is silent; 0 for none, or none that was ever heard. */
    public long silentMs() {
        return units.stream()
                .filter(unit -> unit.condition() == UnitView.Condition.OFFLINE)
                .mapToLong(UnitView::heardMs)
                .min()
                .orElse(0);
    }

    /** Since how many minutes arrivals are not known; 0 where they are. */
    public int blindMinutes(Instant at) {
        if (silentMs() == 0) {
            return 0;
        }
        long minutes = (at.toEpochMilli() - silentMs()) / 60_000;
        return (int) Math.min(minutes, Arrivals.MINUTES - 1);
    }

    /** Turned away for want of a seat in the last five minutes. */
    public int turnedAway() {
        return Arrivals.last(LATELY, arrivals.full());
    }

    private int asked() {
        return Arrivals.last(LATELY, arrivals.asked());
    }

    private boolean full() {
        boolean noSeat = seats().filter(seats -> inside >= seats).isPresent();
        return turnedAway() > 0 || (noSeat && now.isPresent());
    }
}
