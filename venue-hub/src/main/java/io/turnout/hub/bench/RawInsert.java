package io.turnout.hub.bench;

import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The limit: rows made ready before, one prepared statement for each transaction of the largest
 * size that ingest makes, bound with no detour, in one batch.
 */
final class RawInsert {
    private static final String INSERT =
            "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock,"
                    + " event, room, door, side, mode, way, badge, outcome, reason, flagged,"
                    + " entered, takes_seat, leaves, list_revision, online)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?)";

    private RawInsert() {}

    static long run(Database database, List<ScanBatch> batches) {
        List<List<List<Object>>> groups = new ArrayList<>();
        int together = Ingest.MOST_AT_ONCE / ScanBatch.MAX_SCANS;
        for (int i = 0; i < batches.size(); i += together) {
            List<ScanBatch> group = batches.subList(i, Math.min(batches.size(), i + together));
            groups.add(
                    group.stream().flatMap(b -> b.scans().stream().map(s -> row(b, s))).toList());
        }
        long before = System.nanoTime();
        groups.forEach(rows -> database.change(handle -> insert(handle, rows)));
        return System.nanoTime() - before;
    }

    private static void insert(Handle handle, List<List<Object>> rows) {
        try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
            for (List<Object> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    if (row.get(i) instanceof String text) {
                        insert.setString(i + 1, text);
                    } else {
                        insert.setObject(i + 1, row.get(i));
                    }
                }
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the reference failed", e);
        }
    }

    private static List<Object> row(ScanBatch batch, Scan scan) {
        String entered =
                scan.effects().getFirst() instanceof Effect.Enter enter
                        ? enter.session().value()
                        : "";
        return List.of(
                batch.unit().value(),
                batch.epoch().value(),
                scan.number(),
                scan.wall().toEpochMilli(),
                scan.wall().toEpochMilli(),
                scan.monotonicMillis(),
                scan.boot(),
                "synced",
                "e",
                scan.room().value(),
                scan.door().value(),
                "in",
                "auto",
                "unit",
                scan.badge().map(Object::toString).orElse(""),
                scan.outcome(),
                scan.reason(),
                0,
                entered,
                1,
                0,
                scan.listRevision(),
                1);
    }
}
