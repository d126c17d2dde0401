package io.turnout.hub.ingest;

import io.turnout.protocol.message.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scan log's SQL. Plain JDBC with batches, because every scan of the venue passes here. Used on
 * one thread, inside one transaction.
 */
final class ScanLog {
    private static final String COLUMNS =
            "unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock, event, room, door,"
                    + " side, mode, way, badge, outcome, reason, flagged, entered, takes_seat,"
                    + " leaves, left_session, list_revision, online";

    private static final String INSERT =
            "INSERT INTO scan ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?) ON CONFLICT (unit, epoch, number) DO NOTHING";

    private final Map<String, String> events = new HashMap<>();

    /**
     * Appends rows; those whose names are taken are left out.
     *
     * @param receivedMs the hub's clock
     * @return those left out
     */
    List<ScanRow> append(Connection connection, List<ScanRow> rows, long receivedMs)
            throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        learnRooms(connection, rows);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ScanRow row : rows) {
                row.bind(insert, events.get(row.room()), receivedMs);
                insert.addBatch();
            }
            int[] counts = insert.executeBatch();
            List<ScanRow> repeated = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    repeated.add(rows.get(i));
                }
            }
            return repeated;
        }
    }

    /** Those of some rows that say something else than what is kept under their names. */
    List<ScanRow> differing(Connection connection, List<ScanRow> rows) throws SQLException {
        List<ScanRow> differing = new ArrayList<>();
        if (rows.isEmpty()) {
            return differing;
        }
        String sql = "SELECT " + COLUMNS + " FROM scan WHERE unit = ? AND epoch = ? AND number = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (ScanRow row : rows) {
                row.bindName(query);
                try (ResultSet kept = query.executeQuery()) {
                    if (!kept.next() || !row.equalTo(kept)) {
                        differing.add(row);
                    }
                }
            }
        }
        return differing;
    }

    /** The units there are, and attendants' phones, which bring scans in the same way. */
    static Set<String> units(Connection connection) throws SQLException {
        Set<String> units = new HashSet<>();
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT id FROM unit UNION ALL SELECT id FROM phone");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                units.add(row.getString(1));
            }
        }
        return units;
    }

    /** Notes that a unit was heard of. */
    static void heard(Connection connection, UnitId unit, long now) throws SQLException {
        for (String table : List.of("unit", "phone")) {
            String sql = "UPDATE " + table + " SET heard_ms = ? WHERE id = ?";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setLong(1, now);
                update.setString(2, unit.value());
                update.executeUpdate();
            }
        }
    }

    /** A room never changes its event, so what was learnt once holds. */
    private void learnRooms(Connection connection, List<ScanRow> rows) throws SQLException {
        boolean unknown = rows.stream().anyMatch(row -> !events.containsKey(row.room()));
        if (!unknown) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT id, event FROM room");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                events.put(row.getString(1), row.getString(2));
            }
        }
    }
}
