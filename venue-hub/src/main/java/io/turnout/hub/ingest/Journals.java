package io.turnout.hub.ingest;

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

    /**
     * How far a journal has arrived.
     *
     * @param beyond behind a gap that the unit cannot fill any more, 0 for no such gap
     */
    private record Reach(long upTo, long highest, long beyond) {
        /** What the unit needs not send: what is here, and what it does not have. */
        long acknowledged() {
            return Math.max(upTo, beyond);
        }
    }

    /** What may be acknowledged of a journal, 0 for an unknown one. */
    static long acknowledged(Connection connection, Key key) throws SQLException {
        return reach(connection, key).acknowledged();
    }

    /**
     * A unit says what its journal still has. Where that begins behind what is here, the rest is
     * lost: the gap stays to be seen, and what is behind it is acknowledged from now on.
     */
    static void begins(Connection connection, Key key, long firstNumber, long nowMs)
            throws SQLException {
        Reach before = reach(connection, key);
        if (firstNumber > before.acknowledged() + 1) {
            long beyond = covered(connection, key, firstNumber - 1);
            put(connection, key, new Reach(before.upTo(), before.highest(), beyond), nowMs);
        }
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
    static void advance(Connection connection, Key key, Appended appended, long receivedMs)
            throws SQLException {
        if (appended.highest() == 0) {
            return;
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
        long beyond = before.beyond();
        if (beyond > 0) {
            beyond = covered(connection, key, Math.max(upTo, beyond));
        }
        put(connection, key, new Reach(upTo, highest, beyond), receivedMs);
    }

    /** A unit said what it has lost: what is behind that is acknowledged from now on. */
    static void goBeyond(Connection connection, Key key, long nowMs) throws SQLException {
        Reach before = reach(connection, key);
        long beyond = covered(connection, key, before.acknowledged());
        if (beyond > before.acknowledged()) {
            put(connection, key, new Reach(before.upTo(), before.highest(), beyond), nowMs);
        }
    }

    /** A scan of this number is here, if not in the log: pages show that it is missing there. */
    static void has(Connection connection, Key key, long number, long nowMs) throws SQLException {
        Reach before = reach(connection, key);
        if (number > before.highest()) {
            put(connection, key, new Reach(before.upTo(), number, before.beyond()), nowMs);
        }
    }

    private static long over(Connection connection, Key key, long number) throws SQLException {
        return Math.max(
                Losses.over(connection, key, number), Refused.over(connection, key, number));
    }

    /** The last number before the first one that is neither here nor known to be lost. */
    private static long covered(Connection connection, Key key, long from) throws SQLException {
        long upTo = contiguous(connection, key, from);
        long next = over(connection, key, upTo);
        while (next > upTo) {
            upTo = contiguous(connection, key, next);
            next = over(connection, key, upTo);
        }
        return upTo;
    }

    private static void put(Connection connection, Key key, Reach reach, long receivedMs)
            throws SQLException {
        String sql =
                """
                INSERT INTO journal (unit, epoch, up_to, highest, beyond, received_ms)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (unit, epoch) DO UPDATE
                SET up_to = excluded.up_to, highest = excluded.highest,
                    beyond = excluded.beyond,
                    received_ms = excluded.received_ms
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, key.unit().value());
            upsert.setString(2, key.epoch().value());
            upsert.setLong(3, reach.upTo());
            upsert.setLong(4, reach.highest());
            upsert.setLong(5, reach.beyond());
            upsert.setLong(6, receivedMs);
            upsert.executeUpdate();
        }
    }

    private static Reach reach(Connection connection, Key key) throws SQLException {
        String sql = "SELECT up_to, highest, beyond FROM journal WHERE unit = ? AND epoch = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key.unit().value());
            query.setString(2, key.epoch().value());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new Reach(row.getLong(1), row.getLong(2), row.getLong(3))
                        : new Reach(0, 0, 0);
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
