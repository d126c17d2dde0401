package io.turnout.hub.store;

import io.turnout.hub.start.CannotStart;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the tables up to date, and refuses what it does not understand. */
final class Migrations {
    private static final Map<String, String> SQLITE = Map.of("serial", "INTEGER PRIMARY KEY");

    private Migrations() {}

    static void apply(DataSource source, Path file) throws CannotStart {
        try {
            Flyway flyway =
                    Flyway.configure()
                            .dataSource(source)
                            .locations("classpath:io/turnout/hub/store/migrations")
                            .placeholders(SQLITE)
                            .load();
            refuseNewer(flyway, file);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new CannotStart(
                    "The database "
                            + file
                            + " cannot be opened ("
                            + innermost(e).getMessage()
                            + "): if it is damaged, put back a copy or move it away to start anew.",
                    e);
        }
    }

    private static void refuseNewer(Flyway flyway, Path file) throws CannotStart {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getState().isApplied() && !applied.getState().isResolved()) {
                throw new CannotStart(
                        "The database "
                                + file
                                + " was written by a newer hub (its tables are version "
                                + applied.getVersion()
                                + "): start that version, or move the file away to start anew.");
            }
        }
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : innermost(cause);
    }
}
