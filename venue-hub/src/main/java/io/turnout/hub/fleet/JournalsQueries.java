package io.turnout.hub.fleet;

import io.turnout.hub.fleet.Delivered.Gap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * How far the journals of an event's units have arrived, and what their units said is lost. The
 * scan log itself is looked at only for journals with gaps, and there only behind the first.
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

    private static final String LOSSES =
            """
            SELECT from_number, to_number, more FROM journal_loss
            WHERE unit = :unit AND epoch = :epoch AND to_number > :upTo
            ORDER BY from_number, to_number LIMIT :most
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
        List<Loss> losses = new ArrayList<>();
        losses.add(new Loss(1, Math.max(journal.beyond(), keptFrom - 1), false));
        losses.addAll(losses(handle, journal));
        List<Gap> gaps = new ArrayList<>();
        if (journal.upTo() < journal.highest()) {
            gaps(handle, journal).forEach(gap -> part(gap, losses, gaps));
        }
        lostEnd(journal, losses, gaps);
        return new Delivered(
                journal.epoch(), journal.upTo(), journal.highest(), journal.upToTime(), gaps);
    }

    /** Numbers that a unit has no more. */
    private record Loss(long from, long to, boolean more) {}

    /** One gap may have parts that are lost and parts that are on their way. */
    private static void part(Gap gap, List<Loss> losses, List<Gap> parts) {
        long from = gap.from();
        for (Loss loss : losses) {
            long first = Math.max(from, loss.from());
            long last = Math.min(gap.to(), loss.to());
            if (first <= last) {
                waiting(gap.epoch(), from, first - 1, parts);
                parts.add(new Gap(gap.epoch(), first, last, true, false));
                from = last + 1;
            }
        }
        waiting(gap.epoch(), from, gap.to(), parts);
    }

    private static void waiting(String epoch, long from, long to, List<Gap> parts) {
        if (from <= to) {
            parts.add(new Gap(epoch, from, to, false, false));
        }
    }

    /** What was lost behind all that arrived: nothing later will ever show that it is missing. */
    private static void lostEnd(Journal journal, List<Loss> losses, List<Gap> gaps) {
        long from = journal.highest() + 1;
        for (Loss loss : losses.subList(1, losses.size())) {
            if (loss.to() >= from) {
                gaps.add(
                        new Gap(
                                journal.epoch(),
                                Math.max(from, loss.from()),
                                loss.to(),
                                true,
                                loss.more()));
                from = loss.to() + 1;
            }
        }
    }

    private static List<Gap> gaps(Handle handle, Journal journal) {
        return handle.createQuery(GAPS)
                .bind("unit", journal.unit())
                .bind("epoch", journal.epoch())
                .bind("upTo", journal.upTo())
                .bind("most", MOST_GAPS)
                .map((row, context) ->
                        new Gap(
                                journal.epoch(),
                                row.getLong("first"),
                                row.getLong("last"),
                                false,
                                false))
                .list();
    }

    /** What the unit said, the first first; a word may lie within another. */
    private static List<Loss> losses(Handle handle, Journal journal) {
        return handle.createQuery(LOSSES)
                .bind("unit", journal.unit())
                .bind("epoch", journal.epoch())
                .bind("upTo", journal.upTo())
                .bind("most", MOST_GAPS)
                .map((row, context) ->
                        new Loss(
                                row.getLong("from_number"),
                                row.getLong("to_number"),
                                row.getInt("more") == 1))
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
