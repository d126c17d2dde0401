package io.turnout.hub.reports;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The exports that organizers saved. Thread-safe. */
public final class SavedExports {
    /** More than anybody reads. */
    static final int MOST = 100;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public SavedExports(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of saving one, or of another name. */
    sealed interface Outcome {
        record Done(long id) implements Outcome {}

        /** Another one of the event has that name. */
        record NameTaken() implements Outcome {}

        record TooMany() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /** Of an event, by name; what is no report any more is left out. */
    List<SavedExport> of(String event) {
        return database.read(handle -> all(handle, event));
    }

    Optional<SavedExport> find(String event, String id) {
        return of(event).stream().filter(one -> String.valueOf(one.id()).equals(id)).findFirst();
    }

    /** Saves one; its id is given to it. */
    Outcome save(String event, SavedExport wanted, String who) {
        return database.write(handle -> {
            List<SavedExport> all = all(handle, event);
            if (all.size() >= MOST) {
                return new Outcome.TooMany();
            }
            if (isTaken(all, 0, wanted.name())) {
                return new Outcome.NameTaken();
            }
            long id = insert(handle, event, wanted, who);
            audit.add(handle, who, "save export", event, id + ": " + wanted.file());
            return new Outcome.Done(id);
        });
    }

    Outcome rename(String event, long id, String name, String who) {
        return database.write(handle -> {
            List<SavedExport> all = all(handle, event);
            if (all.stream().noneMatch(one -> one.id() == id)) {
                return new Outcome.Unknown();
            }
            if (isTaken(all, id, name)) {
                return new Outcome.NameTaken();
            }
            handle.execute("UPDATE saved_export SET name = ? WHERE id = ?", name, id);
            audit.add(handle, who, "rename export", event, id + ": " + name);
            return new Outcome.Done(id);
        });
    }

    void delete(String event, SavedExport export, String who) {
        database.change(handle -> {
            handle.execute("DELETE FROM saved_export WHERE id = ?", export.id());
            audit.add(handle, who, "delete export", event, export.id() + ": " + export.file());
        });
    }

    private static boolean isTaken(List<SavedExport> all, long id, String name) {
        return all.stream().anyMatch(one -> one.id() != id && one.name().equalsIgnoreCase(name));
    }

    private long insert(Handle handle, String event, SavedExport wanted, String who) {
        return handle.createUpdate(
                        "INSERT INTO saved_export (event, name, report, format, room, day, session,"
                                + " language, made_by, made_ms)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(0, event)
                .bind(1, wanted.name())
                .bind(2, wanted.report().name())
                .bind(3, wanted.format().ending())
                .bind(4, wanted.room())
                .bind(5, wanted.day())
                .bind(6, wanted.session())
                .bind(7, wanted.language())
                .bind(8, who)
                .bind(9, clock.millis())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private static List<SavedExport> all(Handle handle, String event) {
        return handle
                .createQuery("SELECT * FROM saved_export WHERE event = ? ORDER BY name, id")
                .bind(0, event)
                .map((row, _) -> export(row))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<SavedExport> export(ResultSet row) throws SQLException {
        Optional<Report> report = SavedExport.report(row.getString("report"));
        return report.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SavedExport(
                                row.getLong("id"),
                                row.getString("name"),
                                report.get(),
                                ReportFormat.valueOf(
                                        row.getString("format").toUpperCase(Locale.ROOT)),
                                row.getString("room"),
                                row.getString("day"),
                                row.getString("session"),
                                row.getString("language"),
                                row.getString("made_by")));
    }
}
