package io.turnout.hub.programs;

import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.programs.Program.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Programs and their paths in the database, inside one transaction. */
record ProgramRows(Handle handle) {
    private static final String PATHS =
            "SELECT p.id AS path, p.name AS path_name, p.authorized_min, p.version AS path_version,"
                    + " g.* FROM path p JOIN program g ON g.id = p.program ";

    List<Program> of(String event) {
        return handle.createQuery("SELECT * FROM program WHERE event = ? ORDER BY name, id")
                .bind(0, event)
                .map((row, _) -> program(row))
                .list();
    }

    Optional<Program> find(String event, ProgramId id) {
        return handle.createQuery("SELECT * FROM program WHERE event = ? AND id = ?")
                .bind(0, event)
                .bind(1, id.value())
                .map((row, _) -> program(row))
                .findOne();
    }

    /** The program of a name in an event. */
    Optional<ProgramId> named(String event, String name) {
        return handle.createQuery("SELECT id FROM program WHERE event = ? AND name = ?")
                .bind(0, event)
                .bind(1, name)
                .mapTo(Long.class)
                .findOne()
                .map(ProgramId::new);
    }

    void insert(Program program, long nowMs) {
        handle.execute(
                "INSERT INTO program (event, kind, name, roles, verified, late_min,"
                        + " auto_confirm_min, hours_min, hours_by, door_people, door_min, since_ms,"
                        + " made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                program.event(),
                key(program.kind()),
                program.name(),
                String.join("\n", program.roles()),
                program.verification().verified() ? 1 : 0,
                minutes(program.verification().late()),
                program.verification().autoConfirm().toMinutes(),
                minutes(program.hours()),
                key(program.hoursBy()),
                program.door().people(),
                program.door().time().toMinutes(),
                program.verification().since().toEpochMilli(),
                nowMs);
    }

    void update(Program program) {
        handle.execute(
                "UPDATE program SET verified = ?, late_min = ?, auto_confirm_min = ?,"
                        + " hours_min = ?, hours_by = ?, door_people = ?, door_min = ?,"
                        + " since_ms = ?, version = version + 1 WHERE id = ?",
                program.verification().verified() ? 1 : 0,
                minutes(program.verification().late()),
                program.verification().autoConfirm().toMinutes(),
                minutes(program.hours()),
                key(program.hoursBy()),
                program.door().people(),
                program.door().time().toMinutes(),
                program.verification().since().toEpochMilli(),
                program.id().value());
    }

    /** The paths of a program, by name. */
    List<Path> paths(ProgramId program) {
        return handle.createQuery(PATHS + "WHERE g.id = ? ORDER BY p.name, p.id")
                .bind(0, program.value())
                .map((row, _) -> path(row))
                .list();
    }

    /** The paths of an event that an attendee is in, by name. */
    List<Path> pathsOf(String event, long attendee) {
        return handle.createQuery(
                        PATHS
                                + "JOIN path_person q ON q.path = p.id"
                                + " WHERE g.event = ? AND q.attendee = ? ORDER BY p.name, p.id")
                .bind(0, event)
                .bind(1, attendee)
                .map((row, _) -> path(row))
                .list();
    }

    Optional<Path> path(PathId id) {
        return handle.createQuery(PATHS + "WHERE p.id = ?")
                .bind(0, id.value())
                .map((row, _) -> path(row))
                .findOne();
    }

    static Path path(ResultSet row) throws SQLException {
        return new Path(
                new PathId(row.getLong("path")),
                program(row),
                row.getString("path_name"),
                length(row, "authorized_min"),
                row.getLong("path_version"));
    }

    static Program program(ResultSet row) throws SQLException {
        return new Program(
                new ProgramId(row.getLong("id")),
                row.getString("event"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getString("roles").lines().toList(),
                new Verification(
                        row.getBoolean("verified"),
                        length(row, "late_min"),
                        Duration.ofMinutes(row.getLong("auto_confirm_min")),
                        Instant.ofEpochMilli(row.getLong("since_ms"))),
                length(row, "hours_min"),
                HoursBy.valueOf(row.getString("hours_by").toUpperCase(Locale.ROOT)),
                new Program.Door(
                        row.getInt("door_people"), Duration.ofMinutes(row.getLong("door_min"))),
                row.getLong("version"));
    }

    /** A column of minutes; absent where it is empty. */
    static Optional<Duration> length(ResultSet row, String column) throws SQLException {
        long minutes = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
    }

    static @Nullable Long minutes(Optional<Duration> length) {
        return length.map(Duration::toMinutes).orElse(null);
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
