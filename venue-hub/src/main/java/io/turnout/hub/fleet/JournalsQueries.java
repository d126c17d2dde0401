package io.turnout.hub.fleet;

import io.turnout.hub.fleet.Delivered.Gap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * How far the journals of an event's units have arrived. The scan log itself is looked at only for
 * journals with gaps, and there only behind the first.
 */
final class JournalsQueries {
    /** More gaps of one journal are not told one by one; that many are a defect of the unit. */
    private static final int MOST_GAPS = 500;

    private static final String JOURNALS =
            """
            SELECT j.unit, j.epoch, j.up_to, j.highest, j.beyond, j.received_ms, s.wall_ms
            FROM room r
            JOIN door d ON d.room = r.id
            JOIN unit u ON u.door = d.id
            JOIN journal j ON j.unit = u.id
            LEFT JOIN scan s ON s.unit = j.unit AND s.epoch = j.epoch AND s.number = j.up_to
            WHERE r.event = :event
            ORDER BY j.received_ms, j.epoch
            """;
    private static final String GAPS =
            """
            SELECT previous + 1 AS first, number - 1 AS last
            FROM (SELECT number, COALESCE(LAG(number) OVER (ORDER BY number), :upTo) AS previous
                  FROM scan WHERE unit = :unit AND epoch = :epoch AND number > :upTo) steps
            WHERE number > previous + 1
            ORDER BY 1 LIMIT :most
            """;

    /**
     * A journal.
     *
     * @param beyond what is missing up to here is lost
     */
    record Journal(
            String unit,
            String epoch,
            long upTo,
            long highest,
            long beyond,
            long receivedMs,
            Optional<Instant> upToTime) {}

    /** The journals of an event's units, by unit, the latest last. */
    Map<String, List<Journal>> of(Handle handle, String event) {
        return handle
                .createQuery(JOURNALS)
                .bind("event", event)
                .map((row, context) -> journal(row))
                .stream()
                .collect(Collectors.groupingBy(Journal::unit));
    }

    /**
     * How far a journal is.
     *
     * @param keptFrom the unit has no scan of it before this one
     */
    Delivered delivered(Handle handle, Journal journal, long keptFrom) {
        long lostTo = Math.max(journal.beyond(), keptFrom - 1);
        List<Gap> gaps = journal.upTo() < journal.highest() ? gaps(handle, journal) : List.of();
        return new Delivered(
                journal.epoch(),
                journal.upTo(),
                journal.highest(),
                journal.upToTime(),
                gaps.stream().flatMap(gap -> parted(gap, lostTo).stream()).toList());
    }

    /** One gap may begin with what is lost and end with what is on its way. */
    private static List<Gap> parted(Gap gap, long lostTo) {
        if (gap.from() > lostTo) {
            return List.of(gap);
        }
        Gap lost = new Gap(gap.epoch(), gap.from(), Math.min(gap.to(), lostTo), true);
        return lost.to() == gap.to()
                ? List.of(lost)
                : List.of(lost, new Gap(gap.epoch(), lostTo + 1, gap.to(), false));
    }

    private static List<Gap> gaps(Handle handle, Journal journal) {
        return handle.createQuery(GAPS)
                .bind("unit", journal.unit())
                .bind("epoch", journal.epoch())
                .bind("upTo", journal.upTo())
                .bind("most", MOST_GAPS)
                .map((row, context) ->
                        new Gap(journal.epoch(), row.getLong("first"), row.getLong("last"), false))
                .list();
    }

    private static Journal journal(ResultSet row) throws SQLException {
        long millis = row.getLong("wall_ms");
        Optional<Instant> time =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        return new Journal(
                row.getString("unit"),
                row.getString("epoch"),
                row.getLong("up_to"),
                row.getLong("highest"),
                row.getLong("beyond"),
                row.getLong("received_ms"),
                time);
    }
}
