package io.turnout.hub.ingest;

import io.turnout.protocol.message.LostScans;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What units said they have lost. */
final class Losses {
    private Losses() {}

    /** Notes a loss; false where it was known. */
    static boolean note(Connection connection, Journals.Key key, LostScans lost, long nowMs)
            throws SQLException {
        String sql =
                """
                INSERT INTO journal_loss (unit, epoch, from_number, to_number, more, received_ms)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.unit().value());
            insert.setString(2, key.epoch().value());
            insert.setLong(3, lost.from());
            insert.setLong(4, lost.to());
            insert.setInt(5, lost.more() ? 1 : 0);
            insert.setLong(6, nowMs);
            return insert.executeUpdate() > 0;
        }
    }

    /** The end of the loss that begins right behind a number, or the number itself. */
    static long over(Connection connection, Journals.Key key, long number) throws SQLException {
        String sql =
                """
                SELECT max(to_number) FROM journal_loss
                WHERE unit = ? AND epoch = ? AND from_number <= ?
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key.unit().value());
            query.setString(2, key.epoch().value());
            query.setLong(3, number + 1);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Math.max(number, row.getLong(1)) : number;
            }
        }
    }
}
