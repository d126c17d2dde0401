package io.turnout.hub.ingest;

import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How far each journal has arrived without gaps. */
final class Journals {
    private Journals() {}

    /** A journal's name. */
    record Key(UnitId unit, JournalEpoch epoch) {}

    private record Reach(long upTo, long highest) {}

    /** What may be acknowledged of a journal, {@code upTo} 0 for an unknown one. */
    static Ack ack(Connection connection, Key key) throws SQLException {
        return new Ack(key.epoch(), reach(connection, key).upTo());
    }

    /** Advances a journal after scans up to a number were appended. */
    static Ack advance(Connection connection, Key key, long highest, long receivedMs)
            throws SQLException {
        Reach before = reach(connection, key);
        long upTo = contiguous(connection, key, before.upTo());
        String sql =
                """
                INSERT INTO journal (unit, epoch, up_to, highest, received_ms)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (unit, epoch) DO UPDATE
                SET up_to = excluded.up_to, highest = excluded.highest,
                    received_ms = excluded.received_ms
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, key.unit().value());
            upsert.setString(2, key.epoch().value());
            upsert.setLong(3, upTo);
            upsert.setLong(4, Math.max(before.highest(), highest));
            upsert.setLong(5, receivedMs);
            upsert.executeUpdate();
        }
        return new Ack(key.epoch(), upTo);
    }

    private static Reach reach(Connection connection, Key key) throws SQLException {
        String sql = "SELECT up_to, highest FROM journal WHERE unit = ? AND epoch = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key.unit().value());
            query.setString(2, key.epoch().value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Reach(row.getLong(1), row.getLong(2)) : new Reach(0, 0);
            }
        }
    }

    /** The last number before the first gap, looked up in the log itself. */
    private static long contiguous(Connection connection, Key key, long from) throws SQLException {
        String sql =
                "SELECT number FROM scan WHERE unit = ? AND epoch = ? AND number > ?"
                        + " ORDER BY number";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key.unit().value());
            query.setString(2, key.epoch().value());
            query.setLong(3, from);
            long upTo = from;
            try (ResultSet row = query.executeQuery()) {
                while (row.next() && row.getLong(1) == upTo + 1) {
                    upTo++;
                }
            }
            return upTo;
        }
    }
}
