package io.turnout.hub.ingest;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scan that has a name and cannot be read otherwise: set aside as it came.
 *
 * @param why the field that is wrong, without what stood there
 * @param raw its JSON
 */
record Refused(long number, String why, String raw) {
    private static final Logger LOG = LoggerFactory.getLogger(Refused.class);

    /** One that is set aside and still not in the log. */
    record Kept(String unit, String epoch, String raw) {
        /** It alone, if it can be read by now. */
        Optional<ScanBatch> batch(Function<byte[], Optional<Scan>> reader) {
            return reader.apply(raw.getBytes(StandardCharsets.US_ASCII))
                    .map(scan ->
                            new ScanBatch(
                                    new UnitId(unit), new JournalEpoch(epoch), List.of(scan)));
        }
    }

    /** Sets aside what cannot be read of some batches; the others of their journals go on. */
    static void noteAll(Connection connection, List<Work> works, long nowMs) throws SQLException {
        for (Work work : works) {
            if (work instanceof Work.Arrived(Journals.Key journal, _, _, List<Refused> scans)
                    && !scans.isEmpty()) {
                for (Refused scan : scans) {
                    if (scan.note(connection, journal, nowMs)) {
                        LOG.error(
                                "{}: scan {} is set aside: {}", journal, scan.number(), scan.why());
                    }
                    Journals.has(connection, journal, scan.number(), nowMs);
                }
                Journals.goBeyond(connection, journal, nowMs);
            }
        }
    }

    /** Sets it aside; false where it was already. */
    private boolean note(Connection connection, Journals.Key key, long nowMs) throws SQLException {
        String sql =
                """
                INSERT INTO refused_scan (unit, epoch, number, reason, raw, received_ms)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.unit().value());
            insert.setString(2, key.epoch().value());
            insert.setLong(3, number);
            insert.setString(4, why);
            insert.setString(5, raw);
            insert.setLong(6, nowMs);
            return insert.executeUpdate() > 0;
        }
    }

    /** The number itself, or the next one where that is set aside. */
    static long over(Connection connection, Journals.Key key, long number) throws SQLException {
        String sql = "SELECT 1 FROM refused_scan WHERE unit = ? AND epoch = ? AND number = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, key.unit().value());
            query.setString(2, key.epoch().value());
            query.setLong(3, number + 1);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? number + 1 : number;
            }
        }
    }

    /** All that are not in the log. */
    static List<Kept> waiting(Connection connection) throws SQLException {
        String sql =
                """
                SELECT unit, epoch, raw FROM refused_scan r
                WHERE NOT EXISTS (SELECT 1 FROM scan s
                    WHERE s.unit = r.unit AND s.epoch = r.epoch AND s.number = r.number)
                ORDER BY unit, epoch, number
                """;
        List<Kept> waiting = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                waiting.add(new Kept(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return waiting;
    }
}
