package io.turnout.hub.agenda;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** What the clock on a venue's wall shows, as an instant: some nights it jumps. */
public sealed interface WallTime {
    Instant instant();

    /** A time like all others. */
    record Once(Instant instant) implements WallTime {}

    /** The clock jumps over this time: as much later is taken as it jumps. */
    record Skipped(LocalDateTime typed, Instant instant) implements WallTime {}

    /** The clock shows this time twice that night; the instant is one of both. */
    record Twice(Instant instant, boolean second) implements WallTime {}

    /**
     * Finds the instant.
     *
     * @param second which one is meant of a time that is shown twice
     */
    static WallTime of(LocalDateTime wall, ZoneId zone, boolean second) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
        return switch (offsets.size()) {
            case 0 -> new Skipped(wall, wall.atZone(zone).toInstant());
            case 1 -> new Once(wall.toInstant(offsets.getFirst()));
            default -> new Twice(wall.toInstant(offsets.get(second ? 1 : 0)), second);
        };
    }

    /** How the venue's clock comes to show an instant. */
    static WallTime of(Instant instant, ZoneId zone) {
        LocalDateTime wall = LocalDateTime.ofInstant(instant, zone);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
        return offsets.size() == 1
                ? new Once(instant)
                : new Twice(instant, !wall.toInstant(offsets.getFirst()).equals(instant));
    }
}
