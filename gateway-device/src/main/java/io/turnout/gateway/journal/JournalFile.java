package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/** The file of a journal: made, opened and examined. */
final class JournalFile {
    /** Shape of the tables; a file of another shape is of another version of the program. */
    private static final int SHAPE = 1;

    private static final String EPOCH_CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int EPOCH_LENGTH = 26;

    private final Path file;

    JournalFile(Path file) {
        this.file = file;
    }

    /**
     * SQLite unpacks its native library before its first use: beside the journal, since /tmp may be
     * mounted noexec. What a killed process left there is removed.
     */
    void prepareNative() throws JournalUnusable {
        Path folder = file.resolveSibling("native");
        try {
            Files.createDirectories(folder);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path library : left.toList()) {
                    Files.delete(library);
                }
            }
        } catch (IOException unwritable) {
            throw new JournalUnusable(
                    "cannot write in " + folder + ": make it writable for this user", unwritable);
        }
        System.setProperty("org.sqlite.tmpdir", folder.toString());
    }

    Connection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "FULL");
        settings.setProperty("busy_timeout", "5000");
        return JDBC.createConnection("jdbc:sqlite:" + file, settings);
    }

    /** Makes the tables in a new file. */
    void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "PRAGMA user_version") != 0) {
                return;
            }
            connection.setAutoCommit(false);
            statement.execute(
                    "CREATE TABLE entry (number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL,"
                            + " sum INTEGER NOT NULL, payload BLOB NOT NULL)");
            statement.execute(
                    "CREATE TABLE meta (epoch TEXT NOT NULL, acknowledged INTEGER NOT NULL)");
            statement.execute("INSERT INTO meta VALUES ('" + newEpoch() + "', 0)");
            statement.execute("PRAGMA user_version = " + SHAPE);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Refuses a file that is damaged: going on would give numbers twice. */
    void examine(Connection connection) throws SQLException, JournalUnusable {
        try (Statement statement = connection.createStatement()) {
            long shape = number(statement, "PRAGMA user_version");
            if (shape != SHAPE) {
                throw new JournalUnusable(
                        file
                                + " is a journal of shape "
                                + shape
                                + ", this version knows "
                                + SHAPE
                                + ": start the version that wrote it");
            }
            String check = text(statement, "PRAGMA quick_check(1)");
            if (!"ok".equals(check)) {
                throw damaged(check, null);
            }
            long missing =
                    number(
                            statement,
                            "SELECT coalesce(max(number) - min(number) + 1, 0) - count(*) FROM"
                                    + " entry");
            if (missing != 0) {
                throw damaged(missing + " numbers are missing", null);
            }
        }
    }

    /** Tells a damaged file from one that only cannot be written. */
    JournalUnusable unusable(SQLException why) {
        int code = why.getErrorCode() & 0xFF;
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return damaged(String.valueOf(why.getMessage()), why);
        }
        return new JournalUnusable(
                "cannot open the journal "
                        + file
                        + " ("
                        + why.getMessage()
                        + "): make it and its folder writable for this user, with room on the disk",
                why);
    }

    JournalUnusable damaged(String how, @Nullable Throwable cause) {
        String message =
                "the journal "
                        + file
                        + " is damaged ("
                        + how
                        + "). It holds scans that the hub may not have: keep a copy of it and of "
                        + file.getFileName()
                        + "-wal, move both out of the way, and start again; the unit then begins a"
                        + " new journal";
        return cause == null ? new JournalUnusable(message) : new JournalUnusable(message, cause);
    }

    private static String newEpoch() {
        SecureRandom random = new SecureRandom();
        byte[] letters = new byte[EPOCH_LENGTH];
        for (int i = 0; i < EPOCH_LENGTH; i++) {
            letters[i] = (byte) EPOCH_CHARACTERS.charAt(random.nextInt(EPOCH_CHARACTERS.length()));
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
