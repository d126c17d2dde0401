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
    private static Ack ack(Connection connection, Key key) throws SQLException {
        return new Ack(key.epoch(), reach(connection, key).upTo());
    }

    /**
     * What was appended to a journal by one transaction.
     *
     * @param gapless whether no number is missing between the lowest and the highest
     */
    record Appended(long lowest, long highest, boolean gapless) {
        static final Appended NOTHING = new Appended(1, 0, true);

        /** Together with what came next. */
        Appended and(Appended next) {
            if (highest == 0 || next.highest == 0) {
                return highest == 0 ? next : this;
            }
            boolean joins = next.lowest >= lowest && next.lowest <= highest + 1;
            return new Appended(
                    Math.min(lowest, next.lowest),
                    Math.max(highest, next.highest),
                    gapless && next.gapless && joins);
        }
    }

    /** Advances a journal after scans were appended, if any were. */
    static Ack advance(Connection connection, Key key, Appended appended, long receivedMs)
            throws SQLException {
        if (appended.highest() == 0) {
            return ack(connection, key);
        }
        Reach before = reach(connection, key);
        boolean inOrder =
                appended.gapless()
                        && appended.lowest() <= before.upTo() + 1
                        && before.highest() == before.upTo();
        long upTo =
                inOrder
                        ? Math.max(before.upTo(), appended.highest())
                        : contiguous(connection, key, before.upTo());
        long highest = Math.max(before.highest(), appended.highest());
        put(connection, key, new Reach(upTo, highest), receivedMs);
        return new Ack(key.epoch(), upTo);
    }

    private static void put(Connection connection, Key key, Reach reach, long receivedMs)
            throws SQLException {
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
            upsert.setLong(3, reach.upTo());
            upsert.setLong(4, reach.highest());
            upsert.setLong(5, receivedMs);
            upsert.executeUpdate();
        }
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
