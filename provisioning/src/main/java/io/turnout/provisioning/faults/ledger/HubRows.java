package io.turnout.provisioning.faults.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * What the hub has, read from its database file itself and not by way of the hub.
 *
 * @param losses what units said that they have lost
 * @param fingerprints of badge codes
 * @param attendees of fingerprints
 * @param folded whether attendance has seen all scans, and all that is known of clocks
 */
public record HubRows(
        List<HubScan> scans,
        List<JournalRow> journals,
        List<LossRow> losses,
        List<PresenceRow> presence,
        Map<String, String> fingerprints,
        Map<String, Long> attendees,
        boolean folded) {
    public HubRows {
        scans = List.copyOf(scans);
        journals = List.copyOf(journals);
        losses = List.copyOf(losses);
        presence = List.copyOf(presence);
        fingerprints = Map.copyOf(fingerprints);
        attendees = Map.copyOf(attendees);
    }

    /**
     * How far a journal has arrived.
     *
     * @param beyond behind a gap that its unit cannot fill, 0 for no such gap
     */
    public record JournalRow(String unit, String epoch, long upTo, long highest, long beyond) {
        /** What the unit need not send. */
        public long acknowledged() {
            return Math.max(upTo, beyond);
        }
    }

    /**
     * Scans that a unit said it has lost.
     *
     * @param more whether later ones of the journal may be lost too
     */
    public record LossRow(String unit, String epoch, long from, long to, boolean more) {
        boolean has(long number) {
            return number >= from && (more || number <= to);
        }
    }

    /** What the fold made of one attendee in one session. */
    public record PresenceRow(long attendee, String session, boolean inside, long ins, long outs) {}

    /** Scans of the event, as its totals have them. */
    public List<HubScan> ofEvent() {
        return scans.stream().filter(scan -> !scan.event().isEmpty()).toList();
    }

    private static final String SCANS =
            "SELECT unit, epoch, number, boot, mono_ms, event, badge, outcome, reason, entered, leaves,"
                    + " left_session, coalesce(best_ms, wall_ms), coalesce(earliest_ms, wall_ms),"
                    + " coalesce(latest_ms, wall_ms) FROM scan LEFT JOIN scan_time"
                    + " ON scan_time.seq = scan.seq ORDER BY unit, epoch, number";

    private static final String JOURNALS =
            "SELECT unit, epoch, up_to, highest, beyond FROM journal";

    private static final String LOSSES =
            "SELECT unit, epoch, from_number, to_number, more FROM journal_loss";

    private static final String PRESENCE =
            "SELECT attendee, session, inside, ins, outs FROM presence";

    private static final String FOLDED =
            "SELECT (SELECT coalesce(max(seq), 0) FROM scan) <= (SELECT seq FROM fold_mark)"
                    + " AND (SELECT coalesce(max(seq), 0) FROM clock_sighting)"
                    + " <= (SELECT sighting FROM clock_mark)";

    /** Reads a hub's database, which may be in use, at one moment. */
    public static HubRows read(Path database) throws IOException {
        return reading(database, HubRows::all);
    }

    /** How far journals have arrived, and nothing else. */
    public static List<JournalRow> journals(Path database) throws IOException {
        return reading(database, statement -> list(statement, JOURNALS, HubRows::journal));
    }

    private static HubRows all(Statement statement) throws SQLException {
        return new HubRows(
                list(statement, SCANS, HubRows::scan),
                list(statement, JOURNALS, HubRows::journal),
                list(statement, LOSSES, HubRows::loss),
                list(statement, PRESENCE, HubRows::presence),
                map(statement, "SELECT code, fingerprint FROM badge", row -> row.getString(2)),
                map(statement, "SELECT fingerprint, attendee FROM badge", row -> row.getLong(2)),
                list(statement, FOLDED, row -> row.getBoolean(1)).getFirst());
    }

    /** Asks a database. */
    @FunctionalInterface
    private interface Query<T> {
        T ask(Statement statement) throws SQLException;
    }

    private static <T> T reading(Path database, Query<T> query) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("open_mode", "1"); // read-only
        settings.setProperty("busy_timeout", "5000");
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + database, settings);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            return query.ask(statement);
        } catch (SQLException e) {
            throw new IOException("reading " + database + ": " + e.getMessage(), e);
        }
    }

    private static JournalRow journal(ResultSet row) throws SQLException {
        return new JournalRow(
                row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5));
    }

    private static LossRow loss(ResultSet row) throws SQLException {
        return new LossRow(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getBoolean(5));
    }

    private static PresenceRow presence(ResultSet row) throws SQLException {
        return new PresenceRow(
                row.getLong(1),
                row.getString(2),
                row.getBoolean(3),
                row.getLong(4),
                row.getLong(5));
    }

    private static HubScan scan(ResultSet row) throws SQLException {
        return new HubScan(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getLong(5),
                new HubScan.Told(row.getLong(13), row.getLong(14), row.getLong(15)),
                text(row, 6),
                text(row, 7),
                row.getString(8),
                row.getString(9),
                text(row, 10),
                row.getBoolean(11),
                text(row, 12));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /** Makes something of a row. */
    @FunctionalInterface
    private interface OfRow<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Statement statement, String query, OfRow<T> each)
            throws SQLException {
        List<T> list = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                list.add(each.read(rows));
            }
        }
        return list;
    }

    private static <T> Map<String, T> map(Statement statement, String query, OfRow<T> value)
            throws SQLException {
        Map<String, T> map = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                map.put(rows.getString(1), value.read(rows));
            }
        }
        return map;
    }
}
