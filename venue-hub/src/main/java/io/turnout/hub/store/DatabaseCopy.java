package io.turnout.hub.store;

import io.turnout.hub.start.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Copies of the database, taken by another process than the one that uses it. */
public final class DatabaseCopy {
    private static final int BUSY_MS = 10_000;

    private DatabaseCopy() {}

    /**
     * Writes a copy of one consistent state, and examines it. The hub goes on reading and writing
     * meanwhile.
     *
     * @param directory the data directory
     * @param to a file that does not exist
     * @throws CannotStart when there is no database, or it is damaged, or there is no room
     */
    public static void take(Path directory, Path to) throws CannotStart {
        Path file = directory.resolve(Database.FILE);
        if (!Files.isRegularFile(file)) {
            throw new CannotStart(
                    "There is no hub's data in " + directory + ": give the hub's data directory.");
        }
        try {
            copy(file, to);
            examine(to);
        } catch (SQLException e) {
            throw new CannotStart(
                    "The database "
                            + file
                            + " cannot be copied ("
                            + e.getMessage()
                            + "): look for room on the disk; if it is damaged, restore the last"
                            + " backup into another directory.",
                    e);
        }
    }

    private static void copy(Path file, Path to) throws SQLException {
        try (Connection connection = connect(file);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, to.toString());
            vacuum.execute();
        }
    }

    private static void examine(Path copy) throws SQLException {
        try (Connection connection = connect(copy);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!row.next() || !"ok".equals(row.getString(1))) {
                throw new SQLException("the copy is damaged: " + row.getString(1));
            }
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }
}
