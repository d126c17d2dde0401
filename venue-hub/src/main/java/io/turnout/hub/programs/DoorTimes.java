package io.turnout.hub.programs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When enough participants were in the room of a meeting at once (P-10).
 *
 * @param from when that was so first
 * @param to when it was so last
 * @param together how long of that it was so
 */
public record DoorTimes(Instant from, Instant to, Duration together) {
    /**
     * A time that one participant was inside.
     *
     * @param out not before {@code in}
     */
    public record Inside(long attendee, Instant in, Instant out) {}

    private record Move(Instant at, int by) {}

    /** The times at which at least so many were inside at once; absent where there were none. */
    public static Optional<DoorTimes> of(Collection<Inside> visits, int people) {
        List<Move> moves = new ArrayList<>();
        for (Inside visit : visits) {
            moves.add(new Move(visit.in(), 1));
            moves.add(new Move(visit.out(), -1));
        }
        // who goes in as another goes out was not there with them
        moves.sort(Comparator.comparing(Move::at).thenComparingInt(Move::by));
        Duration together = Duration.ZERO;
        List<Instant> ends = new ArrayList<>();
        Instant since = Instant.MIN;
        int inside = 0;
        for (Move move : moves) {
            if (inside >= people && move.at().isAfter(since)) {
                together = together.plus(Duration.between(since, move.at()));
                ends.add(since);
                ends.add(move.at());
            }
            inside += move.by();
            since = move.at();
        }
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(new DoorTimes(ends.getFirst(), ends.getLast(), together));
    }

    /** Those of a stored meeting. */
    static Optional<DoorTimes> read(ResultSet row) throws SQLException {
        long together = row.getLong("door_ms");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new DoorTimes(
                                Instant.ofEpochMilli(row.getLong("door_from_ms")),
                                Instant.ofEpochMilli(row.getLong("door_to_ms")),
                                Duration.ofMillis(together)));
    }
}
